/** What the vendor said of a call that failed, or that succeeded without its tags. Their support finds the call by it. */
export type VendorAnswer = {
  /** The vendor's id of the call. */
  readonly kmsRequestId?: string;
  /** Of CreateKey: 1 is an internal error of the Tag service, 2 a refusal. */
  readonly tagCode?: number;
  /** Of CreateKey, bounded by {@link vendorText}. */
  readonly tagMsg?: string;
};

/**
 * What the vendor said of an attempt: the id of the call that failed, otherwise that of CreateKey, and what
 * CreateKey said of the tags.
 */
export function vendorAnswerOf({ error, vendor }: FailedCall): VendorAnswer {
  const { kmsRequestId } = error ?? {};
  return kmsRequestId === undefined ? { ...vendor } : { ...vendor, kmsRequestId };
}

/** A failed attempt, as far as the vendor had part in it. */
type FailedCall = {
  readonly error?: { readonly kmsRequestId: string | undefined } | undefined;
  readonly vendor?: VendorAnswer | undefined;
};

/** An answer as far as it says something. Every part comes from the vendor, and none has a known form. */
export function vendorAnswer(
  requestId: unknown,
  tagCode?: unknown,
  tagMsg?: unknown,
): VendorAnswer {
  const kmsRequestId = vendorId(requestId);
  const text = typeof tagMsg === 'string' ? vendorText(tagMsg) : '';
  return {
    ...(kmsRequestId === undefined ? {} : { kmsRequestId }),
    ...(Number.isSafeInteger(tagCode) ? { tagCode: tagCode as number } : {}),
    ...(text === '' ? {} : { tagMsg: text }),
  };
}

/** The vendor's id of a call: visible ASCII, and no longer than any id of theirs. */
export function vendorId(id: unknown): string | undefined {
  if (typeof id !== 'string') return undefined;
  return id.replace(/[^!-~]/g, '').slice(0, ID_LENGTH_MAX) || undefined;
}

const ID_LENGTH_MAX = 64;

/**
 * A free text of the vendor that may be reported: on one line, without control characters, at most 200
 * characters. What may be a secret or name a key is replaced by `[…]`: long words with a digit (ids,
 * credentials, resource names), the values of words such as `token=`, and whatever has the form of an alias.
 */
export function vendorText(text: string): string {
  const line = text
    .slice(0, READ_LENGTH_MAX)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[^ "',;]+/g, withoutId)
    .replace(/ ?[:=] ?(?:bearer )?/gi, (sign) => sign.replaceAll(' ', JOINER))
    .replace(/[^ ]+/g, withoutSecret)
    .replaceAll(JOINER, ' ')
    .replace(/[\w-]+/g, withoutAlias)
    .trim();
  return Array.from(line).slice(0, TEXT_LENGTH_MAX).join('').trim();
}

const REMOVED = '[…]';

/** More is never shown, and what is cut here is removed as a whole word or not shown. */
const READ_LENGTH_MAX = 2_000;

const TEXT_LENGTH_MAX = 200;

function withoutId(word: string): string {
  return word.length >= ID_LENGTH_MIN && /\d/.test(word) ? REMOVED : word;
}

const ID_LENGTH_MIN = 20;

/** Stands for the spaces around a sign, so that a name and its value are one word. No text has it any more. */
const JOINER = '\u2060';

/** Whatever follows the sign behind such a name. */
function withoutSecret(word: string): string {
  const nameAt = word.search(/secret|token|password|signature|credential|authorization/i);
  const sign = /[:=]\u2060?/.exec(word.slice(Math.max(0, nameAt)));
  if (nameAt === -1 || sign === null) return word;
  const end = nameAt + sign.index + sign[0].length;
  return end < word.length ? word.slice(0, end) + REMOVED : word;
}

/** Of our keys, and of others. */
function withoutAlias(word: string): string {
  return /[A-Za-z0-9-]_[\w-]/.test(word) ? REMOVED : word;
}
