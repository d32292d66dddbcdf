import { describe, expect, test } from 'vitest';
import { assessKeys } from '../../shared/fleet/findings.ts';
import type { Finding } from '../../shared/fleet/generated/fleet-command.ts';
import { readFleet } from '../../shared/fleet/reader.ts';
import { neededRepairs } from '../../shared/fleet/repair.ts';
import { seenKey, tenantOfAlias } from '../../shared/fleet/seen-key.ts';
import type { FleetKey } from '../../shared/kms/key-pages.ts';
import type { FleetReader } from '../../shared/ports.ts';
import { marked } from '../world/fleet-world.ts';
import { SETTINGS } from '../world/provisioning-world.ts';

/** A key of ours in good order, with some fields changed; `tag` is its tenant tag. */
type Look = Partial<FleetKey> & { readonly tag?: string | undefined };

const WELL: FleetKey = {
  keyId: 'key-1',
  alias: 'acme_main',
  createTimeS: 1_793_577_600,
  description: marked('acme_main'),
  keyState: 'Enabled',
  origin: 'TENCENT_KMS',
  resourceId: 'creatorUin/1/key-1',
  isReplica: false,
};

function findingsOf(looks: readonly Look[], tenants?: readonly string[]): readonly Finding[] {
  const keys = looks.map(({ tag, ...key }) => seenKey({ ...WELL, ...key }, tag, SETTINGS));
  return assessKeys(keys, tenants && new Set(tenants));
}

function kindsOf(looks: readonly Look[], tenants?: readonly string[]): readonly string[] {
  return findingsOf(looks, tenants).map(({ kind, keyId }) => `${kind} ${keyId}`);
}

