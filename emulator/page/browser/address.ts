import { signal } from '@preact/signals';

/** Where the reader is: `#/calls/17?search=CreateKey` has the parts `calls` and `17`. */
export type Address = {
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
};

/** Follows the address bar once `followAddress` was called. */
export const address = signal<Address>(parsed(window.location.hash));

/** Keeps `address` equal to the address bar from now on. */
export function followAddress(): void {
  window.addEventListener('hashchange', read);
}

/** The target of a link. */
export function linkTo(parts: readonly (string | number)[], query: Query = {}): string {
  const path = parts.map((part) => encodeURIComponent(part)).join('/');
  return `#/${path}${queryText(query)}`;
}

/** A query with its `?`, or nothing. Values that are empty or undefined are left out. */
export function queryText(query: Query): string {
  const words = Object.entries(query).filter((word): word is [string, string] => !!word[1]);
  const text = new URLSearchParams(words).toString();
  return text && `?${text}`;
}

/** Opens a page as a link would. */
export function open(parts: readonly (string | number)[], query?: Query): void {
  window.location.hash = linkTo(parts, query);
}

/** Changes words of the query without an entry in the browser's history, as a filter does while it is typed. */
export function changeQuery(changes: Query): void {
  const { parts, query } = address.value;
  window.history.replaceState(
    null,
    '',
    linkTo(parts, { ...Object.fromEntries(query), ...changes }),
  );
  read();
}

export type Query = Readonly<Record<string, string | undefined>>;

function read(): void {
  address.value = parsed(window.location.hash);
}

function parsed(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s, 2);
  const parts = path.split('/').filter(Boolean).map(decoded);
  return { parts, query: new URLSearchParams(query) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A reader typed a `%` of their own.
    return part;
  }
}
