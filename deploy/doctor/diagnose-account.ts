import { ApiError } from '../../shared/tenant-key/api-error.ts';

/**
 * Whether this machine's clock is near enough to the cloud's for signatures to count.
 *
 * @param aheadMs How far it is ahead of the cloud's `Date` header, which tells whole seconds;
 *   undefined when there was none.
 * @see https://cloud.tencent.com/document/api/573/34429 (a signature lasts five minutes)
 */
export function diagnoseClock(
  identity: Reading<CallerIdentity>,
  aheadMs: number | undefined,
): Diagnosis {
  const check = 'clock';
  const remedy = 'Set the clock of this machine by the network (NTP).';
  const isExpired = !identity.ok && identity.failure.code === 'AuthFailure.SignatureExpire';
  if (aheadMs === undefined) {
    if (isExpired)
      return { check, state: 'bad', found: 'It is off by five minutes or more.', remedy };
    return identity.ok
      ? { check, state: 'good', found: 'A signature was taken, so it is right to five minutes.' }
      : { check, state: 'warn', found: 'The cloud did not tell the time.' };
  }
  const offS = Math.round(Math.abs(aheadMs) / 1_000);
  const found = `It is ${offS} s ${aheadMs < 0 ? 'behind' : 'ahead of'} the cloud's.`;
  if (isExpired || offS >= VALID_S) return { check, state: 'bad', found, remedy };
  if (offS >= WARNED_S) return { check, state: 'warn', found, remedy };
  return { check, state: 'good', found: "It agrees with the cloud's." };
}

const VALID_S = 300;

/** A clock that is so far off drifts, and is not set by anybody. */
const WARNED_S = 60;

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

/** @see https://www.tencentcloud.com/document/product/1030/35177 (ListAlgorithms) */
export type Algorithms = {
  readonly SymmetricAlgorithms?: readonly Algorithm[];
  readonly AsymmetricAlgorithms?: readonly Algorithm[];
  readonly AsymmetricSignVerifyAlgorithms?: readonly Algorithm[];
};

type Algorithm = { readonly KeyUsage?: string };

/** What keys can be used for in the region; requests for anything else will park. */
export function diagnoseAlgorithms(algorithms: Reading<Algorithms>, region: string): Diagnosis {
  const check = 'algorithms';
  if (!algorithms.ok) {
    if (algorithms.failure.code !== 'UnsupportedRegion') {
      return diagnoseUnread(check, algorithms.failure);
    }
    const found = `There is no KMS in ${region}.`;
    return { check, state: 'bad', found, remedy: 'Choose another REGION in .env.' };
  }
  const { SymmetricAlgorithms = [], AsymmetricAlgorithms = [] } = algorithms.answer;
  const { AsymmetricSignVerifyAlgorithms = [] } = algorithms.answer;
  const all = [...SymmetricAlgorithms, ...AsymmetricAlgorithms, ...AsymmetricSignVerifyAlgorithms];
  const usages = [...new Set(all.map(({ KeyUsage = '' }) => KeyUsage))];
  if (!usages.includes(USUAL)) {
    const found = `${region} has no ${USUAL}, which keys are made for unless a request says otherwise.`;
    return { check, state: 'bad', found, remedy: 'Choose another REGION in .env.' };
  }
  return { check, state: 'good', found: `${region} has ${usages.join(', ')}.` };
}

const USUAL = 'ENCRYPT_DECRYPT';

/** Whether there is room for keys. */
export function diagnoseQuota(status: Reading<KmsStatus>): Diagnosis {
  const check = 'quota';
  if (!status.ok) return diagnoseUnread(check, status.failure);
  const { CmkUserCount: used, CmkLimit: limit } = status.answer;
  if (used === undefined || limit === undefined) {
    return { check, state: 'warn', found: 'KMS does not tell how many keys there may be.' };
  }
  const percent = limit > 0 ? Math.floor((used * 100) / limit) : 100;
  const found = `${used} of ${limit} keys are there (${percent} %).`;
  const remedy = 'Ask Tencent Cloud for a higher quota, in a ticket.';
  if (used >= limit) return { check, state: 'bad', found, remedy };
  return percent >= WARNED_PERCENT
    ? { check, state: 'warn', found, remedy }
    : { check, state: 'good', found };
}

const WARNED_PERCENT = 80;

/** As far as it is needed. @see https://cloud.tencent.com/document/api/573/34419 (GetServiceStatus) */
export type KmsStatus = {
  readonly ServiceEnabled?: boolean;
  /** 0 not bought, 1 in order, 2 stopped since money is owed, 3 released. */
  readonly InvalidType?: number;
  readonly CmkUserCount?: number;
  readonly CmkLimit?: number;
};

