import type { Effect, FaultBook } from '../faults/fault-book.ts';
import type { SignatureCheck } from './check-signature.ts';
import { type ActionName, findAction } from './find-action.ts';
import { type JournalEntry, withoutSecrets } from './journal.ts';
import type { RateLimits } from './rate-limits.ts';
import { refuse } from './refuse.ts';
import { type Reply, replyAfter, replyWithoutEffect } from './reply.ts';
import { type CallInput, paramsOf, type Run, runAction, type Steps } from './run-action.ts';
import type { Action, Refusal } from './service.ts';

/** A call of API 3.0 as it came in; what a header does not say is the empty text. */
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
  readonly lateMs?: number;
};

/**
 * Answers a call as the cloud does. It knows no clock, socket or chance but through `world`, so an
 * HTTP server and a simulator in virtual time can drive it alike.
 */
export function answerCall(call: ApiCall, world: World): Answered {
  const action = findAction(call, world.services);
  if ('ok' in action) return conclude(call, world, { answer: action });
  const refusal = call.signature.ok ? overLimit(call, action, world) : call.signature;
  if (refusal !== undefined) return conclude(call, world, { answer: refusal });

  const effect = world.faults.strike(call.action) ?? {};
  const reply = replyWithoutEffect(effect);
  if (reply?.kind === 'none') return { reply, lateMs: effect.lateMs ?? 0 };
  if (reply?.kind === 'page') {
    return { reply, entry: entryOf(call, world, `HTTP ${reply.status}`, world.newId()) };
  }
  return conclude(call, world, run(call, action, world, effect), effect);
}

/** Carries out a call whose caller is gone; see {@link Answered}. Its reply is for nobody. */
export function answerLate(call: ApiCall, world: World): Answered {
  const action = findAction(call, world.services);
  const done = 'ok' in action ? { answer: action } : runAction(call, action, world, undefined);
  return conclude(call, world, done);
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
function run(call: ApiCall, action: Action, world: World, effect: Effect): Run {
  const { error, after, tagCode } = effect;
  if (error === undefined) return runAction(call, action, world, tagCode);

  const failed = refuse(error, 'This error was set as a fault.');
  const untagged =
    error === TAGGING_ERROR && action.name === 'CreateKey' && world.switches.taggingErrorLeavesKey;
  if (!untagged && after !== true) return { answer: failed };

  const done = runAction(untagged ? withoutTags(call) : call, action, world, tagCode);
  return done.answer.ok ? { ...done, answer: failed } : done;
}

const TAGGING_ERROR = 'FailedOperation.TaggingError';

function withoutTags(call: ApiCall): ApiCall {
  return { ...call, params: { ...paramsOf(call), Tags: [] } };
}

function conclude(
  call: ApiCall,
  world: World,
  { answer, input }: Run,
  effect: Effect = {},
): Answered {
  const RequestId = world.newId();
  const content = answer.ok
    ? { ...answer.response, RequestId }
    : { Error: { Code: answer.code, Message: answer.message }, RequestId };
  return {
    // The status is 200 for errors too.
    reply: replyAfter(effect, 200, { Response: content }),
    entry: entryOf(call, world, answer.ok ? null : answer.code, RequestId),
    ...(input === undefined ? {} : { input }),
  };
}

function entryOf(
  call: ApiCall,
  world: World,
  code: string | null,
  requestId: string,
): JournalEntry {
  const action = findAction(call, world.services);
  return {
    action: call.action,
    params: call.signature.ok ? withoutSecrets(paramsOf(call)) : {},
    code,
    requestId,
    mutating: 'mutating' in action && action.mutating,
    atMs: world.nowMs,
  };
}
