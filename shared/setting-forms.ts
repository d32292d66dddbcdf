import { X509Certificate } from 'node:crypto';
import type { MarkerKey, MarkerKeys } from './tenant-key/marker.ts';

/** What the value of a setting must be, and how it is parsed. */
export type Form<T> = {
  /** Completes the sentence "NAME must be". */
  readonly rule: string;
  /**
   * Returns undefined for a text of another form.
   *
   * @throws Error whose message begins with a verb and never repeats the value, which may be a secret in
   *   the wrong variable.
   */
  readonly parse: (text: string) => T | undefined;
  /** Matches all valid values. Absent where only `parse` can decide. */
  readonly pattern?: RegExp;
  /** All valid values, where they are few. */
  readonly choices?: readonly string[];
  /** The least and the greatest number. */
  readonly range?: readonly [min: number, max: number];
};

export function count(min: number, max: number): Form<number> {
  return {
    rule: `a whole number from ${min} to ${max}`,
    range: [min, max],
    parse: (text) => {
      const number = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return number >= min && number <= max ? number : undefined;
    },
  };
}

export function text(pattern: RegExp, rule: string): Form<string> {
  return { rule, pattern, parse: (text) => (pattern.test(text) ? text : undefined) };
}

export function choice<const T extends string>(choices: readonly T[], rule: string): Form<T> {
  return { rule, choices, parse: (text) => choices.find((each) => each === text) };
}

/** The same, in capitals or not. */
export function word<const T extends string>(choices: readonly T[], rule: string): Form<T> {
  const form = choice(choices, rule);
  return { ...form, parse: (text) => form.parse(text.toLowerCase()) };
}

/** One or more names, comma-separated. The value has each once, in the order of `known`. */
export function list<const T extends string>(known: readonly T[]): Form<readonly T[]> {
  return {
    rule: `one or more of ${known.join(',')}`,
    parse: (text) => {
      const names = text.split(',').map((name) => name.trim());
      const listed = known.filter((each) => names.includes(each));
      return listed.length === new Set(names).size ? listed : undefined;
    },
  };
}

/** @param isAllowed Decides about a text that is a URL. */
export function url(rule: string, isAllowed: (url: URL) => boolean): Form<URL> {
  return {
    rule,
    parse: (text) => {
      try {
        const parsed = new URL(text);
        return isAllowed(parsed) ? parsed : undefined;
      } catch {
        return; // The parser's own message repeats the value.
      }
    },
  };
}

/**
 * The URL of a folder, to which paths are appended: parsed to the normal form of the URL, with a slash at its
 * end. A user, a query, a fragment and the name of a page would end up in the middle of every link.
 */
export function baseUrl(rule: string): Form<string> {
  const pattern = /^https?:\/\/[\w.:[\]-]{1,100}(?:\/[\w.~%+,:@()'/-]{0,200})?$/;
  const { parse } = url(rule, ({ pathname }) => !/\.(?:html?|md)\/?$/i.test(pathname));
  return {
    rule,
    pattern,
    parse: (text) => (pattern.test(text) ? parse(text)?.href.replace(/\/?$/, '/') : undefined),
  };
}

/** The name of an environment, which is that of its declaration. */
export const ENVIRONMENT_PATTERN = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/;
export const ENVIRONMENT_RULE =
  'a name of 2 to 40 lowercase letters, digits and -, with a letter first';

/** HMAC keys, comma-separated. The first one signs. */
export const KEY_LIST: Form<MarkerKeys> = {
  rule: 'id:secret, with a secret of 32 to 128 letters, digits, - or _',
  parse: (text) => {
    const [first, ...others] = text.split(',').map(keyOf);
    if (first === undefined || !others.every((key) => key !== undefined)) return;
    const ids = new Set([first, ...others].map(({ id }) => id));
    if (ids.size <= others.length) throw new Error('has the same id twice');
    return [first, ...others];
  },
};

function keyOf(text: string): MarkerKey | undefined {
  const key = text.trim();
  if (!/^[a-z0-9]{1,16}:[\w-]{32,128}$/.test(key)) return undefined;
  const colon = key.indexOf(':');
  return { id: key.slice(0, colon), secret: key.slice(colon + 1) };
}

/**
 * Certificates, comma-separated. A variable has neither line breaks nor `=`, so each is the body of its
 * PEM file on one line, without the padding. They are parsed to PEM.
 */
export const CERTIFICATES: Form<readonly string[]> = {
  rule: 'certificates in base64 without =, comma-separated',
  parse: (text) => {
    try {
      return text.split(',').map((each) => {
        return new X509Certificate(Buffer.from(each, 'base64')).toString();
      });
    } catch {
      return; // What OpenSSL says helps nobody.
    }
  },
};
