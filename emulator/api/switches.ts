import { isJsonObject, type Parsed } from '../json/json.ts';

/**
 * The account's settings, and all behaviour that the vendor does not document. Each switch selects
 * one possible behaviour, so that an application can be tested with both.
 */
export type Switches = {
  /** Whether the account has bought KMS, or enabled it where it is billed by use. */
  readonly kmsBought: boolean;
  /** When the subscription to KMS ends, in milliseconds since 1970; 0 where it is billed by use. */
  readonly kmsExpiresAtMs: number;
  /** The subscription is renewed each time it ends, so it never lapses. */
  readonly kmsRenews: boolean;
  /** A KMS whose subscription has lapsed refuses reads as well as changes. */
  readonly kmsLapseStopsReads: boolean;
  /** The key quota in a region. Keys that are scheduled for deletion do not count. */
  readonly cmkLimit: number;
  /** Whether the documented calls per second of each action are enforced. */
  readonly rateLimits: boolean;
  /** CreateKey refuses a tag pair that does not exist in the account yet. */
  readonly tagsMustExist: boolean;
  /** How many tags CreateKey accepts; the limit is documented for other calls only. */
  readonly createKeyTagsMax: number;
  /** The error TaggingError comes after the key was created. */
  readonly taggingErrorLeavesKey: boolean;
  /** An alias stays taken until a key that is scheduled for deletion is deleted. */
  readonly aliasHeldWhilePendingDelete: boolean;
  /** `Acme_main` and `acme_main` are two aliases. */
  readonly aliasCaseSensitive: boolean;
  /** How long a new key is missing from lists. */
  readonly listStaleMs: number;
  /** How long a new tag is missing from answers. */
  readonly tagStaleMs: number;
  /** TagResources accepts a resource name without an account, `uin/:`, as Terraform writes it. */
  readonly emptyUinAccepted: boolean;
  /**
   * How long the CKafka trigger waits before it delivers a failed batch again; a minute in the
   * cloud.
   */
  readonly ckafkaRetryDelayMs: number;
  /** The CKafka trigger continues with the next batch after the last retry. */
  readonly ckafkaSkipsAfterRetries: boolean;
  /**
   * The longest time for a batch to fill, even if `timeOut` is longer, so that users see results
   * soon.
   */
  readonly ckafkaWindowMsMax: number;
  /** `easConfig` of a CKafka trigger is the JSON text of an object, not the object itself. */
  readonly ckafkaEasConfigIsText: boolean;
  /** ListTriggers returns `easConfig` with its password, instead of leaving it out. */
  readonly ckafkaEasConfigShown: boolean;
  /**
   * A batch that was refused with 432, because all instances were busy, uses up one of the trigger's
   * retries. Otherwise it is delivered again until it is taken.
   */
  readonly ckafkaLimitsAreRetries: boolean;
  /** Triggers and logs of functions need the role SCF_QcsRole with its preset policy. */
  readonly configurationRoleRequired: boolean;
  /** A new function in a network has no access to the public one unless the call asks for it. */
  readonly publicNetOffInVpc: boolean;
  /** UpdateFunctionConfiguration without `Environment` removes all variables of a function. */
  readonly environmentWipedWhenAbsent: boolean;
  /** How long a function is Creating or Updating, and refuses other changes. */
  readonly functionSettlesMs: number;
  /** The trigger of a function's URL has the URL's id as its name, whatever name it was given. */
  readonly httpTriggerNamedByUrl: boolean;
  /** Synchronous calls wait while all instances are busy, instead of ending with 432 at once. */
  readonly syncCallsWait: boolean;
  /**
   * A function's URL answers a failed invocation with a standard status, such as 429 for 432 and 504
   * for 433, instead of the platform's own code.
   */
  readonly urlStatusesStandard: boolean;
  /** Only the resource `*` allows `scf:InvokeFunction`: no policy can be narrowed to a function. */
  readonly invokeIsOperationLevel: boolean;
  /** The same for the actions of SCF whose level we do not know, such as CreateFunction. */
  readonly unlistedIsOperationLevel: boolean;
  /** A caller who deploys needs permission to read the network, log topic, role and brokers they set. */
  readonly deployerReadsNeeded: boolean;
  /** How long functions cannot assume a new role, and no function may be given it. */
  readonly roleDelayMs: number;
  /** CreateFunction accepts the runtimes after Nodejs20.19. */
  readonly laterRuntimes: boolean;
  /** What a function returns is written into its log. */
  readonly returnedValuesLogged: boolean;
  /** `IgnoreSysLog` keeps the platform's own lines, returned values among them, out of the log. */
  readonly ignoreSysLogHonoured: boolean;
  /** UpdateFunctionConfiguration without `IgnoreSysLog` writes those lines again. */
  readonly ignoreSysLogWipedWhenAbsent: boolean;
  /** How many versions of a function may be published, besides `$LATEST`. */
  readonly functionVersionsMax: number;
  /** The zip of a function's code that is downloaded has other bytes than the one that was uploaded. */
  readonly codeRepacked: boolean;
};

export const DEFAULT_SWITCHES: Switches = {
  kmsBought: true,
  kmsExpiresAtMs: 0,
  kmsRenews: false,
  kmsLapseStopsReads: true,
  cmkLimit: 200,
  rateLimits: true,
  tagsMustExist: true,
  createKeyTagsMax: 10,
  taggingErrorLeavesKey: true,
  aliasHeldWhilePendingDelete: true,
  aliasCaseSensitive: true,
  listStaleMs: 0,
  tagStaleMs: 0,
  emptyUinAccepted: true,
  ckafkaRetryDelayMs: 1_000,
  ckafkaSkipsAfterRetries: true,
  ckafkaWindowMsMax: 50,
  ckafkaEasConfigIsText: false,
  ckafkaEasConfigShown: false,
  ckafkaLimitsAreRetries: true,
  configurationRoleRequired: true,
  publicNetOffInVpc: true,
  environmentWipedWhenAbsent: true,
  functionSettlesMs: 0,
  httpTriggerNamedByUrl: false,
  syncCallsWait: false,
  urlStatusesStandard: false,
  invokeIsOperationLevel: true,
  unlistedIsOperationLevel: true,
  deployerReadsNeeded: true,
  roleDelayMs: 60_000,
  laterRuntimes: false,
  returnedValuesLogged: true,
  ignoreSysLogHonoured: false,
  ignoreSysLogWipedWhenAbsent: true,
  functionVersionsMax: 2,
  codeRepacked: true,
};

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
