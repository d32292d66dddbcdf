import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type {
  DeadLetterList,
  QuotaReport,
  RedriveAnswer,
  RedrivePlans,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { isSigned, signDeadLetter } from '../../shared/dead-letters/signature.ts';
import type { MarkerKeys } from '../../shared/tenant-key/marker.ts';
import { deadLetterWith, writeDeadLetters, writeRecords } from '../world/dead-letters.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import { heal, operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { queueRequests } from '../world/queue-requests.ts';
import { CONFIG } from '../world/world-config.ts';

const KEYS: MarkerKeys = [{ id: 'k1', secret: 'a-secret-of-at-least-32-characters' }];
const NEW_KEY = { id: 'k2', secret: 'another-secret-of-at-least-32-characters' };
const FOREIGN: MarkerKeys = [{ id: 'k1', secret: 'an-attacker-made-up-this-secret--' }];
const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';

/** A dead letter with every field. */
const FULL = deadLetterWith('a', {
  runbook: 'https://tenant-keys.example/docs/runbook.md#keydisabled',
  problems: [{ pointer: '#/keyName', detail: 'It is too long.' }],
  kmsRequestId: 'kms-1',
  keyId: 'key-1',
  tagCode: 2,
  tagMsg: 'It is busy.',
  claimed: { requestId: 'r-1', tenantId: 'acme', keyName: 'main' },
  identity: { requestId: 'r-1', tenantId: 'acme', keyName: 'main', fingerprint: 'print' },
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7, messageId: 'm-1' },
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  cut: { bytes: 200_000, sha256: 'x'.repeat(43) },
});

