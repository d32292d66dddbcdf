import { LOG_FIELDS, type LogFields } from './log-fields.ts';
import type { ApiError } from './tenant-key/api-error.ts';
import { failureOf } from './tenant-key/failures/failures.ts';
import { deadLetterIdOf, type Message, namesOf, type Outcome } from './tenant-key/message.ts';
import { identityOf } from './tenant-key/request.ts';
import { type Tenant, tenantIn } from './tenant-key/tenant-id.ts';
import { isoTimeMs } from './tenant-key/time.ts';
import { vendorAnswerOf } from './tenant-key/vendor-answer.ts';
import type { Stats } from './tencent/call-stats.ts';

/**
 * The log line of one message: its outcome, its source, its age and the calls that it took.
 *
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function outcomeLine(
  message: Message,
  outcome: Outcome,
  nowMs: number,
  stats: Stats = {},
): string {
  const { source, traceparent } = message;
  const facts = outcomeFacts(outcome);
  return logLine(
    { outcome: outcome.kind },
    facts,
    retryFacts(message, outcome),
    source,
    traceFacts(traceparent),
    { ageS: ageS(message, stats, nowMs) },
    statsFacts(stats),
  );
}

/** How long a request took so far: since it was first tried, whoever tried it. */
function ageS({ retry }: Message, { durationMs }: Stats, nowMs: number): number | undefined {
  const ageMs = retry === undefined ? durationMs : nowMs - isoTimeMs(retry.firstSeenAt);
  return ageMs === undefined ? undefined : Math.round(ageMs / 1_000);
}

/** A request that was sent in again has the source of its first delivery, and the id of its dead letter. */
function retryFacts(message: Message, outcome: Outcome): LogFields {
  if (message.retry === undefined) return {};
  const identity =
    outcome.kind === 'provisioned' ? identityOf(outcome.request) : outcome.failed.identity;
  return { letterId: deadLetterIdOf(message, { identity }) };
}

/** The log line of a status that could not be written. */
export function statusLine({ requestId, ...tenant }: StatusNames, error: unknown): string {
  const names = { ...tenantIn(tenant), requestId };
  return logLine({ code: 'StatusUnavailable', ...names, detail: chainOf(error) });
}

type StatusNames = Tenant & { readonly requestId: string };

/** The log line of an operation: what an invocation by an operator or a timer did or found. */
export function operationLine(operation: string, facts: LogFields, stats: Stats): string {
  return logLine({ operation }, facts, statsFacts(stats));
}

/** Time and calls as fields of a line. */
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
 * The trace of a message as fields of a line.
 *
 * @see https://www.w3.org/TR/trace-context/#trace-id
 */
export function traceFacts(traceparent: string | undefined): LogFields {
  const traceId = /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(traceparent ?? '')?.[1];
  return { traceparent, traceId };
}

/** An outcome as fields of a line. */
export function outcomeFacts(outcome: Outcome): LogFields {
  if (outcome.kind === 'provisioned') {
    const { fingerprint: _, ...names } = identityOf(outcome.request);
    return { ...names, keyId: outcome.key.keyId, adopted: outcome.adopted };
  }
  const { code, stage, keyId, error } = outcome.failed;
  const { requestId, tenantId, externalTenantId, keyName } = namesOf(outcome.failed);
  const names = { requestId, tenantId, externalTenantId, keyName };
  const detail = error === undefined ? undefined : detailOf(error);
  const vendor = vendorAnswerOf(outcome.failed);
  const stack = failureOf(code).cause === 'defect' ? stackOf(error?.cause) : undefined;
  return { code, stage, ...names, keyId, ...vendor, detail, stack };
}

/**
 * The cloud's error message is logged if every call would fail alike, for example for a missing
 * permission. The message about a single call may quote the request, so only its code and id are logged.
 */
function detailOf(error: ApiError): string | undefined {
  const mayQuote = error.kmsRequestId !== undefined && !failureOf(error.code).isAccountWide;
  return mayQuote ? undefined : chainOf(error);
}

/** The log line of a refused request. It contains nothing of a token. */
export function refusalLine(refusal: Refusal): string {
  const { error, invocationId, code, tenantId, externalTenantId, reason } = refusal;
  const detail = error === undefined ? undefined : chainOf(error);
  return logLine({
    outcome: 'refused',
    invocationId,
    code,
    tenantId,
    externalTenantId,
    reason,
    detail,
    door: 'http',
  });
}

/** A request that was not authenticated or not authorized. */
type Refusal = {
  /** The platform's id of the invocation. */
  readonly invocationId?: string | undefined;
  readonly code: string;
  /** The tenant of the path, once the caller is authenticated. */
  readonly tenantId?: string;
  readonly externalTenantId?: string;
  /** Which flaw the token has. */
  readonly reason?: string;
  /** Why the issuer is unavailable, or its key unusable. */
  readonly error?: Error;
};

/** The log line of a fault of our own, with its causes. */
export function faultLine(error: unknown, invocationId?: string): string {
  const [detail, stack] = [chainOf(error), stackOf(error)];
  return logLine({ outcome: 'fault', invocationId, detail, stack });
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack?.slice(0, STACK_LENGTH_MAX) : undefined;
}

function chainOf(error: unknown): string {
  const messages: string[] = [];
  let cause = error;
  while (cause instanceof Error && messages.length < CAUSES_MAX) {
    messages.push(cause.message.slice(0, MESSAGE_LENGTH_MAX));
    cause = cause.cause;
  }
  return messages.length === 0 ? typeof error : messages.join(' < ');
}

/** Limits of a chain of causes: messages of other software may be long. */
const CAUSES_MAX = 5;
const MESSAGE_LENGTH_MAX = 300;
const STACK_LENGTH_MAX = 2_000;

/**
 * One line of the log, with the fields of all parts: JSON on a single line of visible text. JSON escapes
 * the control characters of ASCII alone. This also escapes other control characters, line breaks and
 * those that change the direction of text.
 */
export function logLine(...parts: readonly LogFields[]): string {
  const fields: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) if (ALLOWED.has(name)) fields[name] = value;
  }
  return JSON.stringify(fields).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

const ALLOWED: ReadonlySet<string> = new Set(LOG_FIELDS);

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
