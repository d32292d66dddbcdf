import { type JournalEntry, listedParams } from '../api/journal.ts';
import type { RateLimits } from '../api/rate-limits.ts';
import {
  type ActionName,
  type CallInput,
  findAction,
  paramsOf,
  type Run,
  runAction,
  type Steps,
} from '../api/run-action.ts';
import {
  type Action,
  type Answer,
  type Caller,
  callerName,
  type Refusal,
  refuse,
  type Service,
} from '../api/service.ts';
import type { SignatureCheck } from '../api/signature.ts';
import { isAllowed, type Right } from '../cam/access.ts';
import { neededRights } from '../cam/needed-rights.ts';
import type { Effect, FaultInjector } from '../faults/faults.ts';
import type { JsonObject } from '../json/json.ts';

/** A received call of API 3.0. */
export type ApiCall = ActionName & {
  /** The body as JSON; undefined if it is not JSON. */
  readonly params: unknown;
  readonly signature: SignatureCheck;
  /** The header `Host`; absent when the call did not come over HTTP. */
  readonly host?: string;
};

/** Everything that the answer to a call depends on. The state, the faults and the rates change. */
export type World = Steps & {
  readonly faults: FaultInjector;
  readonly rates: RateLimits;
};

export type Answered = {
  readonly reply: Reply;
  /** Absent until the call is carried out. */
  readonly entry?: JournalEntry;
  /** The body of the answer, or a promise of it, also if the caller does not receive it. */
  readonly answer?: object;
  /** Repeats the change of this call; absent when the call changed nothing. */
  readonly input?: CallInput;
  /** The same call must be passed to {@link answerLate} later. */
  readonly late?: LateCall;
};

type LateCall = Pick<Effect, 'tagCode'> & { readonly afterMs: number };

/**
 * Answers a call as the cloud does. Its only clock, network and randomness are in `world`, so an
 * HTTP server and a simulation in virtual time can both use it.
 */
export function answerCall(call: ApiCall, world: World): Answered {
  const found = findAction(call, world.services);
  if (!found.ok) return conclude(call, world, false, { answer: found });
  const { service, action } = found;
  const { mutating } = action;
  const refusal = refusalOf(call, service, action, world);
  if (refusal !== undefined) return conclude(call, world, mutating, { answer: refusal });

  const effect = world.faults.effectOn(call.action) ?? {};
  const reply = replyWithoutEffect(effect);
  if (reply?.kind === 'none') return { reply, late: lateOf(effect) };
  if (reply?.kind === 'page') {
    const entry = entryOf(call, world, mutating, `HTTP ${reply.status}`, world.newId());
    return { reply, entry };
  }
  return conclude(call, world, mutating, runUnder(effect, call, action, world), effect);
}

/**
 * Carries out a call after its caller got no answer; see {@link Answered}. Its reply is not sent.
 */
export function answerLate(call: ApiCall, { tagCode }: LateCall, world: World): Answered {
  const found = findAction(call, world.services);
  if (!found.ok) return conclude(call, world, false, { answer: found });
  const { action } = found;
  return conclude(call, world, action.mutating, runAction(call, action, world, tagCode));
}

function lateOf({ lateMs = 0, tagCode }: Effect): LateCall {
  return { afterMs: lateMs, ...(tagCode === undefined ? {} : { tagCode }) };
}

/** Checks authentication first, then permissions, then the rate. */
function refusalOf(
  call: ApiCall,
  service: Service,
  action: Action,
  world: World,
): Refusal | undefined {
  const { signature } = call;
  if (!signature.ok) return signature;
  const refusal = unauthorized(call, signature.caller, service, world);
  return refusal ?? overLimit(call, action, world);
}

function overLimit(call: ApiCall, action: Action, world: World): Refusal | undefined {
  const { switches, nowMs } = world;
  if (!switches.rateLimits) return undefined;
  const { name, callsPerSecondMax } = action;
  const calls = world.rates.count(`${name} ${call.region}`, callsPerSecondMax, nowMs, switches);
  if (calls <= callsPerSecondMax) return undefined;
  return refuse(
    'RequestLimitExceeded',
    `Your current request times equals to \`${calls}\` in a second, which exceeds the frequency ` +
      `limit \`${callsPerSecondMax}\` for a second. Please reduce the frequency of calls.`,
  );
}

/**
 * Runs a call under a fault, which may prevent its effect or hide its success. Two errors hide a
 * success: one with `after`, and the TaggingError that leaves a key.
 */
