import type { CloudState } from '../state/cloud.ts';
import type { Topics } from '../topics/topics.ts';
import type { Caller } from './caller.ts';
import type { Switches } from './switches.ts';

/** Parameters or an answer of a call, as JSON carries them. */
export type Json = Readonly<Record<string, unknown>>;

/** One emulated service of API 3.0, told from others by its version. */
export type Service = {
  readonly product: 'cam' | 'ckafka' | 'kms' | 'scf' | 'sts' | 'tag';
  /** The value of `X-TC-Version`. */
  readonly version: string;
  /** Where the service is; absent when it is asked of no region. */
  readonly regions?: readonly string[];
  readonly actions: ReadonlyMap<string, Action>;
};

/** One emulated action: all that is known of it, in one place. */
export type Action = {
  readonly name: string;
  /** What the vendor's definitions say of the parameters; checked before `answer` is called. */
  readonly parameters: Parameters;
  /** It changes something when it succeeds. */
  readonly mutating: boolean;
  /** False when the action is asked of no region, though its service has some. */
  readonly regional?: boolean;
  readonly callsPerSecondMax: number;
  /** The codes that the vendor documents for this action; common codes may come besides them. */
  readonly codes: readonly string[];
  /** A step of the state machine. It knows no clock, socket or chance but through `cloud`. */
  readonly answer: (params: Json, cloud: Cloud) => Answer;
};

export type Parameters = Readonly<Record<string, Parameter>>;

export type Parameter = {
  readonly type:
    | 'string'
    | 'integer'
    | 'boolean'
    | 'string[]'
    | 'integer[]'
    | Parameters
    | readonly [Parameters];
  readonly required?: boolean;
};

/** `TagCode` and the like are part of a success; a failure has one of the vendor's codes. */
export type Answer = Success | Refusal;

type Success = {
  readonly ok: true;
  /** A promise while a function runs; it never rejects. */
  readonly response: Json | Promise<Json>;
};

/** The call changed nothing. */
export type Refusal = { readonly ok: false; readonly code: string; readonly message: string };

/** What a step sees and changes. */
export type Cloud = {
  readonly state: CloudState;
  readonly switches: Switches;
  readonly account: Account;
  /** What the brokers hold. */
  readonly topics: Topics;
  readonly caller: Caller;
  /** From the header `X-TC-Region`. */
  readonly region: string;
  readonly nowMs: number;
  /** A new UUID; drawn from the seed where there is one. */
  readonly newId: () => string;
  /** Set by a fault: the tag service fails within CreateKey with this TagCode. */
  readonly tagCode?: 1 | 2;
};

export type Account = { readonly uin: string; readonly appId: string };