describe('of a key that is proven ours', () => {
  const rows: readonly (readonly [name: string, look: Look, kinds: readonly string[]])[] = [
    ['nothing is wrong when it is tagged and enabled', { tag: 'acme' }, []],
    [
      'nothing is wrong while it waits for key material of the tenant',
      { tag: 'acme', keyState: 'PendingImport', origin: 'EXTERNAL' },
      [],
    ],
    [
      'nothing is wrong with such a key when KMS does not report the origin',
      { tag: 'acme', keyState: 'PendingImport', origin: undefined },
      [],
    ],
    ['the lack of a tag is found', {}, ['untagged key-1']],
    ["another tenant's tag is found", { tag: 'globex' }, ['wrongly-tagged key-1']],
    ['a tag in capitals is found', { tag: 'Acme' }, ['wrongly-tagged key-1']],
    ['an empty tag is found', { tag: '' }, ['wrongly-tagged key-1']],
    ['a disabled key is found', { tag: 'acme', keyState: 'Disabled' }, ['wrong-state key-1']],
    [
      'a key with material of KMS that waits for material is found',
      { tag: 'acme', keyState: 'PendingImport' },
      ['wrong-state key-1'],
    ],
    [
      'a disabled key with material of the tenant is found',
      { tag: 'acme', keyState: 'Disabled', origin: 'EXTERNAL' },
      ['wrong-state key-1'],
    ],
    ['an unknown state is found', { tag: 'acme', keyState: 'Frozen' }, ['wrong-state key-1']],
    [
      'all that is wrong is found, the most serious first',
      { tag: 'globex', keyState: 'PendingDelete' },
      ['wrong-state key-1', 'wrongly-tagged key-1'],
    ],
  ];
  test.each(rows)('%s', (_, look, kinds) => {
    expect(kindsOf([look])).toEqual(kinds);
  });

  test('it is an orphan only when the tenants are given, and its tenant is not among them', () => {
    expect(kindsOf([{ tag: 'acme' }], ['globex'])).toEqual(['orphan key-1']);
    expect(kindsOf([{ tag: 'acme' }], [])).toEqual(['orphan key-1']);
    expect(kindsOf([{ tag: 'acme' }], ['acme'])).toEqual([]);
    expect(kindsOf([{ tag: 'acme' }])).toEqual([]);
  });

  test.each([{ keyId: '' }, { resourceId: '' }])(
    'a missing id is an error and not a finding (%j)',
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
    ['within the same second the lower id counts', { createTimeS: 2 }, {}, ['duplicate two']],
    [
      'one that serves counts, and the other is not reported for its state too',
      { keyState: 'Disabled' },
      {},
      ['duplicate one'],
    ],
    [
      'if none serves, one that is not being deleted counts, and its state is reported',
      { keyState: 'PendingDelete' },
      { keyState: 'Disabled' },
      ['duplicate one', 'wrong-state two'],
    ],
    [
      'the tags of both are checked',
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
  const foreign = { alias: 'Strange-1', description: '' };
  const rows: readonly (readonly [name: string, look: Look, kinds: readonly string[]])[] = [
    ['nothing is found when it does not resemble ours', foreign, []],
    ['an alias like ours is found', { description: '' }, ['foreign key-1']],
    ['our tag is found', { ...foreign, tag: 'acme' }, ['foreign key-1']],
    [
      'an alias and a tag of two tenants are found',
      { description: '', tag: 'globex' },
      ['foreign key-1'],
    ],
    [
      'an alias and a tag of one tenant count as a damaged marker',
      { description: '', tag: 'acme' },
      ['marker-damaged key-1'],
    ],
    ['a marker without its end', { description: marker.slice(0, -1) }, ['marker-damaged key-1']],
    ['a marker without its beginning', { description: marker.slice(9) }, ['marker-damaged key-1']],
    ['no more than its prefix', { description: 'tenant-keys:2' }, ['marker-damaged key-1']],
    ['text behind a marker', { description: `${marker} x` }, ['marker-damaged key-1']],
    ['a marker of a later version', { description: 'tenant-keys:3:a' }, ['marker-damaged key-1']],
    ['a marker of another key', { alias: 'acme_backup' }, ['marker-damaged key-1']],
    ['a marker under an alias that is not ours', { alias: 'Renamed' }, ['marker-damaged key-1']],
    [
      'a marker that was signed with a key that is not configured',
      { description: marked('acme_main', { markerKeys: [{ id: 'k9', secret: 's'.repeat(32) }] }) },
      ['marker-damaged key-1'],
    ],
    [
      'a proof of an alias that no valid request could have',
      { alias: 'Acme_main', description: marked('Acme_main') },
      ['marker-damaged key-1'],
    ],
    ['our name is no marker', { ...foreign, description: 'tenant-keys: ours' }, []],
    ['its state is ignored', { ...foreign, keyState: 'Disabled' }, []],
    ['missing ids are ignored', { ...foreign, keyId: '', resourceId: '' }, []],
  ];
  test.each(rows)('%s', (_, look, kinds) => {
    expect(kindsOf([look])).toEqual(kinds);
    for (const { repairable } of findingsOf([look])) expect(repairable).toBe(false);
  });

  test('it is no orphan, whatever tenants are given', () => {
    expect(kindsOf([{ description: '' }], [])).toEqual(['foreign key-1']);
  });

  test('the tenant is taken from the alias or the tag, if it is a valid id', () => {
    const tenantOf = (look: Look) => findingsOf([look])[0]?.tenantId;
    expect(tenantOf({ description: '' })).toBe('acme');
    expect(tenantOf({ description: '', tag: 'globex' })).toBe('acme');
    expect(tenantOf({ ...foreign, tag: 'globex' })).toBe('globex');
    expect(tenantOf({ ...foreign, tag: '生产' })).toBeUndefined();
    expect(tenantOf({ ...foreign, tag: 'a_b' })).toBeUndefined();
    expect(tenantOf({ alias: 'Renamed' })).toBeUndefined();
  });

  test('nothing else marks two keys without a marker as copies of each other', () => {
    const other = { keyId: 'key-2', alias: 'globex_main', description: '' };
    expect(kindsOf([{ description: '' }, other])).toEqual(['foreign key-1', 'foreign key-2']);
  });

  test('a foreign text of 64 characters is shown whole', () => {
    const alias = `A${'x'.repeat(63)}`;
    const [finding] = findingsOf([{ alias, tag: alias, description: '' }]);
    expect(finding?.alias).toBe(alias);
  });

  test('a long foreign text is cut', () => {
    const long = 'x'.repeat(2_000);
    const [finding] = findingsOf([{ alias: `A${long}`, tag: long, description: '' }]);
    expect(finding?.alias).toHaveLength(65);
    expect(finding?.detail.length).toBeLessThan(140);
  });
});

test('a fleet is read key by key although its pages overlap, and keys that do not resemble ours are not kept', async () => {
  const bare = { ...WELL, keyId: 'key-2', resourceId: 'creatorUin/1/key-2' };
  const named = { ...WELL, keyId: 'key-3', description: '', resourceId: '' };
  const resourceId = 'creatorUin/1/key-4';
  const foreign = { ...WELL, keyId: 'key-4', alias: 'Strange-1', description: '', resourceId };
  const asked: (readonly string[])[] = [];
  const reader: FleetReader = {
    keyPages: async function* () {
      yield [WELL, bare];
      yield [bare, named, foreign];
    },
    tenantTags: async (resourceIds) => {
      asked.push(resourceIds);
      return new Map([['creatorUin/1/key-1', 'acme']]);
    },
  };

  const fleet = await readFleet(reader, SETTINGS, 0);

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

test('a key that is twice on a page is not its own duplicate', async () => {
  const fleet = await readFleet(readerOf([WELL, WELL]), SETTINGS, 0);
  expect(fleet).toMatchObject({ count: 1, keys: [{ keyId: 'key-1' }] });
});

test('a key of ours without an id does not count as one that was read before', async () => {
  const nameless = { ...WELL, keyId: '' };
  const foreign = { ...nameless, alias: 'Strange-1', description: '' };
  const reading = readFleet(readerOf([foreign], [nameless]), SETTINGS, 0);
  await expect(reading).rejects.toMatchObject({ code: 'UnreadableAnswer' });
});

test('foreign keys without an id are counted separately', async () => {
  const foreign = { ...WELL, keyId: '', alias: 'Strange-1', description: '' };
  const reading = readFleet(readerOf([foreign, foreign]), SETTINGS, 0);
  expect(await reading).toEqual({ count: 2, keys: [] });
});

test('a replica of a key in another region is nobody’s, and has no findings', async () => {
  const replica = { ...WELL, keyId: 'key-2', isReplica: true };
  const fleet = await readFleet(readerOf([WELL, replica]), SETTINGS, 0);
  expect(fleet).toMatchObject({ count: 2, keys: [{ keyId: 'key-1' }] });
});

describe('two keys with one marker', () => {
  const renamed = { keyId: 'key-2', alias: 'moved-away', tag: 'acme' };

  test('are named by each other, for nothing tells which of the two is ours', () => {
    const findings = findingsOf([{ tag: 'acme' }, renamed], ['acme']);
    expect(findings.map(({ kind, keyId, detail }) => [kind, keyId, detail])).toEqual([
      [
        'marker-copied',
        'key-1',
        'The key key-2 has the same marker. One of the two was renamed, and the other made under its name: find out by whom.',
      ],
      [
        'marker-copied',
        'key-2',
        'The key key-1 has the same marker. One of the two was renamed, and the other made under its name: find out by whom.',
      ],
    ]);
    expect(findings.map(({ tenantId, repairable }) => [tenantId, repairable])).toEqual([
      ['acme', false],
      [undefined, false],
    ]);
  });

  test('get no tag, which would give access to the wrong one', () => {
    const keys = [{}, renamed].map((look) => seenKey({ ...WELL, ...look }, undefined, SETTINGS));
    expect(neededRepairs(keys)).toEqual([]);
    expect(neededRepairs(keys.slice(0, 1))).toMatchObject([{ keyId: 'key-1' }]);
  });

  test('are duplicates where they have one alias, as while one is being deleted', () => {
    const dying = { keyId: 'key-2', keyState: 'PendingDelete', tag: 'acme' };
    expect(kindsOf([{ tag: 'acme' }, dying])).toEqual(['duplicate key-2']);
  });
});

test('a finding has a sentence, and whether a repair sets it right', () => {
  const detailOf = (look: Look) => {
    const { detail, repairable } = findingsOf([look])[0]!;
    return [detail, repairable];
  };
  expect(detailOf({})).toEqual(['It lacks the tag tenant-keys:tenant.', true]);
  expect(detailOf({ tag: 'a "b"' })).toEqual(['Its tag tenant-keys:tenant is "a \\"b\\"".', true]);
  expect(detailOf({ keyState: 'Archived' })).toEqual([
    'It cannot serve in state "Archived".',
    false,
  ]);
});

test.each<readonly [kind: string, look: Look, finding: Partial<Finding>]>([
  [
    'an untagged key',
    {},
    {
      ...{ kind: 'untagged', tenantId: 'acme', repairable: true },
      detail: 'It lacks the tag tenant-keys:tenant.',
    },
  ],
  [
    'an orphan',
    { tag: 'acme' },
    {
      ...{ kind: 'orphan', tenantId: 'acme' },
      detail: 'Its tenant is not in the given list of tenants.',
    },
  ],
  [
    'a key with the alias of ours',
    { description: '' },
    {
      ...{ kind: 'foreign', tenantId: 'acme' },
      detail: 'Its alias has the form of ours, but it has neither our marker nor our tag.',
    },
  ],
  [
    'a key with the alias and tag of ours',
    { description: '', tag: 'acme' },
    {
      ...{ kind: 'marker-damaged', tenantId: 'acme' },
      detail: 'Its alias and tag have the form of ours, but it has no marker.',
    },
  ],
  [
    'a key with the tag of no tenant',
    { alias: 'Strange-1', description: '', tag: '生产' },
    {
      ...{ kind: 'foreign', alias: 'Strange-1' },
      detail: 'Its tag tenant-keys:tenant is "生产", but it has no marker.',
    },
  ],
  [
    'a key with what is left of a marker',
    { description: 'tenant-keys:2' },
    {
      ...{ kind: 'marker-damaged', tenantId: 'acme' },
      detail:
        'Its marker does not prove its alias here: it was cut or changed, or belongs to another key, region, account or environment.',
    },
  ],
  [
    'a key that was renamed',
    { alias: 'Renamed' },
    {
      ...{ kind: 'marker-damaged', alias: 'Renamed' },
      detail:
        'Its marker does not prove its alias here: it was cut or changed, or belongs to another key, region, account or environment.',
    },
  ],
  [
    'a key whose marker has an unknown signature',
    { description: marked('acme_main', { markerKeys: [{ id: 'k9', secret: 's'.repeat(32) }] }) },
    {
      ...{ kind: 'marker-damaged', tenantId: 'acme' },
      detail: 'Its marker is signed with a key that is not configured.',
    },
  ],
  [
    'a key with a proof of an alias that no request could have',
    { alias: 'Acme_main', description: marked('Acme_main') },
    {
      ...{ kind: 'marker-damaged', alias: 'Acme_main' },
      detail: 'Its marker proves its alias, but no valid request could have that alias.',
    },
  ],
])('%s is described by one finding', (_, look, finding) => {
  const usual = { keyId: 'key-1', alias: 'acme_main', repairable: false };
  const tenants = finding.kind === 'orphan' ? [] : undefined;
  expect(findingsOf([look], tenants)).toStrictEqual([{ ...usual, ...finding }]);
});

test('a duplicate names the key that precedes it', () => {
  const keys = [{ tag: 'acme' }, { keyId: 'key-2', tag: 'acme', createTimeS: 1_800_000_000 }];
  expect(findingsOf(keys)).toMatchObject([
    { keyId: 'key-2', detail: 'The key key-1 has the same alias and precedes it.' },
  ]);
});

test('the repairs that keys need are the same in whatever order the keys are read', () => {
  const keys = ['key-3', 'key-1', 'key-5', 'key-2', 'key-4'].map((keyId) =>
    seenKey({ ...WELL, keyId, resourceId: `creatorUin/1/${keyId}` }, undefined, SETTINGS),
  );
  expect(neededRepairs(keys)).toStrictEqual(
    ['key-1', 'key-2', 'key-3', 'key-4', 'key-5'].map((keyId) => ({
      ...{ keyId, resourceId: `creatorUin/1/${keyId}`, tenantId: 'acme' },
    })),
  );
});

test('a key is kept for its marker alone, and for its tag alone', async () => {
  const renamed = { ...WELL, keyId: 'key-2', alias: 'Renamed', resourceId: 'creatorUin/1/key-2' };
  const foreign = { ...WELL, alias: 'Strange-1', description: '' };
  const keyPages = async function* () {
    yield [foreign, renamed];
  };
  const tenantTags = async () => new Map([[foreign.resourceId, '生产']]);
  const { keys } = await readFleet({ keyPages, tenantTags }, SETTINGS, 0);
  expect(keys.map(({ keyId, marker }) => [keyId, marker])).toEqual([
    ['key-1', 'none'],
    ['key-2', 'damaged'],
  ]);
});

test('an alias has the form of ours when a valid request could have it', () => {
  expect(tenantOfAlias('acme_main')).toBe('acme');
  expect(tenantOfAlias(`${'t'.repeat(36)}_${'k'.repeat(22)}`)).toBe('t'.repeat(36));
  const others = ['acme', 'acme_', '_main', 'a_b_c', 'Acme_main', 'acme-_main', 'kms-1_main', ''];
  for (const alias of [...others, `${'t'.repeat(37)}_main`, `acme_${'k'.repeat(23)}`]) {
    expect(tenantOfAlias(alias), alias).toBeUndefined();
  }
  expect(tenantOfAlias('x--igveq6eh4pcfygnsisfs6a3fki_main')).toBe('x--igveq6eh4pcfygnsisfs6a3fki');
  expect(tenantOfAlias('x--acme_main')).toBeUndefined();
});
