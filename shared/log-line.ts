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
