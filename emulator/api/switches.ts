import { isJsonObject, type Parsed } from '../json/json.ts';

/** Every switch with its default and what it does. Pages and docs/local-cloud.md show these texts. */
export const SWITCHES = {
  kmsBought: {
    default: true,
    text: 'Whether the account has bought KMS, or enabled it where it is billed by use.',
  },
  kmsExpiresAtMs: {
    default: 0,
    text: 'When the subscription to KMS ends, in milliseconds since 1970; 0 where it is billed by use.',
  },
  kmsRenews: {
    default: false,
    text: 'The subscription is renewed each time it ends, so it never lapses.',
  },
  kmsLapseStopsReads: {
    default: true,
    text: 'A KMS whose subscription has lapsed refuses reads as well as changes.',
  },
  cmkLimit: {
    default: 200,
    text: 'The key quota in a region. Keys that are scheduled for deletion do not count.',
  },
  rateLimits: {
    default: true,
    text: 'Whether the documented calls per second of each action are enforced.',
  },
  throttledCallsCount: {
    default: true,
    text: 'A throttled call counts like any other, so a caller that never slows down gets nothing.',
  },
  rateWindowsFixed: {
    default: false,
    text: 'Calls are counted in each second of the clock, instead of the second before each call.',
  },
  tagsMustExist: {
    default: true,
    text: 'CreateKey refuses a tag pair that does not exist in the account yet.',
  },
  createKeyTagsMax: {
    default: 10,
    text: 'How many tags CreateKey accepts; the limit is documented for other calls only.',
  },
  taggingErrorLeavesKey: {
    default: true,
    text: 'The error TaggingError comes after the key was created.',
  },
  aliasHeldWhilePendingDelete: {
    default: true,
    text: 'An alias stays taken until a key that is scheduled for deletion is deleted.',
  },
  aliasCaseSensitive: { default: true, text: '`Acme_main` and `acme_main` are two aliases.' },
  searchWildcard: {
    default: true,
    text: '`_` in the search of ListKeyDetail matches any character, as in SQL.',
  },
  listStaleMs: { default: 0, text: 'How long a new key is missing from lists.' },
  tagStaleMs: { default: 0, text: 'How long a new tag is missing from answers.' },
  tagFilterStaleMs: {
    default: 0,
    text: 'How long the filters of ListKeyDetail by tag do not see a new tag.',
  },
  emptyUinAccepted: {
    default: true,
    text: 'TagResources accepts a resource name without an account, `uin/:`, as Terraform writes it.',
  },
  ckafkaRetryDelayMs: {
    default: 1_000,
    text: 'How long the CKafka trigger waits before it delivers a failed batch again; a minute in the cloud.',
  },
  ckafkaSkipsAfterRetries: {
    default: true,
    text: 'The CKafka trigger continues with the next batch after the last retry.',
  },
  ckafkaWindowMsMax: {
    default: 50,
    text: 'The longest time for a batch to fill, even if `timeOut` is longer, so that users see results soon.',
  },
  ckafkaEasConfigIsText: {
    default: false,
    text: '`easConfig` of a CKafka trigger is the JSON text of an object, not the object itself.',
  },
  ckafkaEasConfigShown: {
    default: false,
    text: 'ListTriggers returns `easConfig` with its password, instead of leaving it out.',
  },
  ckafkaLimitsAreRetries: {
    default: true,
    text: "A batch that was refused with 432, because all instances were busy, uses up one of the trigger's retries. Otherwise it is delivered again until it is taken.",
  },
  configurationRoleRequired: {
    default: true,
    text: 'Triggers and logs of functions need the role SCF_QcsRole with its preset policy.',
  },
  publicNetOffInVpc: {
    default: true,
    text: 'A new function in a network has no public access unless the call asks for it.',
  },
  environmentWipedWhenAbsent: {
    default: true,
    text: 'UpdateFunctionConfiguration without `Environment` removes all variables of a function.',
  },
  functionSettlesMs: {
    default: 0,
    text: 'How long a function is Creating or Updating, and refuses other changes.',
  },
  httpTriggerNamedByUrl: {
    default: false,
    text: "The trigger of a function's URL has the URL's id as its name, whatever name it was given.",
  },
  syncCallsWait: {
    default: false,
    text: 'Synchronous calls wait while all instances are busy, instead of ending with 432 at once.',
  },
  urlStatusesStandard: {
    default: false,
    text: "A function's URL answers a failed invocation with a standard status, such as 429 for 432 and 504 for 433, instead of the platform's own code.",
  },
  invokeIsOperationLevel: {
    default: true,
    text: 'Only the resource `*` allows `scf:InvokeFunction`: no policy can be narrowed to a function.',
  },
  unlistedIsOperationLevel: {
    default: true,
    text: 'The same for the actions of SCF whose level we do not know, such as CreateFunction.',
  },
  deployerReadsNeeded: {
    default: true,
    text: 'A caller who deploys needs permission to read the network, log topic, role and brokers that they name.',
  },
  roleDelayMs: {
    default: 60_000,
    text: 'How long functions cannot assume a new role, and no function may be given it.',
  },
  laterRuntimes: { default: false, text: 'CreateFunction accepts the runtimes after Nodejs20.19.' },
  returnedValuesLogged: { default: true, text: 'What a function returns is written into its log.' },
  ignoreSysLogHonoured: {
    default: false,
    text: "`IgnoreSysLog` keeps the platform's own lines, returned values among them, out of the log.",
  },
  ignoreSysLogWipedWhenAbsent: {
    default: true,
    text: 'UpdateFunctionConfiguration without `IgnoreSysLog` writes those lines again.',
  },
  functionVersionsMax: {
    default: 2,
    text: 'How many versions of a function may be published, besides `$LATEST`.',
  },
  codeRepacked: {
    default: true,
    text: "The zip of a function's code that is downloaded has other bytes than the one that was uploaded.",
  },
  cosPathStyle: {
    default: false,
    text: "The vendor's domains of COS take a bucket in the path, as for buckets made before 2024.",
  },
  cosClockSkewMsMax: { default: 0, text: 'How far in the future a signature of COS may begin.' },
  cosListByPrefix: {
    default: false,
    text: "A policy for a prefix of a bucket's objects allows listing them.",
  },
  cosConditionalWrites: {
    default: false,
    text: 'PUT Object obeys `If-None-Match` and `If-Match`, instead of ignoring them.',
  },
  cosHeadersOverS3: {
    default: false,
    text: 'Requests that are signed as for S3 may use the headers `x-cos-*`.',
  },
  cosEncryptedEtagIsMd5: {
    default: false,
    text: 'The ETag of an encrypted object is the MD5 of its content.',
  },
} as const satisfies Readonly<Record<string, Switch>>;

