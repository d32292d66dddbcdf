import { createHash, timingSafeEqual } from 'node:crypto';
import type { Credential } from '../api/credentials.ts';
import type { Refusal } from '../api/service.ts';

/** What a signature is checked with. */
export type Signers = {
  /** Returns the credential with this id, if there is one. */
  readonly find: (secretId: string) => Credential | undefined;
  /** The system's time, which signers use. */
  readonly nowMs: number;
  /** How far the beginning of a signature's validity may lie in the future. */
  readonly skewMsMax: number;
};

/** Whose credential made a valid signature; their token is not checked yet. */
export type Signed = { readonly ok: true; readonly credential: Credential } | Refusal;

/** SDKs look for these words to correct their clock. */
export const EXPIRED = 'Request has expired';

/** Compares two texts in constant time, for which hashes have equal lengths. */
export function isEqual(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
