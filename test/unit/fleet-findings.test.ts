import { describe, expect, test } from 'vitest';
import { assessKeys } from '../../shared/fleet/check.ts';
import type { Finding } from '../../shared/fleet/command.ts';
import {
  type FleetReader,
  isTenantId,
  readFleet,
  seenKey,
  tenantOfAlias,
} from '../../shared/fleet/read.ts';
import type { FleetKey } from '../../shared/kms/key-pages.ts';
import { marked } from '../world/fleet-world.ts';
import { SETTINGS } from '../world/provisioning-world.ts';

/** A key of ours as it should be, but for what is changed; `tag` is its tenant's tag. */
type Look = Partial<FleetKey> & { readonly tag?: string | undefined };

const WELL: FleetKey = {
  keyId: 'key-1',
  alias: 'acme_main',
  createTimeS: 1_793_577_600,
  description: marked('acme_main'),
  keyState: 'Enabled',
  origin: 'TENCENT_KMS',
  resourceId: 'creatorUin/1/key-1',
};

function findingsOf(looks: readonly Look[], tenants?: readonly string[]): readonly Finding[] {
  const keys = looks.map(({ tag, ...key }) =>
    seenKey({ ...WELL, ...key }, tag, SETTINGS.markerKeys),
  );
  return assessKeys(keys, tenants && new Set(tenants));
}

function kindsOf(looks: readonly Look[], tenants?: readonly string[]): readonly string[] {
  return findingsOf(looks, tenants).map(({ kind, keyId }) => `${kind} ${keyId}`);
}

describe('of a key that is proven ours', () => {
  const rows: readonly (readonly [name: string, look: Look, kinds: readonly string[]])[] = [
    ['nothing is wrong when it is tagged and enabled', { tag: 'acme' }, []],
    [
      'nothing is wrong while it waits for the material that its tenant brings',
      { tag: 'acme', keyState: 'PendingImport', origin: 'EXTERNAL' },
      [],
    ],
    [
      'nothing is wrong with such a key where the vendor does not say the origin',
      { tag: 'acme', keyState: 'PendingImport', origin: undefined },
      [],
    ],
    ['the lack of a tag is found', {}, ['untagged key-1']],
    ["another tenant's tag is found", { tag: 'globex' }, ['wrongly-tagged key-1']],
    ['a tag in capitals is found', { tag: 'Acme' }, ['wrongly-tagged key-1']],
    ['an empty tag is found', { tag: '' }, ['wrongly-tagged key-1']],
    ['a disabled key is found', { tag: 'acme', keyState: 'Disabled' }, ['wrong-state key-1']],
    [
      'a key with material of the vendor that waits for material is found',
      { tag: 'acme', keyState: 'PendingImport' },
      ['wrong-state key-1'],
    ],
    ['a state of tomorrow is found', { tag: 'acme', keyState: 'Frozen' }, ['wrong-state key-1']],
    [
      'all that is wrong is found, the gravest first',
      { tag: 'globex', keyState: 'PendingDelete' },
      ['wrong-state key-1', 'wrongly-tagged key-1'],
    ],
  ];
  test.each(rows)('%s', (_, look, kinds) => {
    expect(kindsOf([look])).toEqual(kinds);
  });

  test('it is an orphan only where the tenants were given, and its own is not among them', () => {
    expect(kindsOf([{ tag: 'acme' }], ['globex'])).toEqual(['orphan key-1']);
    expect(kindsOf([{ tag: 'acme' }], [])).toEqual(['orphan key-1']);
    expect(kindsOf([{ tag: 'acme' }], ['acme'])).toEqual([]);
    expect(kindsOf([{ tag: 'acme' }])).toEqual([]);
  });

  test.each([{ keyId: '' }, { resourceId: '' }])(
    'a missing id is no finding: the answer of KMS cannot be trusted then (%j)',
    (look) => {
      const reading = () => findingsOf([look]);
      expect(reading).toThrow(expect.objectContaining({ code: 'UnreadableAnswer' }));
    },
  );
});

