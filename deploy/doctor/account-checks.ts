import contract from '../../events/key-request.schema.json' with { type: 'json' };
import { isoTime } from '../../shared/tenant-key/time.ts';
import type { Algorithms, CallerIdentity, KmsStatus } from './account.ts';
import { causeOf, credentialsRemedy } from './codes.ts';
import { type Diagnosis, diagnoseUnread, type Reading } from './diagnosis.ts';

/**
 * Whether the credentials are valid, and belong to the account that the application is for.
 *
 * @param accountUin The account in the settings of the functions; undefined if it is not set.
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
      found: `The cloud did not accept them (${code}).`,
      remedy: credentialsRemedy(code),
    };
  }
  const { AccountId = '', Arn = '' } = identity.answer;
  if (accountUin !== undefined && accountUin !== AccountId) {
    return {
      check,
      state: 'bad',
      found: `They belong to the account ${AccountId}, but ACCOUNT_UIN is ${accountUin}.`,
      remedy: 'Use the credentials of the other account, or correct ACCOUNT_UIN in .env.',
    };
  }
  return { check, state: 'good', found: `They belong to the account ${AccountId}, as ${Arn}.` };
}

/**
 * Whether this machine's clock is close enough to the cloud's for signatures to be valid.
 *
 * @param aheadMs How far it is ahead of the cloud's `Date` header, which has whole seconds; undefined if
 *   there was no such header.
 * @see https://cloud.tencent.com/document/api/573/34429 (a signature is valid for five minutes)
 */
export function diagnoseClock(
  identity: Reading<CallerIdentity>,
  aheadMs: number | undefined,
): Diagnosis {
  const check = 'clock';
  const remedy = 'Synchronise the clock of this machine with NTP.';
  const isExpired = !identity.ok && causeOf(identity.failure.code) === 'clock';
  if (aheadMs === undefined) {
    if (isExpired) {
      return { check, state: 'bad', found: 'It is off by five minutes or more.', remedy };
    }
    return identity.ok
      ? {
          check,
          state: 'good',
          found: 'A signature was accepted, so it is off by less than five minutes.',
        }
      : { check, state: 'warn', found: 'The cloud did not report the time.' };
  }
  const offS = Math.round(Math.abs(aheadMs) / 1_000);
  const found = `It is ${offS} s ${aheadMs < 0 ? 'behind' : 'ahead of'} the cloud's.`;
  if (isExpired || offS >= VALID_S) return { check, state: 'bad', found, remedy };
  if (offS >= WARNING_S) return { check, state: 'warn', found, remedy };
  return { check, state: 'good', found: "It agrees with the cloud's." };
}

const VALID_S = 300;

/** A clock that is off by a minute is probably not synchronised, and will drift further. */
const WARNING_S = 60;

/**
 * Whether the account may use KMS: it is enabled where it is billed by use, and bought until a time
 * elsewhere.
 *
 * @param nowMs The time, in milliseconds since 1970.
 */
export function diagnoseKms(status: Reading<KmsStatus>, nowMs: number): Diagnosis {
  const check = 'kms';
  if (!status.ok) return diagnoseUnread(check, status.failure);
  const { ServiceEnabled = false, InvalidType, ProExpireTime } = status.answer;
  const expiresAtMs = (ProExpireTime ?? 0) * 1_000;
  const stopped = whyStopped(status.answer, expiresAtMs, nowMs);
  if (stopped !== undefined) return { check, state: 'bad', ...stopped };
  const isSubscribed = expiresAtMs > 0 && InvalidType !== NOT_BOUGHT;
  if (isSubscribed && (ServiceEnabled || expiresAtMs <= nowMs)) {
    return { check, ...subscriptionState(status.answer, expiresAtMs, nowMs) };
  }
  if (ServiceEnabled) return { check, state: 'good', found: 'It is enabled.' };
  return {
    check,
    state: 'bad',
    found: 'It is not enabled.',
    remedy: `Buy it, or enable it where it is billed by use, at ${CONSOLE}.`,
  };
}

/** Whether it can be enabled all the same is not documented. A subscription that has lapsed says more. */
function whyStopped(
  { InvalidType }: KmsStatus,
  expiresAtMs: number,
  nowMs: number,
): Stop | undefined {
  const isLapsed = expiresAtMs > 0 && expiresAtMs <= nowMs;
  return isLapsed ? undefined : STOPPED.get(InvalidType ?? NOT_STOPPED);
}

type Stop = Pick<Diagnosis, 'found' | 'remedy'>;

const NOT_BOUGHT = 0;
const NOT_STOPPED = 1;
const CONSOLE = 'https://console.cloud.tencent.com/kms2';

/**
 * Why KMS is stopped, by `InvalidType`.
 *
 * @see https://cloud.tencent.com/document/product/573/34439 (GetServiceStatus)
 */
