import { isJsonObject, type Parsed } from '../json/json.ts';

/** Parses what is to be changed in the switches. */
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
    return `${JSON.stringify(name)} is no switch; there are ${known}.`;
  }
  if (typeof DEFAULT_SWITCHES[name as keyof Switches] === 'boolean') {
    return typeof value === 'boolean' ? undefined : `${name} must be true or false.`;
  }
  const good = Number.isSafeInteger(value) && Number(value) >= 0;
  return good ? undefined : `${name} must be a whole number from 0 up.`;
}

/**
 * The account's settings, and every behaviour that the vendor does not document: where nobody knows
 * what the real cloud does, it is a switch, and the product must work either way.
 */
export type Switches = {
  /** Keys of users in a region; those scheduled for deletion do not count. */
  readonly cmkLimit: number;
  /** Whether the documented calls per second of each action are enforced. */
  readonly rateLimits: boolean;
  /** CreateKey refuses a tag pair that the account does not know yet. */
  readonly tagsMustExist: boolean;
  /** How many tags CreateKey takes; documented for other calls only. */
  readonly createKeyTagsMax: number;
  /** The error TaggingError comes after the key was made. */
  readonly taggingErrorLeavesKey: boolean;
  /** An alias stays taken until a key that is scheduled for deletion is gone. */
  readonly aliasHeldWhilePendingDelete: boolean;
  /** `Acme_main` and `acme_main` are two aliases. */
  readonly aliasCaseSensitive: boolean;
  /** How long a new key is missing from lists. */
  readonly listStaleMs: number;
  /** How long a new tag is missing from answers. */
  readonly tagStaleMs: number;
  /** TagResources takes a resource name without an account, `uin/:`, as Terraform writes it. */
  readonly emptyUinAccepted: boolean;
  /** How long the CKafka trigger waits before it delivers a failed batch again; a minute there. */
  readonly ckafkaRetryDelayMs: number;
  /** The CKafka trigger goes on with the next batch after the last retry. */
  readonly ckafkaSkipsAfterRetries: boolean;
  /** The CKafka trigger closes a batch that soon, though `timeOut` says later: somebody looks on. */
  readonly ckafkaWindowMsMax: number;
  /** UpdateFunctionConfiguration without `Environment` removes all variables of a function. */
  readonly environmentWipedWhenAbsent: boolean;
  /** How long a function is Creating or Updating, and refuses other changes. */
  readonly functionSettlesMs: number;
  /** A function's URL has its own id as the name of its trigger, whatever name that was given. */
  readonly httpTriggerNamedByUrl: boolean;
};

export const DEFAULT_SWITCHES: Switches = {
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
  environmentWipedWhenAbsent: true,
  functionSettlesMs: 0,
  httpTriggerNamedByUrl: false,
};
