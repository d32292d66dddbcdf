import { describe, expect, test } from 'vitest';
import { blockedTenants } from '../../shared/key-status/blocked-tenants.ts';
import type { InstanceReport } from '../../shared/key-status/generated/instance-report.ts';
import { reportMessage } from '../../shared/key-status/report-message.ts';
import { keyStatusTable } from '../../shared/key-status/table.ts';
import { blockMessage, blockRemoval } from '../../shared/key-status/tenant-block.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { MarkerKeys } from '../../shared/tenant-key/marker.ts';
import type { TopicMessage, TopicReader } from '../../shared/topics/topics.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import { machineTopicReader } from '../world/machine-topic-reader.ts';
import { BEGINNING_MS, provisioningWorld } from '../world/provisioning-world.ts';

const BLOCK = { tenantId: 'acme', blockedAt: '2026-11-02T00:00:00.000Z', reason: 'too many' };
const SIGNED = blockMessage(BLOCK, MARKER_KEYS);

const REPORT: InstanceReport = {
  ...{ functionName: 'provision-keys', instanceId: 'k3f9x0aq' },
  ...{ reportedAt: '2026-11-02T00:00:00.000Z', windowS: 60, calls: 9, throttles: 0 },
  callsPerSecondMax: 4,
};

/** A world with records on the topic, and a reader of it that counts its readings. */
function statusWorld() {
  const world = provisioningWorld();
  const { machine, clock } = world;
  const reader = machineTopicReader(machine, clock);
  const starts: number[] = [];
  const records: TopicReader = {
    ...reader,
    readAll: (topic, onPage, deadlineMs, start = new Map()) => {
      starts.push(start.get(0) ?? 0);
      return reader.readAll(topic, onPage, deadlineMs, start);
    },
  };
  const write = (...messages: readonly TopicMessage[]) =>
    machine.topics
      .get('key-status')!
      .append(messages.map(({ key = null, value }) => ({ key, value, headers: {} })));
  const pass = (ms: number) => clock.run(clock.sleep(ms));
  return { ...world, records, starts, write, pass };
}

type StatusWorld = ReturnType<typeof statusWorld>;

const refreshed = (
  { records, clock }: StatusWorld,
  table = keyStatusTable(MARKER_KEYS),
  nowMs = BEGINNING_MS,
) => clock.run(table.refresh(records, nowMs, clock.nowMs() + 5_000));

describe('a block', () => {
  test('is what we signed, until it is removed', async () => {
    const world = statusWorld();
    world.write(SIGNED, blockMessage({ ...BLOCK, tenantId: 'globex' }, MARKER_KEYS));
    const { blocks, unproven } = await refreshed(world);
    expect([...blocks.keys()]).toEqual(['acme', 'globex']);
    expect(blocks.get('acme')).toMatchObject(BLOCK);
    expect(unproven).toBe(0);
    world.write(blockRemoval('acme'));
    expect([...(await refreshed(world)).blocks.keys()]).toEqual(['globex']);
  });

  test('without a reason is one too, and a key that signs no more still proves it', async () => {
    const world = statusWorld();
    const { reason: _, ...bare } = BLOCK;
    world.write(blockMessage(bare, MARKER_KEYS));
    const newer: MarkerKeys = [{ id: 'k2', secret: 'b'.repeat(32) }, ...MARKER_KEYS];
    const { blocks } = await refreshed(world, keyStatusTable(newer));
    expect(blocks.get('acme')).not.toHaveProperty('reason');
  });

  const value = JSON.parse(SIGNED.value!);
  const forged: readonly (readonly [what: string, key: string, value: string])[] = [
    ['that names another tenant', 'block:globex', JSON.stringify({ ...value, tenantId: 'globex' })],
    ['with another id', 'block:acme', JSON.stringify({ ...value, externalTenantId: 'ACME' })],
    ['under the key of another tenant', 'block:globex', JSON.stringify(value)],
    ['with another reason', 'block:acme', JSON.stringify({ ...value, reason: 'none' })],
    ['with another time', 'block:acme', JSON.stringify({ ...value, blockedAt: 'now' })],
    ['without a signature', 'block:acme', JSON.stringify(BLOCK)],
    ['with a signature of nobody', 'block:acme', JSON.stringify({ ...value, signature: 'k1:x' })],
    ['of an unknown key', 'block:acme', JSON.stringify({ ...value, signature: 'k9:x' })],
    ['that is no object', 'block:acme', '[]'],
    ['that is no JSON', 'block:acme', '{'],
  ];
  test.each(forged)('%s blocks nobody, and is counted', async (_, key, text) => {
    const world = statusWorld();
    world.write({ key, value: text });
    expect(await refreshed(world)).toMatchObject({ blocks: new Map(), unproven: 1 });
  });

  test('is lost to a forged record with its key, as compaction would forget it', async () => {
    const world = statusWorld();
    world.write(SIGNED, { key: 'block:acme', value: '{}' });
    expect(await refreshed(world)).toMatchObject({ blocks: new Map(), unproven: 1 });
  });

  test('finds room however much is forged', async () => {
    const world = statusWorld();
    const junk = Array.from({ length: 1_500 }, (_, number) => [
      { key: `block:t${number}`, value: '{}' },
      { key: `instance:a/${number}`, value: '{}' },
    ]);
    world.write(...junk.flat(), SIGNED);
    const { blocks, unproven, staleKeys } = await refreshed(world);
    expect([...blocks.keys()]).toEqual(['acme']);
    expect([unproven, staleKeys.length]).toEqual([1_000, 1_000]);
  });
});