const STOPPED: ReadonlyMap<number, Stop> = new Map([
  [
    2,
    {
      found: 'It is stopped because a payment is due.',
      remedy: 'Pay the amount due: keys cannot be used until then.',
    },
  ],
  [
    3,
    { found: 'It was released because a payment was due.', remedy: `Buy it again at ${CONSOLE}.` },
  ],
]);

function subscriptionState(
  { ProRenewFlag }: KmsStatus,
  expiresAtMs: number,
  nowMs: number,
): Omit<Diagnosis, 'check'> {
  const date = isoTime(expiresAtMs).slice(0, 10);
  const days = Math.floor((expiresAtMs - nowMs) / DAY_MS);
  if (expiresAtMs <= nowMs) {
    return {
      state: 'bad',
      found: `Its subscription lapsed on ${date}.`,
      remedy: `Renew it at ${CONSOLE}: keys cannot be used until then, and are deleted some time after.`,
    };
  }
  if (ProRenewFlag === 1) {
    return { state: 'good', found: `It is bought until ${date}, and renews itself.` };
  }
  const found = `It is bought until ${date}, in ${days} days, and does not renew itself.`;
  if (days >= WARNING_DAYS) return { state: 'good', found };
  const remedy = `Renew it at ${CONSOLE}: when it lapses no key can be made or used.`;
  return { state: 'warn', found, remedy };
}

const DAY_MS = 86_400_000;

/** Long enough for a purchase order. */
const WARNING_DAYS = 30;

/**
 * Which key usages the region supports, of those that a request may ask for. Requests for one that the region
 * lacks are rejected.
 */
export function diagnoseAlgorithms(algorithms: Reading<Algorithms>, region: string): Diagnosis {
  const check = 'algorithms';
  const remedy = 'Choose another REGION in .env.';
  if (!algorithms.ok) {
    if (causeOf(algorithms.failure.code) !== 'region') {
      return diagnoseUnread(check, algorithms.failure);
    }
    return { check, state: 'bad', found: `There is no KMS in ${region}.`, remedy };
  }
  const { SymmetricAlgorithms = [], AsymmetricAlgorithms = [] } = algorithms.answer;
  const { AsymmetricSignVerifyAlgorithms = [] } = algorithms.answer;
  const all = [...SymmetricAlgorithms, ...AsymmetricAlgorithms, ...AsymmetricSignVerifyAlgorithms];
  const usages = [...new Set(all.map(({ KeyUsage = '' }) => KeyUsage))];
  if (!usages.includes(DEFAULT_USAGE)) {
    const found = `${region} does not support ${DEFAULT_USAGE}, the default key usage of a request.`;
    return { check, state: 'bad', found, remedy };
  }
  const requestable = usages.filter((usage) => REQUESTABLE.includes(usage));
  const others = usages.filter((usage) => !REQUESTABLE.includes(usage));
  const found = `${region} supports ${requestable.join(', ')}.`;
  if (others.length === 0) return { check, state: 'good', found };
  const more = `It lists ${others.join(', ')} too, which this release does not let requests ask for.`;
  return { check, state: 'good', found: `${found} ${more}` };
}

/** The contract decides, here as in requests. */
const REQUESTABLE: readonly string[] = contract.properties.keyUsage.enum;

const DEFAULT_USAGE = 'ENCRYPT_DECRYPT';

/** Whether the key quota has room for more keys. */
export function diagnoseQuota(status: Reading<KmsStatus>): Diagnosis {
  const check = 'quota';
  if (!status.ok) return diagnoseUnread(check, status.failure);
  const { CmkUserCount: used, CmkLimit: limit } = status.answer;
  if (used === undefined || limit === undefined) {
    return { check, state: 'warn', found: 'KMS does not report the key quota.' };
  }
  const percent = limit > 0 ? Math.floor((used * 100) / limit) : 100;
  const found = `${used} of ${limit} keys exist (${percent} %).`;
  const remedy = 'Submit a ticket to Tencent Cloud for a higher quota.';
  if (used >= limit) return { check, state: 'bad', found, remedy };
  return percent >= WARNING_PERCENT
    ? { check, state: 'warn', found, remedy }
    : { check, state: 'good', found };
}

const WARNING_PERCENT = 80;

/** Whether tags can be read: no key is provisioned until its tenant tag was read back. */
export function diagnoseTags(tags: Reading<object>): Diagnosis {
  if (!tags.ok) return diagnoseUnread('tags', tags.failure);
  return { check: 'tags', state: 'good', found: 'They can be read.' };
}

/**
 * Whether the credentials may read everything that the other checks read.
 *
 * @param refused The calls that CAM refused, such as `cam:GetRole`.
 */
export function diagnoseRights(refused: readonly string[]): Diagnosis {
  const check = 'rights';
  if (refused.length === 0) {
    return {
      check,
      state: 'good',
      found: 'No call was refused. Changes need further permissions.',
    };
  }
  return {
    check,
    state: 'bad',
    found: `Refused: ${[...new Set(refused)].sort().join(', ')}.`,
    remedy: 'Grant these credentials the policy deploy/policy.deployer.json in CAM.',
  };
}