/** Whether the account has KMS. */
export function diagnoseKms(status: Reading<KmsStatus>): Diagnosis {
  const check = 'kms';
  if (!status.ok) return diagnoseUnread(check, status.failure);
  const { ServiceEnabled = false, InvalidType } = status.answer;
  if (ServiceEnabled) return { check, state: 'good', found: 'The account has it.' };
  const isOwing = InvalidType === 2;
  return {
    check,
    state: 'bad',
    found: isOwing ? 'It is stopped, as money is owed.' : 'The account does not have it.',
    remedy: isOwing
      ? 'Pay what is owed: a key cannot be used until then.'
      : 'Open https://console.cloud.tencent.com/kms2 and enable it.',
  };
}

/**
 * Whether the caller could read all that was looked at.
 *
 * @param refused Calls that CAM does not allow him, such as `cam:GetRole`.
 */
export function diagnoseRights(refused: readonly string[]): Diagnosis {
  const check = 'rights';
  if (refused.length === 0) {
    return {
      check,
      state: 'good',
      found: 'Nothing was refused; to change things takes more rights.',
    };
  }
  return {
    check,
    state: 'bad',
    found: `Refused: ${[...new Set(refused)].sort().join(', ')}.`,
    remedy: 'Have CAM give these credentials the policy deploy/policy.deployer.json.',
  };
}

/** Whether tags can be read: without its tenant's tag no key is announced. */
export function diagnoseTags(tags: Reading<object>): Diagnosis {
  if (!tags.ok) return diagnoseUnread('tags', tags.failure);
  return { check: 'tags', state: 'good', found: 'They can be read.' };
}

/** As far as it is needed. @see https://cloud.tencent.com/document/api/597/40835 (DescribeInstances) */
export type BrokerInstances = {
  readonly Result?: {
    readonly InstanceList?: readonly {
      readonly InstanceId?: string;
      /** 1 runs, 7 is being upgraded; 0 is being made, and any other is out of order or going. */
      readonly Status?: number;
    }[];
  };
};

/** Whether the CKafka instance is there, which somebody must have bought. */
export function diagnoseBrokers(
  instances: Reading<BrokerInstances>,
  instanceId: string,
): Diagnosis {
  const check = 'brokers';
  if (!instances.ok) return diagnoseUnread(check, instances.failure);
  const { InstanceList = [] } = instances.answer.Result ?? {};
  const instance = InstanceList.find(({ InstanceId }) => InstanceId === instanceId);
  if (instance === undefined) {
    return {
      check,
      state: 'bad',
      found: `There is no CKafka instance ${instanceId} in the region.`,
      remedy: 'Buy one (docs/deploy.md), or mend CKAFKA_INSTANCE_ID in .env.',
    };
  }
  const { Status = RUNNING } = instance;
  if (Status === RUNNING) return { check, state: 'good', found: `${instanceId} runs.` };
  const isUpgraded = Status === UPGRADING;
  return {
    check,
    state: isUpgraded ? 'warn' : 'bad',
    found: `${instanceId} ${isUpgraded ? 'is being upgraded' : `does not run (status ${Status})`}.`,
    remedy: 'See what the console of CKafka says of it.',
  };
}

const RUNNING = 1;
const UPGRADING = 7;

/** What a call that only reads came to. */
export type Reading<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly failure: ApiError };

/** Waits for a call, and takes its failure as an answer too: one part of an account says nothing of the others. */
export async function readingOf<Answer>(call: Promise<Answer>): Promise<Reading<Answer>> {
  try {
    return { ok: true, answer: await call };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { ok: false, failure: error };
  }
}

/** The diagnosis of what could not be read: why, and nothing about how it is. */
export function diagnoseUnread(check: string, { code }: ApiError): Diagnosis {
  const [, remedy] = REMEDIES.find(([pattern]) => pattern.test(code)) ?? [];
  return {
    check,
    state: 'bad',
    found: `It could not be read (${code}).`,
    ...(remedy !== undefined && { remedy }),
  };
}

/** By code; the first that fits. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:AuthFailure\.)?UnauthorizedOperation/, 'See rights, below.'],
  [/^AuthFailure/, 'See credentials, above.'],
  [/^(?:NotConnected|NoAnswer|DeadlineExceeded)$/, 'Come again when the cloud can be reached.'],
  [/^UnsupportedRegion$/, 'Choose another REGION in .env.'],
  [/^RequestLimitExceeded/, 'Come again in a minute.'],
];

/** What one check of an account came to. */
export type Diagnosis = {
  /** What was looked at, such as `quota`. */
  readonly check: string;
  /** `warn`: it works, or may work, but somebody should look at it. */
  readonly state: DiagnosisState;
  /** What was found, in a sentence. */
  readonly found: string;
  /** What to do about it, in a sentence. */
  readonly remedy?: string;
};

export type DiagnosisState = 'good' | 'warn' | 'bad';
