import type { JsonObject } from '../json/json.ts';
import type { CloudState } from '../state/cloud.ts';
import type { Topics } from '../topics/topics.ts';
import type { Switches } from './switches.ts';

/** One emulated service of API 3.0. Calls select it by its version. */
export type Service = {
  readonly product: 'cam' | 'ckafka' | 'kms' | 'scf' | 'sts' | 'tag';
  /** The value of `X-TC-Version`. */
  readonly version: string;
  /** The regions that have the service; absent when its calls name no region. */
  readonly regions?: readonly string[];
  readonly actions: ReadonlyMap<string, Action>;
  /** The codes that the vendor declares for each action; common codes may occur in addition. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
};

/** One emulated action with everything that is known about it. */
export type Action = {
  readonly name: string;
  /** The vendor's definitions of the parameters; they are checked before `answer` is called. */
  readonly parameters: Parameters;
  /** Whether the action changes something when it succeeds. */
  readonly mutating: boolean;
  /** False when calls of this action name no region, although its service has regions. */
  readonly regional?: boolean;
  readonly callsPerSecondMax: number;
  /** A step of the state machine. Its only clock, network and randomness are in `cloud`. */
  readonly answer: (params: JsonObject, cloud: Cloud) => Answer;
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

/** A success may include a `TagCode` and the like. A failure has one of the vendor's codes. */
export type Answer = Success | Refusal;

type Success = {
  readonly ok: true;
  /** A promise while a function runs; it never rejects. */
  readonly response: JsonObject | Promise<JsonObject>;
};

/** The call changed nothing, unless a fault put it in place of a success. */
export type Refusal = { readonly ok: false; readonly code: string; readonly message: string };

/** What an action reads and changes. */
export type Cloud = {
  readonly state: CloudState;
  readonly switches: Switches;
  readonly account: Account;
  /** The messages that the brokers hold. */
  readonly topics: Topics;
  readonly caller: Caller;
  /** From the header `X-TC-Region`. */
  readonly region: string;
  /** The header `Host` of the call; absent when it did not come over HTTP. */
  readonly host?: string;
  readonly nowMs: number;
  /** A new UUID; drawn from the seed if there is one. */
  readonly newId: () => string;
  /** Set by a fault: the tag service fails within CreateKey with this TagCode. */
  readonly tagCode?: 1 | 2;
};

export type Account = { readonly uin: string; readonly appId: string };

/** The account is the same at every start, because the names of resources contain it. */
export const LOCAL_ACCOUNT: Account = { uin: '100000000001', appId: '1250000000' };

/** Whose credentials signed a call. */
export type Caller =
  /** Those of the account itself, which has every permission. */
  | { readonly kind: 'account' }
  /** Temporary ones of a role, which has the permissions of its policies. */
  | { readonly kind: 'role'; readonly name: string };

export const ACCOUNT: Caller = { kind: 'account' };

/** The caller as the journal shows it. */
export function callerName(caller: Caller): string {
  return caller.kind === 'account' ? 'account' : `role/${caller.name}`;
}

/** Creates an action from its definition. */
export function defineAction<const Table extends Parameters>(
  definition: ActionDefinition<Table>,
): Action {
  return {
    ...definition,
    // The types hold, because parameters are checked against the same table before.
    answer: (params, cloud) => definition.answer(params as ParamsOf<Table>, cloud),
  };
}

/** An action whose `answer` receives its parameters with the types from its own table. */
type ActionDefinition<Table extends Parameters> = Omit<Action, 'parameters' | 'answer'> & {
  readonly parameters: Table;
  readonly answer: (params: ParamsOf<Table>, cloud: Cloud) => Answer;
};

/** The values that a table of parameters allows. */
export type ParamsOf<Table extends Parameters> = {
  readonly [Name in RequiredIn<Table>]: ValueOf<Table[Name]['type']>;
} & {
  readonly [Name in Exclude<keyof Table, RequiredIn<Table>>]?: ValueOf<Table[Name]['type']>;
};

type RequiredIn<Table extends Parameters> = {
  [Name in keyof Table]: Table[Name] extends { readonly required: true } ? Name : never;
}[keyof Table];

type ValueOf<Type extends Parameter['type']> = Type extends 'string'
  ? string
  : Type extends 'integer'
    ? number
    : Type extends 'boolean'
      ? boolean
      : Type extends 'string[]'
        ? readonly string[]
        : Type extends 'integer[]'
          ? readonly number[]
          : Type extends readonly [infer Row extends Parameters]
            ? readonly ParamsOf<Row>[]
            : Type extends Parameters
              ? ParamsOf<Type>
              : never;

/**
 * Refuses a call.
 *
 * @param message One sentence that says what is wrong and what is correct.
 */
export function refuse(code: string, message: string): Refusal {
  return { ok: false, code, message };
}

/** Refuses a call without a required parameter, which is named as the vendor writes it. */
export function missingParameter(name: string): Refusal {
  const message = `The request is missing a required parameter \`${name}\`.`;
  return refuse('MissingParameter', message);
}
