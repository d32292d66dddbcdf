import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import {
  DESCRIPTION_BYTES_MAX,
  isOwnKey,
  MARKER_BYTES_MAX,
  type MarkerKeys,
  markDescription,
  readProof,
} from '../../shared/tenant-key/marker.ts';
import { fingerprintOf } from '../../shared/tenant-key/request.ts';

const ALIAS = 'acme_main' as KeyAlias;
const OTHER_ALIAS = 'acme_other' as KeyAlias;
const PRINT = fingerprintOf({ keyUsage: 'ENCRYPT_DECRYPT' });
const NEW_KEY = { id: 'k2', secret: 'n'.repeat(32) };
const OLD_KEY = { id: 'k1', secret: 'o'.repeat(32) };
const KEYS: MarkerKeys = [NEW_KEY, OLD_KEY];
const OURS = { kind: 'ours', fingerprint: PRINT };

describe('a marker', () => {
  test('follows the text of the caller, on a line of its own', () => {
    expect(markDescription('for invoices', ALIAS, PRINT, [OLD_KEY])).toBe(
      'for invoices\ntenant-keys:1:QEDSQigqDE4PAUBWCfDfnki2mk4O1btMBZjRYIhNLy8:k1:' +
        'dIWC8Jn56SWKg6q0YW7zOAJ8iKHEn-oNtQ0rYgiqgYI',
    );
  });

  test('is the whole description when the caller wrote nothing', () => {
    expect(markDescription('', ALIAS, PRINT, [OLD_KEY])).toMatch(/^tenant-keys:1:/);
  });

  test('proves for which specification the key was created', () => {
    const description = markDescription('mine', ALIAS, PRINT, KEYS);
    expect(readProof(description, ALIAS, KEYS)).toEqual(OURS);
  });

  test('of an older signing key is still proven', () => {
    const description = markDescription('', ALIAS, PRINT, [OLD_KEY]);
    expect(readProof(description, ALIAS, KEYS)).toEqual(OURS);
  });

  test.each([
    ['a line break after it', (marker: string) => `${marker}\n`],
    ['a space for the line break before it', (marker: string) => `mine ${marker}`],
    ['spaces around it', (marker: string) => `mine\r\n  ${marker}  `],
  ])('is verified in spite of %s', (_, handled) => {
    const description = handled(markDescription('', ALIAS, PRINT, KEYS));
    expect(readProof(description, ALIAS, KEYS)).toEqual(OURS);
  });

  test('of a signing key that is not configured proves nothing either way', () => {
    const description = markDescription('', ALIAS, PRINT, [{ id: 'k9', secret: 'x'.repeat(32) }]);
    expect(readProof(description, ALIAS, KEYS)).toEqual({ kind: 'unproven' });
  });

  test('takes no more bytes than are reserved for it', () => {
    const longest = { id: 'k'.repeat(16), secret: 's'.repeat(128) };
    const marker = markDescription('', ALIAS, PRINT, [longest]);
    expect(Buffer.byteLength(`\n${marker}`)).toBeLessThanOrEqual(MARKER_BYTES_MAX);
    expect(DESCRIPTION_BYTES_MAX).toBe(1_024);
  });
});

test('a key is ours when its description proves it, for any specification', () => {
  const description = markDescription('', ALIAS, fingerprintOf('anything'), KEYS);
  expect(isOwnKey({ alias: ALIAS, description }, KEYS)).toBe(true);
  expect(isOwnKey({ alias: OTHER_ALIAS, description }, KEYS)).toBe(false);
});

describe('a description proves nothing', () => {
  const genuine = markDescription('', ALIAS, PRINT, KEYS);

  test.each([
    ['when it is empty', ''],
    ['when it is just text', 'a key of ours, honestly'],
    ['when the marker is of another alias', markDescription('', OTHER_ALIAS, PRINT, KEYS)],
    ['when text follows the marker', `${genuine}\nand more`],
    ['when the marker does not start a line', `x${genuine}`],
    ['when its fingerprint was changed', genuine.replace(PRINT, fingerprintOf('other'))],
    ['when it names another key of ours', genuine.replace(':k2:', ':k1:')],
    ['when the version is another', genuine.replace('tenant-keys:1:', 'tenant-keys:2:')],
  ])('%s', (_, description) => {
    expect(readProof(description, ALIAS, KEYS)).toEqual({ kind: 'foreign' });
  });

  test('when a caller wrote it, for any text', () => {
    const forged = fc.oneof(
      fc.string(),
      fc.constant(genuine),
      fc.constant(markDescription('', OTHER_ALIAS, PRINT, KEYS)),
      fc.string().map((text) => `${text}\n${genuine}`),
    );
    fc.assert(
      fc.property(forged, (text) => {
        const own = fingerprintOf(text);
        const description = markDescription(text, OTHER_ALIAS, own, KEYS);
        expect(readProof(description, OTHER_ALIAS, KEYS)).toEqual({
          kind: 'ours',
          fingerprint: own,
        });
      }),
    );
  });
});

test('a fingerprint does not depend on the order of names', () => {
  expect(fingerprintOf({ a: 1, b: { c: 2, d: 3 } })).toBe(
    fingerprintOf({ b: { d: 3, c: 2 }, a: 1 }),
  );
});
