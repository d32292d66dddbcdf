import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aliasOf, type KeyName, type TenantId } from '../../shared/tenant-key/key.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { tenantOf } from '../../shared/tenant-key/tenant-id.ts';

/** What KMS takes: 1 to 60 letters, digits, _ or -, a letter or digit first, and never kms-. */
const LEGAL = /^(?!kms-)[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/i;

/**
 * A thousand names that the schema allows. Most are all the short ones of two letters and the hyphen,
 * so that joined without a separator, or with a hyphen, many pairs would collide; the others are as
 * long as they may be.
 */
function thousandNames(lengthMax: number): readonly string[] {
  const names: string[] = [];
  let beginnings = [''];
  while (names.length < 900) {
    names.push(...beginnings.flatMap((inner) => [`${inner}a`, `${inner}0`]));
    beginnings = beginnings.flatMap((inner) =>
      ['a', '0', ...(inner === '' ? [] : ['-'])].map((next) => inner + next),
    );
  }
  const long = Array.from(
    { length: 100 },
    (_, index) => `${index}`.padEnd(lengthMax - 1, '-a') + (index % 10),
  );
  return [...names.slice(0, 900), ...long];
}

test('no two of a million pairs of tenant and name share an alias, and each alias is legal (P1)', () => {
  const [tenantIds, keyNames] = [thousandNames(36), thousandNames(22)];
  const wrong = [...tenantIds, ...keyNames].filter(
    (name) => !/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name),
  );
  expect([new Set(tenantIds).size, new Set(keyNames).size, wrong]).toEqual([1_000, 1_000, []]);

  const aliases = new Set<string>();
  for (const tenantId of tenantIds) {
    for (const keyName of keyNames) {
      const alias = aliasOf(tenantId as TenantId, keyName as KeyName);
      if (!LEGAL.test(alias)) throw new Error(`${alias} is not legal`);
      aliases.add(alias);
    }
  }
  expect(aliases.size).toBe(1_000_000);
});

test('the alias of every valid request is legal, and identifies its tenant and name', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$/),
    fc.stringMatching(/^kms-?[a-z0-9-]{0,4}$/),
    fc.stringMatching(/^[A-Za-z0-9_.-]{0,40}$/),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  let valid = 0;
  fc.assert(
    fc.property(name, name, (tenantId, keyName) => {
      const parsed = parseRequest(JSON.stringify({ requestId: 'r-1', tenantId, keyName }));
      if (!parsed.ok) return;
      valid += 1;
      const alias = aliasOf(parsed.request.tenantId, parsed.request.keyName);
      expect(alias).toMatch(LEGAL);
      expect(alias.split('_')).toEqual([tenantOf(tenantId).tenantId, keyName]);
    }),
    { numRuns: 2_000 },
  );
  expect(valid).toBeGreaterThan(50);
});