function runUnder(effect: Effect, call: ApiCall, action: Action, world: World): Run {
  const { error, after, tagCode } = effect;
  if (error === undefined) return runAction(call, action, world, tagCode);
  const failed = refuse(error, 'This error was set as a fault.');
  const leavesKey =
    error === 'FailedOperation.TaggingError' &&
    action.name === 'CreateKey' &&
    world.switches.taggingErrorLeavesKey;
  if (!leavesKey && after !== true) return { answer: failed };
  const done = runAction(leavesKey ? withoutTags(call) : call, action, world, tagCode);
  return done.answer.ok ? { ...done, answer: failed } : done;
}

function withoutTags(call: ApiCall): ApiCall {
  return { ...call, params: { ...paramsOf(call), Tags: [] } };
}

function conclude(
  call: ApiCall,
  world: World,
  mutating: boolean,
  { answer, input }: Run,
  effect: Effect = {},
): Answered {
  const RequestId = world.newId();
  const body = bodyOf(answer, RequestId);
  return {
    // Errors have the status 200, too.
    reply: replyAfter(effect, 200, body),
    answer: body,
    entry: entryOf(call, world, mutating, answer.ok ? null : answer.code, RequestId),
    ...(input === undefined ? {} : { input }),
  };
}

function bodyOf(answer: Answer, RequestId: string): object {
  if (!answer.ok) {
    const { code: Code, message: Message } = answer;
    return { Response: { Error: { Code, Message }, RequestId } };
  }
  const withId = (response: JsonObject) => ({ Response: { ...response, RequestId } });
  const { response } = answer;
  return response instanceof Promise ? response.then(withId) : withId(response);
}

function entryOf(
  call: ApiCall,
  world: World,
  mutating: boolean,
  code: string | null,
  requestId: string,
): JournalEntry {
  const { signature } = call;
  return {
    action: call.action,
    caller: signature.ok ? callerName(signature.caller) : '',
    params: signature.ok ? listedParams(paramsOf(call)) : {},
    code,
    requestId,
    mutating,
    atMs: world.nowMs,
  };
}

/**
 * What the caller receives, as a value: an HTTP server sends it over a socket, a simulation in its
 * own time.
 */
export type Reply = { readonly delayMs: number } & (
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Bytes, or what is sent as JSON: a promise while a function runs, which never rejects. */
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The answer breaks off in its middle, although its full length was announced. */
  | {
      readonly kind: 'truncated';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A page of HTML, as a gateway sends it. */
  | { readonly kind: 'page'; readonly status: number }
  /** The connection ends without an answer. */
  | { readonly kind: 'none' }
);

/** The reply if a fault prevents the call's effect now; otherwise undefined. */
export function replyWithoutEffect(effect: Effect): Reply | undefined {
  const { delayMs = 0 } = effect;
  if (effect.http !== undefined) return { kind: 'page', status: effect.http, delayMs };
  if (effect.notJson === true) return { kind: 'page', status: 200, delayMs };
  return effect.lateMs === undefined ? undefined : { kind: 'none', delayMs };
}

/** The reply to a call that has been carried out, under a fault. */
export function replyAfter(
  effect: Effect,
  status: number,
  body: unknown,
  headers?: Readonly<Record<string, string>>,
): Reply {
  const { delayMs = 0 } = effect;
  if (effect.lostAnswer === true) return { kind: 'none', delayMs };
  const kind = effect.truncate === true ? 'truncated' : 'answer';
  return { kind, status, body, delayMs, ...(headers && { headers }) };
}

/**
 * Refuses a call without permission. The code is the one that the vendor declares for the action,
 * if there is one.
 */
function unauthorized(
  call: ActionName & { readonly params: unknown },
  caller: Caller,
  { product, codes }: Service,
  { state, account, switches }: Pick<Steps, 'state' | 'account' | 'switches'>,
): Refusal | undefined {
  if (caller.kind === 'account') return undefined; // A shortcut for simulations, which make all calls as the account.
  const { action, region } = call;
  const named = { action, region, params: paramsOf(call) };
  const rights = neededRights(product, named, account, switches);
  const missing = rights.find((right) => !isAllowed(state, caller, right));
  if (missing === undefined) return undefined;
  const declared = codes[action] ?? [];
  const own = OWN_CODES.find((code) => declared.includes(code));
  return refuseRight(own ?? 'AuthFailure.UnauthorizedOperation', missing);
}

const OWN_CODES: readonly string[] = ['UnauthorizedOperation.CAM', 'UnauthorizedOperation'];

/** Refuses a call with the vendor's message. */
export function refuseRight(code: string, { action, resource, named = resource }: Right): Refusal {
  return refuse(
    code,
    `you are not authorized to perform operation (${action})\nresource (${named}) has no permission`,
  );
}
