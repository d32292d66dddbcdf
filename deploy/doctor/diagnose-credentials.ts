import type { Diagnosis } from './diagnosis.ts';
import type { Reading } from './reading.ts';

/** As far as it is needed. @see https://cloud.tencent.com/document/product/1312/63069 (GetCallerIdentity) */
export type CallerIdentity = {
  /** The number of the account. */
  readonly AccountId?: string;
  /** Who in the account, such as `qcs::cam::uin/100000000001:uin/100000000002`. */
  readonly Arn?: string;
};

/**
 * Whether the credentials are valid, and of the account that the application is for.
 *
 * @param accountUin The account that the functions are told of; undefined when they are told of none.
 */
export function diagnoseCredentials(
  identity: Reading<CallerIdentity>,
  accountUin: string | undefined,
): Diagnosis {
  const check = 'credentials';
  if (!identity.ok) {
    const { code } = identity.failure;
    return {
      check,
      state: 'bad',
      found: `They were not taken (${code}).`,
      remedy: remedyFor(code),
    };
  }
  const { AccountId = '', Arn = '' } = identity.answer;
  if (accountUin !== undefined && accountUin !== AccountId) {
    return {
      check,
      state: 'bad',
      found: `They are of the account ${AccountId}, and ACCOUNT_UIN says ${accountUin}.`,
      remedy: 'Take the credentials of the other account, or mend ACCOUNT_UIN in .env.',
    };
  }
  return { check, state: 'good', found: `They are of the account ${AccountId}, as ${Arn}.` };
}

function remedyFor(code: string): string {
  if (code === 'AuthFailure.SignatureExpire') return 'See clock, below.';
  if (code === 'AuthFailure.TokenFailure') return 'Get new temporary credentials.';
  if (/^(?:AuthFailure\.)?UnauthorizedOperation/.test(code)) return 'See rights, below.';
  if (code.startsWith('AuthFailure')) {
    return 'Check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.';
  }
  return 'Come again when the cloud can be reached.';
}
