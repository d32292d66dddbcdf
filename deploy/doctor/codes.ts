import { rowOf } from '../../shared/tenant-key/failures/lookup.ts';

/** Why a call of a check failed. */
type Cause =
  | 'clock'
  | 'token'
  | 'credentials'
  | 'rights'
  | 'region'
  | 'rate'
  | 'unreachable'
  | 'unanswered';

/** Why a call failed, by its code; undefined for a code that says nothing about the account. */
export function causeOf(code: string): Cause | undefined {
  return rowOf(CAUSES, code);
}

/** By code or family. */
const CAUSES: ReadonlyMap<string, Cause> = new Map([
  ['AuthFailure', 'credentials'],
  ['AuthFailure.SignatureExpire', 'clock'],
  ['AuthFailure.TokenFailure', 'token'],
  ['AuthFailure.UnauthorizedOperation', 'rights'],
  ['UnauthorizedOperation', 'rights'],
  ['UnsupportedRegion', 'region'],
  ['RequestLimitExceeded', 'rate'],
  ['NotConnected', 'unreachable'],
  ['NoAnswer', 'unanswered'],
  ['DeadlineExceeded', 'unanswered'],
]);

/** What to do about a check that could not be read. */
export function unreadRemedy(code: string): string | undefined {
  const cause = causeOf(code);
  return cause === undefined ? undefined : UNREAD_REMEDIES[cause];
}

const UNREAD_REMEDIES: Readonly<Record<Cause, string>> = {
  clock: 'See credentials, above.',
  token: 'See credentials, above.',
  credentials: 'See credentials, above.',
  rights: 'See rights, below.',
  region: 'Choose another REGION in .env.',
  rate: 'Try again in a minute.',
  unreachable: 'Try again when the cloud can be reached.',
  unanswered: 'Try again when the cloud can be reached.',
};

/** What to do about credentials that the cloud did not accept. */
export function credentialsRemedy(code: string): string {
  const cause = causeOf(code);
  const remedy = cause === undefined ? undefined : CREDENTIALS_REMEDIES[cause];
  return remedy ?? 'Try again when the cloud can be reached.';
}

const CREDENTIALS_REMEDIES: Readonly<Partial<Record<Cause, string>>> = {
  clock: 'See clock, below.',
  token: 'Get new temporary credentials.',
  credentials: 'Check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.',
  rights: 'See rights, below.',
};
