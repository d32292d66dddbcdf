import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  isMadeId,
  isTenantId,
  sentId,
  tenantIdFlaw,
  tenantIn,
  tenantOf,
} from '../../shared/tenant-key/tenant-id.ts';

describe('an id that is sent', () => {
  test.each(['acme', 'a', '7', 't'.repeat(36), 'x-acme', 'xx--a', 'a--b', 'kms', 'kmsx-1'])(
    'is the id of its tenant as it is: %s',
    (id) => {
      expect(tenantOf(id)).toStrictEqual({ tenantId: id });
      expect([sentId(tenantOf(id)), tenantIdFlaw(id), isTenantId(id)]).toEqual([
        id,
        undefined,
        true,
      ]);
    },
  );

  // By hand: printf %s "$id" | openssl dgst -sha256 -binary | head -c 16 | base32
  test.each([
    ['auth0|5f7c8ec7c33c6c004bbafe82', 'x--igveq6eh4pcfygnsisfs6a3fki'],
    ['org_2f8sKqXyZ', 'x--tdsziwgy3cy3twqjqyp6jeg6uq'],
    ['3F2504E0-4F89-11D3-9A0C-0305E82C3301', 'x--jtrp2yjxqrudawgzrwyek3hary'],
    ['ACME', 'x--vayi5drojnzta7mgbxro77ogou'],
    ['kms-acme', 'x--3wzivt7j3sykceykjhlzomj474'],
    ['x--acme', 'x--zkwrfomu2dl7cki5mubujs6exa'],
    ['.', 'x--zw2o4kxknhggvaztdo7jnxbmvi'],
    ['~'.repeat(128), 'x--ztme5g4sokrhpj3rv3nugphjru'],
  ])('otherwise has one made from it: %s', (id, tenantId) => {
    expect(tenantOf(id)).toStrictEqual({ tenantId, externalTenantId: id });
    expect(sentId(tenantOf(id))).toBe(id);
    expect([isTenantId(tenantId), isMadeId(tenantId)]).toEqual([true, true]);
  });

  test('that was made from another means a third tenant, so that nobody registers as another', () => {
    const { tenantId: made } = tenantOf('auth0|5f7c8ec7c33c6c004bbafe82');
    expect(tenantOf(made)).toStrictEqual({
      tenantId: 'x--ui2ye747y4pr3qmcyerm3lsx5e',
      externalTenantId: made,
    });
  });

  test.each([
    ['', 'it is empty'],
    ['a'.repeat(129), 'it has 129 characters'],
    ['acme inc', 'character 5 is a space'],
    ['acme\t', 'character 5 is the control character U+0009'],
    ['acme\u007f', 'character 5 is the control character U+007F'],
    ['acm\u00e9', 'character 4 is U+00E9, which is not ASCII'],
    ['\u200bacme', 'character 1 is U+200B, which is not ASCII'],
    ['\u{1f511}', 'character 1 is U+1F511, which is not ASCII'],
  ])('is refused for its flaw, and stands for itself: %j', (id, flaw) => {
    expect(tenantIdFlaw(id)).toBe(flaw);
    expect(tenantOf(id)).toStrictEqual({ tenantId: id });
    expect(isTenantId(id)).toBe(false);
  });
});

test.each(['', '-a', 'a-', 'Acme', 'a_b', 't'.repeat(37), 'kms-1', 'x--acme', 'x--', 'x--1'])(
  'no alias of ours begins with %j',
  (text) => {
    expect(isTenantId(text)).toBe(false);
  },
);

test('the names of a tenant are taken from what has more, without one that is undefined', () => {
  const external = { tenantId: 'x--a', externalTenantId: 'A', keyName: 'main' };
  expect(tenantIn(external)).toStrictEqual({ tenantId: 'x--a', externalTenantId: 'A' });
  expect(
    tenantIn({ ...external, tenantId: 'a', externalTenantId: undefined as never }),
  ).toStrictEqual({
    tenantId: 'a',
  });
});

test('the rule stands alone, so that a client can have the same', () => {
  const text = readFileSync('shared/tenant-key/tenant-id.ts', 'utf8');
  expect(text.match(/^import .*$/gm)).toEqual(["import { createHash } from 'node:crypto';"]);
});
