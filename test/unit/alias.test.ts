import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aliasOf, type KeyName, type TenantId } from '../../shared/tenant-key/key.ts';

test('an alias is the tenant, an underscore, and the name of the key', () => {
  expect(aliasOf('acme' as TenantId, 'main' as KeyName)).toBe('acme_main');
});

test('the longest alias fits the 60 characters of KMS', () => {
  const alias = aliasOf('t'.repeat(36) as TenantId, 'k'.repeat(22) as KeyName);
  expect(alias).toHaveLength(59);
});

test('no two pairs of tenant and name share an alias, and each alias is legal', () => {
  const tenant = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$/);
  const name = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/);
  const pair = fc.tuple(tenant, name);
  fc.assert(
    fc.property(pair, pair, (first, second) => {
      const [one, two] = [first, second].map(([t, n]) => aliasOf(t as TenantId, n as KeyName));
      expect(one === two).toBe(first[0] === second[0] && first[1] === second[1]);
      expect(one).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/);
    }),
    { numRuns: 10_000 },
  );
});