type Switch = { readonly default: boolean | number; readonly text: string };

/**
 * The account's settings, and all behaviour that the vendor does not document. Each switch selects
 * one possible behaviour, so that an application can be tested with both.
 */
export type Switches = {
  readonly [Name in keyof typeof SWITCHES]: (typeof SWITCHES)[Name]['default'] extends boolean
    ? boolean
    : number;
};

export const DEFAULT_SWITCHES = Object.fromEntries(
  Object.entries(SWITCHES).map(([name, row]) => [name, row.default]),
) as Switches;

/** Parses a change of switches. */
export function parseSwitches(body: unknown): Parsed<Partial<Switches>> {
  if (!isJsonObject(body)) {
    return { ok: false, problem: 'Switches are a JSON object such as {"cmkLimit":300}.' };
  }
  for (const [name, value] of Object.entries(body)) {
    const problem = problemOf(name, value);
    if (problem !== undefined) return { ok: false, problem };
  }
  return { ok: true, value: body };
}

function problemOf(name: string, value: unknown): string | undefined {
  if (!Object.hasOwn(DEFAULT_SWITCHES, name)) {
    const known = Object.keys(DEFAULT_SWITCHES).join(', ');
    return `${JSON.stringify(name)} is not a switch; there are ${known}.`;
  }
  if (typeof DEFAULT_SWITCHES[name as keyof Switches] === 'boolean') {
    return typeof value === 'boolean' ? undefined : `${name} must be true or false.`;
  }
  const isCount = Number.isSafeInteger(value) && Number(value) >= 0;
  return isCount ? undefined : `${name} must be a whole number from 0 up.`;
}
