import { createHmac } from 'node:crypto';
import type { ListPlace } from '../kms/key-list.ts';
import { isSameText, type MarkerKey, type MarkerKeys } from '../tenant-key/marker.ts';

/**
 * The cursor of a place in a list: text that says nothing to its reader, and serves for the same list alone. It names
 * no key, and neither a caller nor another environment can make one.
 *
 * @param list What the list is of: its tenant and its filters.
 */
export function writeCursor(
  { offset, timeS, digest }: ListPlace,
  list: ListIdentity,
  [key]: MarkerKeys,
): string {
  const text = `${offset}:${timeS}:${digest}`;
  return Buffer.from(`${text}:${macOf(text, list, key)}`).toString('base64url');
}

/** Tenant and filters; null where it has none. */
export type ListIdentity = readonly (string | null)[];

/** Reads a cursor; undefined if it is none, or one of another list. */
export function readCursor(
  cursor: string,
  list: ListIdentity,
  keys: MarkerKeys,
): ListPlace | undefined {
  const read = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (read === null) return undefined;
  const [, text, offset, timeS, digest, mac] = read as unknown as CursorParts;
  const isOurs = keys.some((key) => isSameText(mac, macOf(text, list, key)));
  return isOurs ? { offset: Number(offset), timeS: Number(timeS), digest } : undefined;
}

const CURSOR = /^(([0-9]{1,7}):([0-9]{1,15}):([\w-]{11})):([\w-]{22})$/;

/** The match and its five groups, none of which can be missing. */
type CursorParts = readonly [
  cursor: string,
  text: string,
  offset: string,
  timeS: string,
  digest: string,
  mac: string,
];

function macOf(text: string, list: ListIdentity, { secret }: MarkerKey): string {
  const signed = JSON.stringify(['tenant-keys:cursor:1', ...list, text]);
  return createHmac('sha256', secret).update(signed).digest('base64url').slice(0, MAC_LENGTH);
}

/** 132 bits. */
const MAC_LENGTH = 22;
