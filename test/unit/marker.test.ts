import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import {
  callersText,
  DESCRIPTION_BYTES_MAX,
  isOwnKey,
  MARKER_BYTES_MAX,
  type MarkerKeys,
  type MarkerScope,
  markDescription,
  markedTenantId,
  readProof,
} from '../../shared/tenant-key/marker.ts';
import { fingerprintOf } from '../../shared/tenant-key/request.ts';

const ALIAS = 'acme_main' as KeyAlias;
const OTHER_ALIAS = 'acme_other' as KeyAlias;
const PRINT = fingerprintOf({ keyUsage: 'ENCRYPT_DECRYPT' });
const NEW_KEY = { id: 'k2', secret: 'n'.repeat(32) };
const OLD_KEY = { id: 'k1', secret: 'o'.repeat(32) };
const KEYS: MarkerKeys = [NEW_KEY, OLD_KEY];
const SCOPE: MarkerScope = {
  region: 'ap-guangzhou',
  environment: 'tenant-keys',
  accountUin: '100000000001',
  formerAccountUins: [],
};
const BY_ALL = { markerKeys: KEYS, markerScope: SCOPE };
const BY_OLD = { ...BY_ALL, markerKeys: [OLD_KEY] } as const;
const OURS = { kind: 'ours', fingerprint: PRINT };

describe('a marker', () => {
  test('follows the text of the caller, on a line of its own', () => {
    expect(markDescription('for invoices', ALIAS, PRINT, BY_OLD)).toBe(
      'for invoices\ntenant-keys:2:QEDSQigqDE4PAUBWCfDfnki2mk4O1btMBZjRYIhNLy8:k1:' +
        'nm5nVt-h33OF8z4_cNIGAyQH1MQd0cDoKlJVWDkwOSM',
    );
  });

  test('is the whole description when the caller wrote nothing', () => {
    expect(markDescription('', ALIAS, PRINT, BY_OLD)).toMatch(/^tenant-keys:2:/);
  });

  test('proves for which specification the key was created', () => {
    const description = markDescription('mine', ALIAS, PRINT, BY_ALL);
    expect(readProof(description, ALIAS, BY_ALL)).toEqual(OURS);
  });

  test('of an older signing key is still proven', () => {
    const description = markDescription('', ALIAS, PRINT, BY_OLD);
    expect(readProof(description, ALIAS, BY_ALL)).toEqual(OURS);
  });

  test.each([
    ['a line break after it', (marker: string) => `${marker}\n`],
    ['a space for the line break before it', (marker: string) => `mine ${marker}`],
    ['spaces around it', (marker: string) => `mine\r\n  ${marker}  `],
  ])('is verified in spite of %s', (_, handled) => {
    const description = handled(markDescription('', ALIAS, PRINT, BY_ALL));
    expect(readProof(description, ALIAS, BY_ALL)).toEqual(OURS);
  });

  test('of a signing key that is not configured proves nothing either way', () => {
    const description = markDescription('', ALIAS, PRINT, {
      ...BY_ALL,
      markerKeys: [{ id: 'k9', secret: 'x'.repeat(32) }],
    });
    expect(readProof(description, ALIAS, BY_ALL)).toEqual({ kind: 'unproven' });
  });

  test('takes no more bytes than are reserved for it', () => {
    const longest = { id: 'k'.repeat(16), secret: 's'.repeat(128) };
    const marker = markDescription('', ALIAS, PRINT, { ...BY_ALL, markerKeys: [longest] });
    expect(Buffer.byteLength(`\n${marker}`)).toBeLessThanOrEqual(MARKER_BYTES_MAX);
    expect(DESCRIPTION_BYTES_MAX).toBe(1_024);
  });
});

describe('a marker that was copied to the same alias', () => {
  const description = markDescription('', ALIAS, PRINT, BY_ALL);
  const kindIn = (scope: Partial<MarkerScope>) => {
    const markerScope = { ...SCOPE, ...scope };
    return readProof(description, ALIAS, { ...BY_ALL, markerScope }).kind;
  };

  test.each([
    ['in another region', { region: 'ap-shanghai' }],
    ['of another account', { accountUin: '100000000002' }],
    ['in another environment of the account', { environment: 'staging' }],
    // Texts that would be the same if the parts were only joined.
    ['where the parts are cut elsewhere', { region: 'ap', environment: 'guangzhou-tenant-keys' }],
  ])('proves nothing %s', (_, scope) => {
    expect(kindIn(scope)).toBe('foreign');
  });

  test('is recognised where its account is listed as a former one, and never made for that', () => {
    const corrected = { accountUin: '100000000002', formerAccountUins: ['100000000001'] };
    expect(kindIn(corrected)).toBe('ours');
    const markerScope = { ...SCOPE, ...corrected };
    const made = markDescription('', ALIAS, PRINT, { ...BY_ALL, markerScope });
    expect(readProof(made, ALIAS, BY_ALL)).toEqual({ kind: 'foreign' });
    expect(readProof(made, ALIAS, { ...BY_ALL, markerScope })).toEqual(OURS);
  });
});

