/**
 * The key in an `Idempotency-Key`: a quoted string, as in the draft, or the bare text that most clients
 * send. Undefined if a quoted string is malformed.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 * @see RFC 9651, section 3.3.3 (strings)
 */
export function parseIdempotencyKey(header: string): string | undefined {
  const text = header.trim();
  if (!text.startsWith('"')) return text;
  return QUOTED.exec(text)?.[1]?.replace(/\\(.)/g, '$1');
}

/** A string of Structured Fields: printable ASCII, with quotes and backslashes escaped. */
const QUOTED = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/;

/**
 * Whether the header `Prefer` asks for an answer at once, before the request is carried out.
 *
 * @see RFC 7240, section 4.1
 */
export function prefersAsync(header = ''): boolean {
  return header.split(',').some((preference) => /^\s*respond-async\s*(?:;|$)/i.test(preference));
}

/**
 * The `traceparent`, written as version 00. An invalid one is ignored.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function parseTraceparent(header: string | undefined): string | undefined {
  const [, version, traceId, parentId, flags, more] = TRACEPARENT.exec(header ?? '') ?? [];
  if (traceId === undefined || parentId === undefined) return undefined;
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (isZero(traceId) || isZero(parentId)) return undefined;
  return `00-${traceId}-${parentId}-${flags}`;
}

/** Version, trace id, parent id and flags. More fields may follow in versions after 00. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** An id of zeros alone is invalid. */
function isZero(id: string): boolean {
  return /^0+$/.test(id);
}
