import type { Effect, FaultBook } from '../faults/fault-book.ts';
import { callerName } from './caller.ts';
import type { SignatureCheck } from './check-signature.ts';
import { type ActionName, findAction } from './find-action.ts';
import { type JournalEntry, listedParams } from './journal.ts';
import type { RateLimits } from './rate-limits.ts';
import { refuse } from './refuse.ts';
import { type Reply, replyAfter, replyWithoutEffect } from './reply.ts';
import { type CallInput, paramsOf, type Run, runAction, type Steps } from './run-action.ts';
import type { Action, Answer, Json, Refusal, Service } from './service.ts';
import { unauthorized } from './unauthorized.ts';

/** A call of API 3.0 as it came in. */
export type ApiCall = ActionName & {
  /** The body as JSON; undefined when it is none. */
  readonly params: unknown;
  readonly signature: SignatureCheck;
};

/** All that answering a call depends on. Of these the state, the faults and the rates change. */
export type World = Steps & {
  readonly faults: FaultBook;
  readonly rates: RateLimits;
};

export type Answered = {
  readonly reply: Reply;
  /** Absent while the call has yet to be carried out. */
  readonly entry?: JournalEntry;
  /** What brings about the same change again; absent when the call changed nothing. */
  readonly input?: CallInput;
  /** The same call is to be given to {@link answerLate} so much later. */
  readonly late?: LateCall;
};

export type LateCall = Pick<Effect, 'tagCode'> & { readonly afterMs: number };

/**
 * Answers a call as the cloud does. It knows no clock, socket or chance but through `world`, so an
 * HTTP server and a simulator in virtual time can drive it alike.
 */
export function answerCall(call: ApiCall, world: World): Answered {
  const found = findAction(call, world.services);
  if (!found.ok) return conclude(call, world, false, { answer: found });
  const { service, action } = found;
  const { mutating } = action;
  const refusal = refusalOf(call, service, action, world);
  if (refusal !== undefined) return conclude(call, world, mutating, { answer: refusal });

  const effect = world.faults.strike(call.action) ?? {};
  const reply = replyWithoutEffect(effect);
  if (reply?.kind === 'none') return { reply, late: lateOf(effect) };
  if (reply?.kind === 'page') {
    const entry = entryOf(call, world, mutating, `HTTP ${reply.status}`, world.newId());
    return { reply, entry };
  }
  return conclude(call, world, mutating, runUnder(effect, call, action, world), effect);
}

/** Carries out a call whose caller is gone; see {@link Answered}. Its reply is for nobody. */
export function answerLate(call: ApiCall, { tagCode }: LateCall, world: World): Answered {
  const found = findAction(call, world.services);
  if (!found.ok) return conclude(call, world, false, { answer: found });
  const { action } = found;
  return conclude(call, world, action.mutating, runAction(call, action, world, tagCode));
}

function lateOf({ lateMs = 0, tagCode }: Effect): LateCall {
  return { afterMs: lateMs, ...(tagCode === undefined ? {} : { tagCode }) };
}

/** Who is calling is asked first, then whether it may, and only then how often. */
function refusalOf(
  call: ApiCall,
  service: Service,
  action: Action,
  world: World,
): Refusal | undefined {
  const { signature } = call;
  if (!signature.ok) return signature;
  const refusal = unauthorized(call, signature.caller, service, action, world);
  return refusal ?? overLimit(call, action, world);
}

function overLimit(call: ApiCall, action: Action, world: World): Refusal | undefined {
  if (!world.switches.rateLimits) return undefined;
  const { name, callsPerSecondMax } = action;
  const calls = world.rates.count(`${name} ${call.region}`, callsPerSecondMax, world.nowMs);
  if (calls <= callsPerSecondMax) return undefined;
  return refuse(
    'RequestLimitExceeded',
    `Your current request times equals to \`${calls}\` in a second, which exceeds the frequency ` +
      `limit \`${callsPerSecondMax}\` for a second. Please reduce the frequency of calls.`,
  );
}

/** Carries out a call under a fault, which may keep it from its effect or hide its success. */
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
  return {
    // The status is 200 for errors too.
    reply: replyAfter(effect, 200, bodyOf(answer, RequestId)),
    entry: entryOf(call, world, mutating, answer.ok ? null : answer.code, RequestId),
    ...(input === undefined ? {} : { input }),
  };
}

function bodyOf(answer: Answer, RequestId: string): object {
  if (!answer.ok) {
    const { code: Code, message: Message } = answer;
    return { Response: { Error: { Code, Message }, RequestId } };
  }
  const withId = (response: Json) => ({ Response: { ...response, RequestId } });
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