describe('the table of the topic', () => {
  test('reads the end only, and everything once an hour', async () => {
    const world = statusWorld();
    const table = keyStatusTable(MARKER_KEYS);
    world.write(SIGNED);
    await refreshed(world, table);
    world.write(reportMessage(REPORT), { key: null as never, value: 'another' });
    const { blocks, reports } = await refreshed(world, table, BEGINNING_MS + 3_599_000);
    expect([blocks.size, reports]).toEqual([1, []]);
    expect(table.known(BEGINNING_MS).reports).toEqual([REPORT]);
    await refreshed(world, table, BEGINNING_MS + 3_600_000);
    expect(world.starts).toEqual([0, 1, 0]);
  });

  test('keeps what it knows when it cannot be read', async () => {
    const world = statusWorld();
    const table = keyStatusTable(MARKER_KEYS);
    world.write(SIGNED);
    await refreshed(world, table);
    world.write(blockRemoval('acme'));
    world.fail('topics:read:key-status', { http: 503 });
    await expect(refreshed(world, table)).rejects.toThrow(ApiError);
    expect([...table.known(BEGINNING_MS).blocks.keys()]).toEqual(['acme']);
  });

  test('has the last report of each instance, and the keys of those that are stale or no reports', async () => {
    const world = statusWorld();
    const other = { ...REPORT, instanceId: 'b' };
    world.write(
      reportMessage({ ...REPORT, calls: 1 }),
      reportMessage(REPORT),
      reportMessage({ ...other, reportedAt: '2026-11-01T23:45:00.000Z' }),
      reportMessage({ ...other, instanceId: 'c', reportedAt: '2026-11-02T00:15:00.000Z' }),
      reportMessage({ ...other, instanceId: 'd' }),
      reportMessage({ ...other, functionName: 'accept-request' }),
      { key: 'instance:provision-keys/d', value: null },
      { key: 'instance:provision-keys/e', value: '{' },
      { key: 'instance:provision-keys/f', value: JSON.stringify(REPORT) },
      { key: 'another', value: 'record' },
    );
    const { reports, staleKeys } = await refreshed(world);
    expect(reports).toEqual([{ ...other, functionName: 'accept-request' }, REPORT]);
    expect(staleKeys).toEqual(
      ['b', 'c', 'e', 'f'].map((instance) => `instance:provision-keys/${instance}`),
    );
  });
});

test('the reports are listed by function and instance, and claim no block', async () => {
  const world = statusWorld();
  const instances = ['b', 'd', 'a', 'c'].map((instanceId) => ({ ...REPORT, instanceId }));
  world.write(...instances.map(reportMessage), SIGNED);
  const { reports, blocks, unproven } = await refreshed(world);
  expect(reports.map(({ instanceId }) => instanceId)).toEqual(['a', 'b', 'c', 'd']);
  expect([blocks.size, unproven]).toEqual([1, 0]);
});

describe('an instance', () => {
  const blocksOf = ({ records, clock, machine }: StatusWorld) =>
    blockedTenants(records, MARKER_KEYS, { clock, wallMs: machine.nowMs });

  test('reads again a minute after it began to read, and not before', () => {
    const { clock } = provisioningWorld();
    let [nowMs, readings] = [0, 0];
    const readAll: TopicReader['readAll'] = async () => {
      readings += 1;
      return new Map();
    };
    const times = { clock: { ...clock, nowMs: () => nowMs }, wallMs: () => BEGINNING_MS };
    const blocks = blockedTenants({ readAll }, MARKER_KEYS, times);
    const readingsAt = (ms: number) => {
      nowMs = ms;
      blocks.isBlocked('acme');
      return readings;
    };
    expect([0, 59_999, 60_000, 60_001].map(readingsAt)).toEqual([1, 1, 2, 2]);
  });

  test('waits once until it knows who is blocked, then never, and reads once a minute', async () => {
    const world = statusWorld();
    const { clock, starts, pass } = world;
    const blocks = blocksOf(world);
    world.write(SIGNED);
    await clock.run(blocks.known());
    expect([blocks.isBlocked('acme'), blocks.isBlocked('globex')]).toEqual([true, false]);

    world.write(blockRemoval('acme'));
    await pass(59_000);
    const beforeMs = clock.nowMs();
    await blocks.known();
    expect([clock.nowMs(), starts.length, blocks.isBlocked('acme')]).toEqual([beforeMs, 1, true]);

    await pass(1_000);
    await blocks.known();
    // Read beside the work: this request is handled by what was known.
    expect([blocks.isBlocked('acme'), starts.length]).toEqual([true, 2]);
    await pass(100);
    expect([blocks.isBlocked('acme'), starts.length]).toEqual([false, 2]);
  });

  test('that was idle waits until it knows what has changed since', async () => {
    const world = statusWorld();
    const blocks = blocksOf(world);
    await world.clock.run(blocks.known());
    world.write(SIGNED);
    await world.pass(75_000);
    await world.clock.run(blocks.known());
    expect(blocks.isBlocked('acme')).toBe(true);
  });

  test('goes on by what it knows while the topic cannot be read', async () => {
    const world = statusWorld();
    const blocks = blocksOf(world);
    world.write(SIGNED);
    await world.clock.run(blocks.known());
    world.write(blockRemoval('acme'));
    world.fail('topics:read:key-status', { http: 503 });
    await world.pass(120_000);
    await world.clock.run(blocks.known());
    expect(blocks.isBlocked('acme')).toBe(true);
  });

  test('waits for half a second at most', async () => {
    const world = statusWorld();
    const blocks = blocksOf(world);
    world.write(SIGNED);
    world.fail('topics:read:key-status', { delayMs: 4_000 });
    await world.clock.run(blocks.known());
    expect(world.clock.nowMs()).toBe(500);
    expect(blocks.isBlocked('acme')).toBe(false);
  });
});
