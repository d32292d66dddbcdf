import type { Problem } from './problem.ts';

/** The most that a request may take, in bytes of UTF-8; the longest valid one has some 6,000. */
const TEXT_BYTES_MAX = 32_768;

/** How deep a request may nest; a valid one has two levels. */
const DEPTH_MAX = 8;

type ParsedText =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly code: 'RequestTooLarge' | 'RequestUnreadable';
      readonly problems: readonly Problem[];
    };

/**
 * Reads a text as JSON (RFC 8259), more strictly than `JSON.parse`: its size comes first, and a name
 * that stands twice in an object is refused, since readers would disagree about what it says.
 *
 * @param bytesMax In UTF-8; what a request may take, when left out.
 */
export function parseText(text: string, bytesMax = TEXT_BYTES_MAX): ParsedText {
  if (Buffer.byteLength(text) > bytesMax) {
    const detail = `The request is larger than ${bytesMax} bytes.`;
    return { ok: false, code: 'RequestTooLarge', problems: [{ pointer: '', detail }] };
  }
  if (isDamaged(text)) return unreadable('The text has damaged bytes, or the character U+FFFD.');
  if (text.startsWith('\uFEFF')) return unreadable('The text begins with a byte order mark.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold what must not be repeated.
    return unreadable('The text is not JSON.');
  }
  const flaw = structuralFlaw(text);
  return flaw === undefined ? { ok: true, value } : unreadable(flaw);
}

/** The platform hands over text, in which bytes that were not UTF-8 show as U+FFFD. */
function isDamaged(text: string): boolean {
  return /\uFFFD|\p{Surrogate}/u.test(text);
}

function unreadable(detail: string): ParsedText {
  return { ok: false, code: 'RequestUnreadable', problems: [{ pointer: '', detail }] };
}

/** Looks through a text that is known to be JSON for names that repeat, and for its depth. */
function structuralFlaw(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [, opened, closed, name = '', colon] of text.matchAll(TOKENS)) {
    if (opened !== undefined) open.push(new Set());
    if (closed !== undefined) open.pop();
    if (open.length > DEPTH_MAX) return `The text nests deeper than ${DEPTH_MAX} levels.`;
    if (colon === ':' && isRepeated(name, open)) return 'An object has the same name twice.';
  }
  return undefined;
}

/**
 * What opens or closes an object or array, or a string with the colon that makes a name of it; and
 * what stands before. Each begins where the last one ended, so that nothing is looked at twice.
 */
const TOKENS = /[^"{}[\]]*(?:([{[])|([}\]])|"((?:[^"\\]|\\.)*)"\s*(:?))/gy;

/** Decodes the name first, as `"\u0061"` is `"a"`. */
function isRepeated(name: string, open: readonly Set<string>[]): boolean {
  const names = open.at(-1) as Set<string>; // In JSON, a name is always in an object.
  const decoded = String(JSON.parse(`"${name}"`));
  const repeats = names.has(decoded);
  names.add(decoded);
  return repeats;
}