test('a key is ours when its description proves it, for any specification', () => {
  const description = markDescription('', ALIAS, fingerprintOf('anything'), BY_ALL);
  expect(isOwnKey({ alias: ALIAS, description }, BY_ALL)).toBe(true);
  expect(isOwnKey({ alias: OTHER_ALIAS, description }, BY_ALL)).toBe(false);
});

/** With the secret of `k1`. */
const OF_VERSION_1 =
  'tenant-keys:1:QEDSQigqDE4PAUBWCfDfnki2mk4O1btMBZjRYIhNLy8:k1:' +
  'dIWC8Jn56SWKg6q0YW7zOAJ8iKHEn-oNtQ0rYgiqgYI';

const genuine = markDescription('', ALIAS, PRINT, BY_ALL);

describe('a description proves nothing', () => {
  test.each([
    ['when it is empty', ''],
    ['when it is just text', 'a key of ours, honestly'],
    ['when the marker is of another alias', markDescription('', OTHER_ALIAS, PRINT, BY_ALL)],
    ['when text follows the marker', `${genuine}\nand more`],
    ['when the marker does not start a line', `x${genuine}`],
    ['when its fingerprint was changed', genuine.replace(PRINT, fingerprintOf('other'))],
    ['when it names another key of ours', genuine.replace(':k2:', ':k1:')],
    ['when it is of version 1, which bound the alias alone', OF_VERSION_1],
    ['when the version is another', genuine.replace('tenant-keys:2:', 'tenant-keys:3:')],
  ])('%s', (_, description) => {
    expect(readProof(description, ALIAS, BY_ALL)).toEqual({ kind: 'foreign' });
  });

  test('when a caller wrote it, for any text', () => {
    const forged = fc.oneof(
      fc.string(),
      fc.constant(genuine),
      fc.constant(markDescription('', OTHER_ALIAS, PRINT, BY_ALL)),
      fc.string().map((text) => `${text}\n${genuine}`),
    );
    fc.assert(
      fc.property(forged, (text) => {
        const own = fingerprintOf(text);
        const description = markDescription(text, OTHER_ALIAS, own, BY_ALL);
        expect(readProof(description, OTHER_ALIAS, BY_ALL)).toEqual({
          kind: 'ours',
          fingerprint: own,
        });
      }),
    );
  });
});

describe('the id of a tenant from which another was made', () => {
  const own = (externalTenantId: string) =>
    markDescription('text', ALIAS, PRINT, BY_ALL, externalTenantId);

  test.each(['auth0|5f7c', '~'.repeat(128), ':', genuine])(
    'is in the marker, and proven by it: %s',
    (externalTenantId) => {
      const description = own(externalTenantId);
      expect(readProof(description, ALIAS, BY_ALL)).toEqual({
        ...{ kind: 'ours', fingerprint: PRINT, externalTenantId },
      });
      expect([markedTenantId(description), callersText(description)]).toEqual([
        externalTenantId,
        'text',
      ]);
    },
  );

  test.each<[string, (description: string) => string]>([
    ['is changed', (description) => description.replace('5f7c', '5f7d')],
    ['is left out', (description) => description.replace(':auth0|5f7c', '')],
    ['is cut', (description) => description.slice(0, -1)],
  ])('proves nothing where it %s', (_, change) => {
    expect(readProof(change(own('auth0|5f7c')), ALIAS, BY_ALL)).toEqual({ kind: 'foreign' });
  });

  test('proves nothing where it was added, and no marker has one', () => {
    expect(readProof(`${genuine}:ACME`, ALIAS, BY_ALL)).toEqual({ kind: 'foreign' });
    expect([markedTenantId(genuine), markedTenantId('none')]).toEqual([undefined, undefined]);
  });
});

test('a fingerprint does not depend on the order of names', () => {
  expect(fingerprintOf({ a: 1, b: { c: 2, d: 3 } })).toBe(
    fingerprintOf({ b: { d: 3, c: 2 }, a: 1 }),
  );
});
