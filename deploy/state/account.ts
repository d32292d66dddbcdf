import type { Application } from './application.ts';

/**
 * The application with its account in the variables of each function. A deployment learns the account from
 * STS: the context of an invocation may name a sub-account, or nobody. A number that the file has stays.
 *
 * @see https://cloud.tencent.com/document/product/1312/63069 (GetCallerIdentity)
 */
export function inAccount(application: Application, accountUin: string): Application {
  const functions = application.functions.map((each) => {
    const { ACCOUNT_UIN: declared = '' } = each.environment;
    const environment = { ...each.environment, ACCOUNT_UIN: declared || accountUin };
    return { ...each, environment };
  });
  return { ...application, functions };
}

/** Why the application must not be deployed to an account; empty if it may be. */
export function accountRefusals({ functions }: Application, accountUin: string): readonly string[] {
  const others = functions.map(({ environment }) => environment.ACCOUNT_UIN ?? '');
  const other = others.find((declared) => declared !== '' && declared !== accountUin);
  if (other === undefined) return [];
  return [
    `The credentials belong to the account ${accountUin}, but ACCOUNT_UIN is ${other}. Use the credentials of the other account, or remove ACCOUNT_UIN from .env: a deployment sets it.`,
  ];
}

/** The calls of an account in any second: all calls of KMS, and those of `TagResources`. */
export const KMS_CALLS_PER_SECOND = 100;
export const TAG_CALLS_PER_SECOND = 20;