describe('of keys of ours with the same alias', () => {
  const twins = (one: Look, other: Look) =>
    kindsOf([
      { keyId: 'one', tag: 'acme', createTimeS: 1, ...one },
      { keyId: 'two', tag: 'acme', createTimeS: 2, ...other },
    ]);
  const rows: readonly (readonly [name: string, one: Look, other: Look, kinds: string[]])[] = [
    ['the oldest counts', {}, {}, ['duplicate two']],
    ['the order of the list does not count', { createTimeS: 3 }, {}, ['duplicate one']],
    ['of the same second the first id counts', { createTimeS: 2 }, {}, ['duplicate two']],
    [
      'one that serves counts, and the other is not reported for its state too',
      { keyState: 'Disabled' },
      {},
      ['duplicate one'],
    ],
    [
      'where none serves, one that stays counts, and its state is reported',
      { keyState: 'PendingDelete' },
      { keyState: 'Disabled' },
      ['duplicate one', 'wrong-state two'],
    ],
    [
      'the tags of both are looked at',
      { tag: undefined },
      { tag: 'globex' },
      ['duplicate two', 'wrongly-tagged two', 'untagged one'],
    ],
    [
      'one that is not proven does not count',
      { description: 'ours, really' },
      {},
      ['marker-damaged one'],
    ],
  ];
  test.each(rows)('%s', (_, one, other, kinds) => {
    expect(twins(one, other)).toEqual(kinds);
  });

  test('all but one are duplicates', () => {
    const keys = ['c', 'b', 'a'].map((keyId) => ({ keyId, tag: 'acme' }));
    expect(kindsOf(keys)).toEqual(['duplicate b', 'duplicate c']);
  });
});

describe('of a key that is not proven ours', () => {
  const marker = marked('acme_main');
  const strange = { alias: 'Strange-1', description: '' };
  const rows: readonly (readonly [name: string, look: Look, kinds: readonly string[]])[] = [
    ['nothing is said when it has nothing of ours', strange, []],
    ['an alias as ours is said', { description: '' }, ['foreign key-1']],
    ['our tag is said', { ...strange, tag: 'acme' }, ['foreign key-1']],
    [
      'an alias and a tag of two tenants are said',
      { description: '', tag: 'globex' },
      ['foreign key-1'],
    ],
    [
      'an alias and a tag of one tenant are said to have lost a marker',
      { description: '', tag: 'acme' },
      ['marker-damaged key-1'],
    ],
    ['a marker without its end', { description: marker.slice(0, -1) }, ['marker-damaged key-1']],
    ['a marker without its beginning', { description: marker.slice(9) }, ['marker-damaged key-1']],
    ['no more than its prefix', { description: 'tenant-keys:1' }, ['marker-damaged key-1']],
    ['text behind a marker', { description: `${marker} x` }, ['marker-damaged key-1']],
    ['a marker of a version to come', { description: 'tenant-keys:2:a' }, ['marker-damaged key-1']],
    ['a marker of another key', { alias: 'acme_backup' }, ['marker-damaged key-1']],
    ['a marker under an alias that is not ours', { alias: 'Renamed' }, ['marker-damaged key-1']],
    [
      'a marker that was signed with a key that is not configured',
      { description: marked('acme_main', [{ id: 'k9', secret: 's'.repeat(32) }]) },
      ['marker-damaged key-1'],
    ],
    [
      'a proof of an alias that no request could have',
      { alias: 'Acme_main', description: marked('Acme_main') },
      ['marker-damaged key-1'],
    ],
    ['our name is no marker', { ...strange, description: 'tenant-keys: ours' }, []],
    ['its state is nobody’s business', { ...strange, keyState: 'Disabled' }, []],
    ['what KMS leaves out of it does not matter', { ...strange, keyId: '', resourceId: '' }, []],
  ];
  test.each(rows)('%s', (_, look, kinds) => {
    expect(kindsOf([look])).toEqual(kinds);
    for (const { repairable } of findingsOf([look])) expect(repairable).toBe(false);
  });

  test('it is no orphan, whatever the tenants', () => {
    expect(kindsOf([{ description: '' }], [])).toEqual(['foreign key-1']);
  });

  test('the tenant is named as alias or tag have it, if a tenant could be called so', () => {
    const tenantOf = (look: Look) => findingsOf([look])[0]?.tenantId;
    expect(tenantOf({ description: '' })).toBe('acme');
    expect(tenantOf({ description: '', tag: 'globex' })).toBe('acme');
    expect(tenantOf({ ...strange, tag: 'globex' })).toBe('globex');
    expect(tenantOf({ ...strange, tag: '生产' })).toBeUndefined();
    expect(tenantOf({ ...strange, tag: 'a_b' })).toBeUndefined();
    expect(tenantOf({ alias: 'Renamed' })).toBeUndefined();
  });

  test('a long text of a stranger is shown in part', () => {
    const long = 'x'.repeat(2_000);
    const [finding] = findingsOf([{ alias: `A${long}`, tag: long, description: '' }]);
    expect(finding?.alias).toHaveLength(65);
    expect(finding?.detail.length).toBeLessThan(140);
  });
});

