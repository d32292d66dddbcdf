import type { ApiError } from './tenant-key/api-error.ts';
import { failureOf } from './tenant-key/failures/failures.ts';
import type { Message, Outcome } from './tenant-key/message.ts';
import { identityOf } from './tenant-key/request.ts';
import type { Stats } from './tencent/call-stats.ts';

/** The log line of one message: what became of it, and what that took. */
export function outcomeLine(message: Message, outcome: Outcome, work: Stats = {}): string {
  const { source, traceparent } = message;
  const facts = outcomeFacts(outcome);
  return logLine(
    { outcome: outcome.kind },
    facts,
    source,
    traceFacts(traceparent),
    statsFacts(work),
  );
}

/** The log line of what an operator or a timer had done, or seen, in one invocation. */
export function operationLine(operation: string, facts: LogFields, work: Stats): string {
  return logLine({ operation }, facts, statsFacts(work));
}

/** What the work took, as fields of a line. */
export function statsFacts({ invocationId, durationMs, calls: callStats }: Stats): LogFields {
  const { calls, actions, throttles, cloudMs, pacedMs } = callStats ?? {};
  return {
    invocationId,
    calls,
    actions: calls === 0 ? undefined : actions,
    throttles,
    durationMs: rounded(durationMs),
    cloudMs: rounded(cloudMs),
    pacedMs: rounded(pacedMs),
  };
}

function rounded(timeMs: number | undefined): number | undefined {
  return timeMs === undefined ? undefined : Math.round(timeMs);
}

/**
 * What a trace says, as fields of a line.
 *
 * @see https://www.w3.org/TR/trace-context/#trace-id
 */
export function traceFacts(traceparent: string | undefined): LogFields {
  const [, traceId] = /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(traceparent ?? '') ?? [];
  return { traceparent, traceId };
}

/** What an outcome says of its request, as fields of a line. */
export function outcomeFacts(outcome: Outcome): LogFields {
  if (outcome.kind === 'provisioned') {
    const { requestId, tenantId, keyName } = identityOf(outcome.request);
    const { keyId } = outcome.key;
    return { requestId, tenantId, keyName, keyId, adopted: outcome.adopted };
  }
  const { code, stage, identity, keyId, error } = outcome.failed;
  const { requestId, tenantId, keyName } = identity ?? {};
  const detail = error === undefined ? undefined : detailOf(error);
  const kmsRequestId = error?.kmsRequestId;
  const stack = code === 'OwnFault' ? stackOf(error?.cause) : undefined;
  return { code, stage, requestId, tenantId, keyName, keyId, kmsRequestId, detail, stack };
}

/**
 * What the cloud says of a call is told where any call would hear the same, such as which right is
 * missing. What it says of one call alone may quote the request; code and id of the call must do.
 */
function detailOf(error: ApiError): string | undefined {
  const mayQuote = error.kmsRequestId !== undefined && failureOf(error.code).end !== 'hold';
  return mayQuote ? undefined : chainOf(error);
}

/** A sender who was not let in. */
type Refused = {
  /** The platform's id of the invocation. */
  readonly invocationId?: string | undefined;
  readonly code: string;
  /** Of the path, once the sender is proven. */
  readonly tenantId?: string;
  /** What was wrong with the token, in a word of ours. */
  readonly reason?: string;
  /** Why the issuer of the tokens cannot be asked, or its key not be used. */
  readonly error?: Error;
};

/** The log line of a request whose sender was not let in. Nothing of a token is in it. */
export function refusalLine({ error, invocationId, code, tenantId, reason }: Refused): string {
  const detail = error === undefined ? undefined : chainOf(error);
  return logLine({
    outcome: 'refused',
    invocationId,
    code,
    tenantId,
    reason,
    detail,
    door: 'http',
  });
}

/** The log line of a fault of our own, with its causes. */
export function faultLine(error: unknown, invocationId?: string): string {
  const [detail, stack] = [chainOf(error), stackOf(error)];
  return logLine({ outcome: 'fault', invocationId, detail, stack });
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack?.slice(0, STACK_LENGTH_MAX) : undefined;
}

/** How deep a chain of causes is told, and how much of each: messages of others may quote a lot. */
const CAUSES_MAX = 5;
const MESSAGE_LENGTH_MAX = 300;
const STACK_LENGTH_MAX = 2_000;

function chainOf(error: unknown): string {
  const messages: string[] = [];
  let cause = error;
  while (cause instanceof Error && messages.length < CAUSES_MAX) {
    messages.push(cause.message.slice(0, MESSAGE_LENGTH_MAX));
    cause = cause.cause;
  }
  return messages.length === 0 ? typeof error : messages.join(' < ');
}

/**
 * Every field that a line of the log may have; docs/operations.md says what each means. A field that
 * is not named here is left out, whoever writes it, so that no text of a request, secret or token gets
 * into a log by being carried along.
 */
export const LOG_FIELDS = [
  ...(['outcome', 'operation', 'invocationId', 'code', 'stage', 'reason'] as const),
  ...(['requestId', 'tenantId', 'keyName', 'keyId', 'adopted'] as const),
  ...(['door', 'topic', 'partition', 'offset', 'messageId', 'letterId', 'redrives'] as const),
  ...(['traceparent', 'traceId', 'kmsRequestId', 'detail', 'stack'] as const),
  ...(['calls', 'actions', 'throttles', 'durationMs', 'cloudMs', 'pacedMs'] as const),
  ...(['letters', 'stoppedBy', 'remaining'] as const),
  ...(['parked', 'oldestParkedS', 'waiting', 'used', 'limit', 'usedPercent'] as const),
  ...(['keys', 'findings', 'planHash', 'repaired', 'left'] as const),
];

export type LogFields = { readonly [Name in (typeof LOG_FIELDS)[number]]?: unknown };

/**
 * One line of the log, of the fields in all parts: JSON on one line of visible text, whatever the
 * fields hold. JSON itself escapes the control characters of ASCII; a terminal or a reader of logs
 * also heeds those that come after, and others that break a line or turn the writing round.
 */
export function logLine(...parts: readonly LogFields[]): string {
  const told: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) if (ALLOWED.has(name)) told[name] = value;
  }
  return JSON.stringify(told).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

const ALLOWED: ReadonlySet<string> = new Set(LOG_FIELDS);

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
