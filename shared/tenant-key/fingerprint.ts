import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';

/**
 * A value's fingerprint: 43 characters of base64url, the same for values that are equal as JSON
 * whatever their order of names.
 *
 * @see RFC 8785 (JSON Canonicalization Scheme)
 */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonicalize(value)).digest('base64url');
}