describe('the signature of a dead letter', () => {
  test('is an HMAC-SHA256 of its fields with the first key', () => {
    expect(signDeadLetter(deadLetterWith('a'), [...KEYS, NEW_KEY])).toEqual(
      deadLetterWith('a', { seal: 'k1:2YPAXpSQowsIGo154GDXTcvTFA5YceNSzgITzm7iGfk' }),
    );
  });

  test.each<[string, DeadLetter]>([
    ['with every field', FULL],
    ['without optional fields', deadLetterWith('a')],
    ['with a text that UTF-8 cannot represent', deadLetterWith('a', { text: '\ud83d "\\\n' })],
  ])('is valid when the dead letter is read again: %s', (_, deadLetter) => {
    const read: DeadLetter = JSON.parse(JSON.stringify(signDeadLetter(deadLetter, KEYS)));
    expect(isSigned(read, KEYS)).toBe(true);
    const reversed = Object.fromEntries(Object.entries(read).reverse());
    expect(isSigned(JSON.parse(JSON.stringify(reversed)), KEYS)).toBe(true);
  });

  test('stays valid when the keys are rotated, until the old one is removed', () => {
    const signed = signDeadLetter(FULL, KEYS);
    expect(isSigned(signed, [NEW_KEY, ...KEYS])).toBe(true);
    expect(isSigned(signDeadLetter(FULL, [NEW_KEY, ...KEYS]), [NEW_KEY])).toBe(true);
    expect(isSigned(signed, [NEW_KEY])).toBe(false);
    expect(isSigned(signed, FOREIGN)).toBe(false);
  });

  const { identity, claimed, source, cut } = FULL;
  test.each<Partial<DeadLetter>>([
    { id: 'b' },
    { code: QUOTA_USED_UP },
    { state: 'waiting' },
    { stage: 'parse' },
    { reason: 'Another.' },
    { nextStep: 'Another.' },
    { runbook: 'https://example.com' },
    { problems: [] },
    { problems: [{ pointer: '#', detail: 'It is too long.' }] },
    { problems: [{ pointer: '#/keyName', detail: 'Another.' }] },
    { kmsRequestId: 'kms-2' },
    { keyId: 'key-2' },
    { tagCode: 1 },
    { tagMsg: 'Another.' },
    { claimed: { ...claimed!, requestId: 'r-2' } },
    { claimed: { ...claimed!, tenantId: 'globex' } },
    { claimed: { ...claimed!, externalTenantId: 'Globex' } },
    { claimed: { ...claimed!, keyName: 'other' } },
    { identity: { ...identity!, requestId: 'r-2' } },
    { identity: { ...identity!, tenantId: 'globex' } },
    { identity: { ...identity!, externalTenantId: 'Globex' } },
    { identity: { ...identity!, keyName: 'other' } },
    { identity: { ...identity!, fingerprint: 'other' } },
    { source: { ...source, door: 'http' } },
    { source: { ...source, topic: 'others' } },
    { source: { ...source, partition: 1 } },
    { source: { ...source, offset: 8 } },
    { source: { ...source, messageId: 'm-2' } },
    { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00' },
    { cut: { ...cut!, bytes: 200_001 } },
    { cut: { ...cut!, sha256: 'y'.repeat(43) } },
    { text: '{} ' },
    { attempts: 9 },
    { redrives: 3 },
    { firstSeenAt: '2026-11-01T00:00:00.000Z' },
    { lastSeenAt: '2026-12-01T00:00:00.000Z' },
    { sinceAt: '2026-11-01T00:00:00.000Z' },
    { nextAttemptAt: '2026-11-01T00:00:00.000Z' },
    { sentAt: '2026-11-01T00:00:00.000Z' },
    { recordKey: 'a/x' },
    { copies: 3 },
    { places: { first: ['key-requests/0/7'], last: [] } },
  ])('is invalid after a change to %j', (fields) => {
    expect(isSigned({ ...signDeadLetter(FULL, KEYS), ...fields }, KEYS)).toBe(false);
  });

  test.each([
    ...(['runbook', 'kmsRequestId', 'tagCode', 'tagMsg', 'keyId'] as const),
    ...(['identity', 'claimed', 'traceparent', 'cut'] as const),
  ])('is invalid when %s is removed', (name) => {
    const { [name]: _, ...others } = signDeadLetter(FULL, KEYS);
    expect(isSigned(others, KEYS)).toBe(false);
  });

  test('is invalid when somebody added a key, which would keep one from being created', () => {
    const signed = signDeadLetter(deadLetterWith('a'), KEYS);
    expect(isSigned({ ...signed, keyId: 'key-1' }, KEYS)).toBe(false);
  });

  test.each(['', 'k1', 'k1:', ':', 'k9:x', 'constructor:x', `k1:${'A'.repeat(43)}`])(
    'is invalid when it is %j',
    (signature) => {
      expect(isSigned({ ...FULL, seal: signature }, KEYS)).toBe(false);
    },
  );

  test('is invalid when it is missing', () => {
    expect(isSigned(FULL, KEYS)).toBe(false);
  });

  test('is checked without an error when the dead letter nests too deeply to be serialised', () => {
    const deep = JSON.parse(`${'[{"identity":'.repeat(20_000)}0${'}]'.repeat(20_000)}`);
    const identity = { ...FULL.identity!, identity: deep };
    expect(isSigned({ ...signDeadLetter(FULL, KEYS), identity, deep } as DeadLetter, KEYS)).toBe(
      true,
    );
  });
});

const SIGNED_ONLY = {
  ...CONFIG,
  messageSigning: {
    keys: [{ id: 'm1', secret: 'a-message-key-of-at-least-32-chars' }],
    ageSMax: 60,
  },
} as const;
const SIGNING = { config: SIGNED_ONLY };
const ALL = { command: 'redrive', selection: { all: true, states: ['waiting', 'parked'] } };

/** Of a tenant that never requested a key. */
const MADE_UP = deadLetterWith('made-up', {
  ...{ code: QUOTA_USED_UP, text: requestText('mallory'), firstSeenAt: '1970-01-01T00:00:00.000Z' },
});

/** Has the forged dead letter and a genuine one that waits for the key quota, which has room again. */
async function worldWith(...deadLetters: readonly DeadLetter[]): Promise<OperatorWorld> {
  const world = operatorWorld({ switches: { cmkLimit: 0 } });
  await queueRequests(world, ['acme']);
  writeDeadLetters(world, deadLetters);
  world.machine.setSwitches({ cmkLimit: 10 });
  world.machine.journal.clear();
  return world;
}

const tenantsWithKeys = async (world: OperatorWorld) => {
  const { KeyMetadatas } = await world.call('ListKeyDetail', { Limit: 200 });
  return (KeyMetadatas as { Alias: string }[]).map(({ Alias }) => Alias.split('_')[0]);
};

/** The texts that heal sent. */
const sentIn = ({ machine }: OperatorWorld) =>
  machine.topics
    .get('key-requests')!
    .read(0, 9)
    .map(({ value }) => value);

describe('where messages must be signed, a forged dead letter', () => {
  const FORGED: readonly (readonly [string, DeadLetter])[] = [
    ['without a signature', MADE_UP],
    ['with the signature of another key', signDeadLetter(MADE_UP, FOREIGN)],
    [
      'with the signature of another dead letter',
      { ...MADE_UP, seal: signDeadLetter(FULL, MARKER_KEYS).seal! },
    ],
  ];

  test.each(FORGED)('is not sent in again: %s', async (_, deadLetter) => {
    const world = await worldWith(deadLetter);
    expect(await heal(world, SIGNING)).toMatchObject({ sent: 1, waiting: 1, parked: 1 });
    const sent = sentIn(world);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain('acme');
    expect(sent[0]).not.toContain('mallory');
    expect(world.waiting()).toContainEqual(deadLetter);
  });

  test.each(FORGED)('is refused to operators, who may discard it: %s', async (...row) => {
    const [, forged] = row;
    const world = await worldWith(forged);
    const list = await operate<DeadLetterList>(world, { ...ALL, command: 'list' }, SIGNING);
    expect(list.letters.map(({ isUnsealed }) => isUnsealed)).toEqual([true, undefined]);
    const plan = await operate<RedrivePlans>(world, { ...ALL, command: 'plan' }, SIGNING);
    const refused = { id: 'made-up', outcome: 'refused', code: 'LetterUnsealed' };
    expect(plan.plans).toMatchObject([refused, { outcome: 'provisioned' }]);
    const redriven = await operate<RedriveAnswer>(world, ALL, SIGNING);
    expect(redriven.results).toMatchObject([refused, { outcome: 'provisioned' }]);
    expect(await tenantsWithKeys(world)).toEqual(['acme']);

    await operate(world, { command: 'discard', ids: ['made-up'], reason: 'made up' }, SIGNING);
    expect(world.waiting()).toEqual([]);
  });

  test('is not counted as waiting for the key quota', async () => {
    const world = await worldWith(MADE_UP);
    const report = await operate<QuotaReport>(world, { command: 'quota' }, SIGNING);
    expect(report.waiting).toBe(1);
  });

  test('is refused too when it replaced a genuine one', async () => {
    const world = await worldWith(deadLetterWith('other'));
    const [{ id, ...ours } = deadLetterWith('a')] = world.waiting();
    writeDeadLetters(world, [{ ...ours, id, text: requestText('mallory') }]);
    expect(await heal(world, SIGNING)).toMatchObject({ sent: 0, parked: 2 });
    const redriven = await operate<RedriveAnswer>(world, ALL, SIGNING);
    expect(redriven.results.map(({ code }) => code)).toEqual(['LetterUnsealed', 'LetterUnsealed']);
    expect(await tenantsWithKeys(world)).toEqual([]);
  });

  test('is refused by a redrive that had read a genuine one before', async () => {
    const world = await worldWith(deadLetterWith('other'));
    const { records } = world.operator;
    let readings = 0;
    const readAll: typeof records.readAll = async (...args) => {
      readings += 1;
      if (readings === 2) {
        const [{ id, recordKey = id } = { id: '' }] = world.waiting();
        writeRecords(world, [[recordKey, JSON.stringify({ ...MADE_UP, id, recordKey })]]);
      }
      return records.readAll(...args);
    };
    const operator = { ...world.operator, records: { ...records, readAll } };
    const redriven = await operate<RedriveAnswer>(world, ALL, { ...SIGNING, operator });
    expect(redriven.results.map(({ code }) => code)).toEqual(['LetterUnsealed', 'LetterUnsealed']);
    expect(await tenantsWithKeys(world)).toEqual([]);
  });
});

describe('where messages must be signed, a genuine dead letter', () => {
  test('is redriven whatever a forged record beside it says', async () => {
    const world = await worldWith();
    const [{ id } = { id: '' }] = world.waiting();
    const forged = { ...MADE_UP, id, recordKey: `${id}/x`, redrives: 99, keyId: 'k-forged' };
    writeDeadLetters(world, [forged]);
    const redriven = await operate<RedriveAnswer>(world, ALL, SIGNING);
    expect(redriven.results).toMatchObject([{ id, outcome: 'provisioned' }]);
    expect(await tenantsWithKeys(world)).toEqual(['acme']);
  });

  test('that is copied to another key adds nothing to its totals', async () => {
    const world = await worldWith();
    const [genuine = deadLetterWith('a')] = world.waiting();
    writeDeadLetters(world, [{ ...genuine, recordKey: `${genuine.id}/x` }]);
    const list = await operate<DeadLetterList>(world, { ...ALL, command: 'list' }, SIGNING);
    expect(list.letters).toMatchObject([{ id: genuine.id, attempts: genuine.attempts }]);
    expect(list.letters[0]).not.toHaveProperty('isUnsealed');
  });

  test('is parked again with a valid signature, however often', async () => {
    const world = operatorWorld();
    world.fail('CreateKey', { error: 'InvalidParameter' });
    await queueRequests(world, ['acme']);
    for (let redrives = 1; redrives <= 3; redrives += 1) {
      await operate<RedriveAnswer>(world, ALL, SIGNING);
      const [deadLetter] = world.waiting();
      expect(deadLetter).toMatchObject({ redrives, code: 'InvalidParameter' });
      expect(isSigned(deadLetter!, MARKER_KEYS)).toBe(true);
    }
  });

  test('that was signed with an old key is sent in again as long as that key is configured', async () => {
    const markerKeys = [NEW_KEY, ...MARKER_KEYS] as const;
    const provisioning = { ...SIGNED_ONLY.provisioning, markerKeys };
    const world = await worldWith(deadLetterWith('other'));
    const config = { ...SIGNED_ONLY, provisioning };
    expect(await heal(world, { config })).toMatchObject({ sent: 1, waiting: 1, parked: 1 });
  });
});

describe('where messages need not be signed, a genuine dead letter', () => {
  test.each<[string, Partial<DeadLetter>]>([
    ['redrives', { redrives: 99 }],
    ['a key', { keyId: 'k-forged' }],
    ['a later time', { lastSeenAt: '2026-12-31T00:00:00.000Z', text: requestText('mallory') }],
    ['attempts', { attempts: 1_000 }],
  ])('takes no %s from an unsigned record beside it', async (_, fields) => {
    const world = await worldWith();
    const [genuine = deadLetterWith('a')] = world.waiting();
    const { id, seal: __, ...copied } = genuine;
    const recordKey = `${id}/x`;
    writeDeadLetters(world, [{ ...copied, id, recordKey, ...fields }]);
    const list = await operate<DeadLetterList>(world, { ...ALL, command: 'list' });
    const { attempts, redrives, lastSeenAt } = genuine;
    expect(list.letters).toMatchObject([{ id, attempts, redrives, lastSeenAt }]);
    expect(list.letters[0]).not.toHaveProperty('keyId');
    const redriven = await operate<RedriveAnswer>(world, ALL);
    expect(redriven.results).toMatchObject([{ id, outcome: 'provisioned' }]);
    expect(await tenantsWithKeys(world)).toEqual(['acme']);
    expect(world.waiting()).toEqual([]);
  });
});

test('where messages need not be signed, dead letters need no signature', async () => {
  const world = await worldWith(MADE_UP);
  expect(await heal(world)).toMatchObject({ sent: 2, waiting: 2, parked: 0 });
});