test('a fleet is read key by key though its pages overlap, and what has nothing of ours is not kept', async () => {
  const bare = { ...WELL, keyId: 'key-2', resourceId: 'creatorUin/1/key-2' };
  const named = { ...WELL, keyId: 'key-3', description: '', resourceId: '' };
  const resourceId = 'creatorUin/1/key-4';
  const strange = { ...WELL, keyId: 'key-4', alias: 'Strange-1', description: '', resourceId };
  const asked: (readonly string[])[] = [];
  const reader: FleetReader = {
    keyPages: async function* () {
      yield [WELL, bare];
      yield [bare, named, strange];
    },
    tenantTags: async (resourceIds) => {
      asked.push(resourceIds);
      return new Map([['creatorUin/1/key-1', 'acme']]);
    },
  };

  const fleet = await readFleet(reader, SETTINGS.markerKeys, 0);

  expect(fleet.count).toBe(4);
  expect(fleet.keys.map(({ keyId, tenantTag }) => [keyId, tenantTag])).toEqual([
    ['key-1', 'acme'],
    ['key-2', undefined],
    ['key-3', undefined],
  ]);
  expect(asked).toEqual([['creatorUin/1/key-1', 'creatorUin/1/key-2'], ['creatorUin/1/key-4']]);
});

/** A reader of these pages, on which no key has a tag. */
function readerOf(...pages: readonly (readonly FleetKey[])[]): FleetReader {
  return {
    keyPages: async function* () {
      yield* pages;
    },
    tenantTags: async () => new Map(),
  };
}

test('a key that stands twice on a page is not its own duplicate', async () => {
  const fleet = await readFleet(readerOf([WELL, WELL]), SETTINGS.markerKeys, 0);
  expect(fleet).toMatchObject({ count: 1, keys: [{ keyId: 'key-1' }] });
});

test('a key of ours without an id does not pass for one that was read before', async () => {
  const nameless = { ...WELL, keyId: '' };
  const stranger = { ...nameless, alias: 'Strange-1', description: '' };
  const reading = readFleet(readerOf([stranger], [nameless]), SETTINGS.markerKeys, 0);
  await expect(reading).rejects.toMatchObject({ code: 'UnreadableAnswer' });
});

test('strangers without an id are counted each', async () => {
  const stranger = { ...WELL, keyId: '', alias: 'Strange-1', description: '' };
  const reading = readFleet(readerOf([stranger, stranger]), SETTINGS.markerKeys, 0);
  expect(await reading).toEqual({ count: 2, keys: [] });
});

test('a finding says in a sentence what was seen, and what a repair mends', () => {
  const detailOf = (look: Look) => {
    const { detail, repairable } = findingsOf([look])[0]!;
    return [detail, repairable];
  };
  expect(detailOf({})).toEqual(['It lacks the tag tenant-keys:tenant.', true]);
  expect(detailOf({ tag: 'a "b"' })).toEqual(['Its tag tenant-keys:tenant is "a \\"b\\"".', true]);
  expect(detailOf({ keyState: 'Archived' })).toEqual([
    'Its state is "Archived", in which it cannot serve.',
    false,
  ]);
});

test('an alias is as ours are when a valid request could have it', () => {
  expect(tenantOfAlias('acme_main')).toBe('acme');
  expect(tenantOfAlias(`${'t'.repeat(36)}_${'k'.repeat(22)}`)).toBe('t'.repeat(36));
  const others = ['acme', 'acme_', '_main', 'a_b_c', 'Acme_main', 'acme-_main', 'kms-1_main', ''];
  for (const alias of [...others, `${'t'.repeat(37)}_main`, `acme_${'k'.repeat(23)}`]) {
    expect(tenantOfAlias(alias), alias).toBeUndefined();
  }
  expect(isTenantId('acme')).toBe(true);
  expect(isTenantId('')).toBe(false);
});
