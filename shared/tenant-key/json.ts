import type { SchemaError } from './generated/validate-key-request.js';
import type { Problem } from './generated/vocabulary.ts';

/**
 * Parses JSON (RFC 8259) from outside, more strictly than `JSON.parse`. It refuses a text that is too
 * large before parsing it, one that nests too deeply, and one in which an object has the same name
 * twice: parsers disagree about what such an object means.
 *
 * @param bytesMax The largest size in bytes of UTF-8; that of a request when left out.
 */
export function parseText(text: string, bytesMax = TEXT_BYTES_MAX): ParsedText {
  const refused = refusedText(text, bytesMax);
  if (refused !== undefined) return refused;
  if (text.startsWith('\uFEFF')) return unreadable('The text begins with a byte order mark.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which must not be repeated.
    return unreadable('The text is not JSON.');
  }
  const flaw = structuralFlaw(text);
  return flaw === undefined ? { ok: true, value } : unreadable(flaw);
}

/** Refuses a text that is too large or damaged, as {@link parseText} does; undefined when it is neither. */
export function refusedText(text: string, bytesMax = TEXT_BYTES_MAX): RefusedText | undefined {
  if (Buffer.byteLength(text) > bytesMax) {
    const detail = `The request is larger than ${bytesMax} bytes.`;
    return { ok: false, code: 'RequestTooLarge', problems: [{ pointer: '#', detail }] };
  }
  if (isDamaged(text)) return unreadable('The text has damaged bytes, or the character U+FFFD.');
  return undefined;
}

type ParsedText = { readonly ok: true; readonly value: unknown } | RefusedText;

type RefusedText = {
  readonly ok: false;
  readonly code: 'RequestTooLarge' | 'RequestUnreadable';
  readonly problems: readonly Problem[];
};

/** The largest request, in bytes of UTF-8; the longest valid one has some 6,000. */
const TEXT_BYTES_MAX = 32_768;

/** The deepest nesting of a request; a valid one has two levels. */
const DEPTH_MAX = 8;

/** The platform decodes messages, and replaces bytes that are not UTF-8 by U+FFFD. */
function isDamaged(text: string): boolean {
  return /\uFFFD|\p{Surrogate}/u.test(text);
}

function unreadable(detail: string): RefusedText {
  return { ok: false, code: 'RequestUnreadable', problems: [{ pointer: '#', detail }] };
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether an object in a text that is known to be JSON has the same name twice, however deep it is. */
export function repeatsName(text: string): boolean {
  return structuralFlaw(text, Number.POSITIVE_INFINITY) !== undefined;
}

/** Checks a text that is known to be JSON for repeated names and for its depth. */
function structuralFlaw(text: string, depthMax = DEPTH_MAX): string | undefined {
  const open: Set<string>[] = [];
  for (const [, opened, closed, name = '', colon] of text.matchAll(TOKENS)) {
    if (opened !== undefined) open.push(new Set());
    if (closed !== undefined) open.pop();
    if (open.length > depthMax) return `The text nests deeper than ${depthMax} levels.`;
    if (colon === ':' && isRepeated(name, open)) return 'An object has the same name twice.';
  }
  return undefined;
}

/**
 * A bracket, or a string with the colon that makes it a name; and the text before it. Each match
 * begins where the last one ended, so no character is scanned twice.
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

/** A JSON object. Check a name from outside with `Object.hasOwn`: others are inherited. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field, unless it is inherited: `Object.prototype` must not stand in for a value of the sender. */
export function ownField(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Whether a value from outside is a whole number from 0, which a number can hold exactly. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/**
 * A value as JSON text. A value that nests too deeply for `JSON.stringify` can never be a valid request.
 * A sentence replaces it and is parked as unreadable, since an error would fail the whole batch.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) return 'The message nests too deeply to be kept as JSON.';
    throw error;
  }
}

/**
 * The errors of a generated validator as problems, one for each rule that is broken.
 *
 * @param messages The sentences, by the rule's `schemaPath`; a rule without one only sums up others.
 */
export function schemaProblems(
  errors: readonly SchemaError[],
  messages: Readonly<Record<string, string>>,
): readonly Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const { instancePath, schemaPath, name } of errors) {
    const message = messages[schemaPath];
    if (message === undefined) continue;
    const pointer = name === undefined ? instancePath : `${instancePath}/${pointerPart(name)}`;
    const problem = {
      pointer: fragmentOf(pointer),
      detail: `${printable(pointer.slice(1))} ${message}.`,
    };
    byPlace.set(`${pointer} ${message}`, problem); // Two rules may share a sentence.
  }
  return [...byPlace.values()];
}

/** @see RFC 6901 (JSON Pointer), section 3 */
function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/**
 * A JSON pointer as a URI fragment, cut after a length. Half of a surrogate pair has no form in a URI, and half of
 * an escape none in a pointer.
 *
 * @see RFC 6901, section 6, and RFC 3986, section 3.5 (Fragment)
 */
function fragmentOf(pointer: string): string {
  const text = shortened(pointer)
    .replace(/~(?![01])/, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
  return `#${encodeURI(text).replaceAll('#', '%23')}`;
}

/**
 * A name from outside in the form in which it is repeated to its sender: cut after a length, and with
 * escapes for characters that break a line, change the writing direction, or are invisible.
 */
function printable(name: string): string {
  return shortened(name).replace(UNPRINTABLE, escaped);
}

function shortened(name: string): string {
  const characters = Array.from(name); // Not code units: half of a surrogate pair is not text.
  const head = characters.slice(0, NAME_LENGTH_MAX).join('');
  return characters.length > NAME_LENGTH_MAX ? `${head}…` : head;
}

/** The most characters of a name from outside that are repeated. */
const NAME_LENGTH_MAX = 64;

/** Control, format and unassigned characters, and line and paragraph separators. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
