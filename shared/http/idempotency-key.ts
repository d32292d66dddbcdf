/** A string of Structured Fields: printable ASCII, with quotes and backslashes escaped. */
const QUOTED = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/;

/**
 * The key in an `Idempotency-Key`: a quoted string, as the draft has it, or the bare text that most
 * clients send. Undefined when a quoted string is malformed.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 * @see RFC 9651, section 3.3.3 (strings)
 */
export function parseIdempotencyKey(header: string): string | undefined {
  const text = header.trim();
  if (!text.startsWith('"')) return text;
  return QUOTED.exec(text)?.[1]?.replace(/\\(.)/g, '$1');
}
