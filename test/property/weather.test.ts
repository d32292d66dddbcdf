import { describe, expect, test } from 'vitest';
import { chanceOf } from '../../emulator/api/chance.ts';
import type { Switches } from '../../emulator/api/switches.ts';
import type { Effect } from '../../emulator/faults/fault-book.ts';
import { batchLimits, handleBatch } from '../../shared/tenant-key/handle-batch.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

// Set SEED to replay one world, and WORLDS to try more of them.
const FIRST = Number(process.env.SEED ?? 1);
const WORLDS = process.env.SEED ? 1 : Number(process.env.WORLDS ?? 50);

/** Deliveries until the weather clears, and until everything must be settled. */
const STORMY_DELIVERIES = 6;
const DELIVERIES_MAX = 40;

/** Names that contain one another catch a search that takes the first match. */
const TENANTS = ['acme', 'acme-eu', 'acme-eu-1', 'eu-acme', 'a', 'Not A Tenant'];
const KEY_NAMES = ['main', 'main-2', 'ain'];

const EFFECTS: readonly Effect[] = [
  { lostAnswer: true },
  { error: 'InternalError' },
  { error: 'InternalError', after: true },
  { error: 'RequestLimitExceeded' },
  { error: 'FailedOperation.ResourceTagProcessing' },
  { error: 'UnauthorizedOperation' },
  { http: 502 },
  { truncate: true },
  { notJson: true },
  { lateMs: 2_500 },
  { delayMs: 4_000 },
  { delayMs: 800 },
];

const CREATE_EFFECTS: readonly Effect[] = [
  { tagCode: 1 },
  { tagCode: 2, lostAnswer: true },
  { error: 'FailedOperation.TaggingError' },
  { error: 'LimitExceeded.CmkLimitExceeded' },
];

const ACTIONS = [
  'CreateKey',
  'ListKeyDetail',
  'DescribeKey',
  'CreateTags',
  'TagResources',
  'DescribeResourceTagsByResourceIds',
  'topics:publish:key-events',
  'topics:publish:key-dead-letters',
];

describe('whatever the weather', () => {
  test(`the promises hold, in ${WORLDS} worlds from seed ${FIRST} on`, async () => {
    for (let seed = FIRST; seed < FIRST + WORLDS; seed += 1) {
      await checkWorld(seed).catch((cause: Error) => {
        throw new Error(`SEED=${seed}: ${cause.message}`, { cause });
      });
    }
  }, 120_000);

  test('a seed replays to the same history', async () => {
    const histories = [];
    for (let run = 0; run < 2; run += 1) {
      const { world } = await live(FIRST);
      histories.push(JSON.stringify([world.machine.journal.list(), world.events()]));
    }
    expect(histories[0]).toBe(histories[1]);
  });
});

/** Lets one world live: a storm, then calm, until every batch is acknowledged. */
async function live(seed: number) {
  const { random } = chanceOf(String(seed), 'world');
  const chance = (probability: number) => random() < probability;
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;
  const callsPerSecondMax = pick([5, 20, 80]);
  const world = provisioningWorld({
    seed: String(seed),
    switches: switchesOf(chance, pick),
    callsPerSecondMax,
  });
  setWeather(world, chance, pick);

  const messages = messagesOf(chance, pick);
  // Each is a partition of its own: the batches come at the same time, and again until acknowledged.
  await world.clock.run(Promise.all([messages, messages.filter(() => chance(0.3))].map(deliver)));
  return { world, messages };

  async function deliver(batch: readonly Message[]): Promise<number> {
    for (let deliveries = 1; ; deliveries += 1) {
      if (deliveries > STORMY_DELIVERIES) world.machine.faults.clear();
      const deadlineMs = world.clock.nowMs() + 60_000;
      const limits = batchLimits(callsPerSecondMax);
      const handled = await handleBatch(batch, world.ports, SETTINGS, limits, deadlineMs);
      expect(world.clock.nowMs(), 'a batch outlived its function').toBeLessThanOrEqual(deadlineMs);
      if (handled.stoppedBy === undefined) return deliveries;
      if (deliveries > DELIVERIES_MAX) throw new Error(`stopped for ever by ${handled.stoppedBy}`);
      await world.clock.sleep(1_000);
    }
  }
}

type Chance = (probability: number) => boolean;
type Pick = <T>(some: readonly T[]) => T;

function switchesOf(chance: Chance, pick: Pick): Partial<Switches> {
  return {
    cmkLimit: pick([4, 12, 200]),
    tagsMustExist: chance(0.5),
    taggingErrorLeavesKey: chance(0.5),
    listStaleMs: pick([0, 0, 300, 5_000]),
    tagStaleMs: pick([0, 0, 300]),
  };
}

/** Half of the faults are off in each world, so that some see one kind and nothing else. */
function setWeather({ fail }: ProvisioningWorld, chance: Chance, pick: Pick): void {
  for (const action of ACTIONS) {
    if (chance(0.5)) continue;
    const isTopic = action.startsWith('topics:');
    const topicEffects = [{ http: 503 }, { lostAnswer: true }];
    const own = action === 'CreateKey' && chance(0.5) ? CREATE_EFFECTS : EFFECTS;
    fail(action, pick<Effect>(isTopic ? topicEffects : own), { probability: pick([0.1, 0.4, 1]) });
  }
}

function messagesOf(chance: Chance, pick: Pick): readonly Message[] {
  const texts = Array.from({ length: 30 }, (_, index) => {
    if (chance(0.08)) return `{"poison":${index}`;
    const description = chance(0.15) ? pick(['one', 'two']) : '';
    const request = { tenantId: pick(TENANTS), keyName: pick(KEY_NAMES), description };
    return JSON.stringify({ requestId: `r-${index}`, ...request });
  });
  const delivered = texts.flatMap((text) => (chance(0.2) ? [text, text] : [text]));
  return delivered.map((text, offset) => ({
    text,
    source: { door: 'queue', topic: 'key-requests', partition: 0, offset },
    callerWaits: false,
  }));
}

async function checkWorld(seed: number): Promise<void> {
  const { world, messages } = await live(seed);
  world.machine.faults.clear();
  world.machine.setSwitches({ listStaleMs: 0, tagStaleMs: 0, rateLimits: false });
  await world.clock.run(world.clock.sleep(10_000)); // What was late has happened by then.
  await checkKeys(world);
  checkEnds(world, messages);
  checkSpecs(world, messages);
}

/** P1: one key for a name; P4: one event for a request and key; and each is tagged. */
async function checkKeys(world: ProvisioningWorld): Promise<void> {
  const { KeyMetadatas } = await world.call('ListKeyDetail', { KeyUsage: 'ALL', Limit: 200 });
  const keys = KeyMetadatas as readonly { KeyId: string; Alias: string; ResourceId: string }[];
  expect(new Set(keys.map(({ Alias }) => Alias)).size).toBe(keys.length);

  const eventById = new Map<string, string>();
  for (const event of world.events()) {
    const text = JSON.stringify(event);
    expect(eventById.get(event.id) ?? text, 'a repeat differs').toBe(text);
    eventById.set(event.id, text);
    if (event.type !== 'tenant-key.provisioned') continue;
    const key = keys.find(({ KeyId }) => KeyId === event.data.keyId);
    expect(key?.Alias).toBe(`${event.data.tenantId}_${event.data.keyName}`);
    expect(await tenantOf(world, key!.ResourceId)).toBe(event.data.tenantId);
  }
}

async function tenantOf(world: ProvisioningWorld, resourceId: string) {
  const { Tags } = await world.call('DescribeResourceTagsByResourceIds', {
    ServiceType: 'kms',
    ResourcePrefix: 'key',
    ResourceIds: [resourceId],
    ResourceRegion: 'ap-guangzhou',
  });
  const tags = Tags as readonly { TagKey: string; TagValue: string }[];
  return tags.find(({ TagKey }) => TagKey === 'tenant-keys:tenant')?.TagValue;
}

/** P3: each message has an end, and provisioned and rejected exclude each other; P7: with reason. */
function checkEnds(world: ProvisioningWorld, messages: readonly Message[]): void {
  const ends = new Map<string, Set<string>>();
  for (const event of world.events()) {
    const { requestId = '' } = event.data;
    const kinds = ends.get(requestId) ?? new Set();
    ends.set(requestId, kinds.add(event.type));
    if (event.type === 'tenant-key.rejected') {
      const expected = event.data.tenantId === 'Not A Tenant' ? 'RequestInvalid' : 'KeyConflict';
      expect(event.data.code).toBe(expected);
    }
  }
  const parkedTexts = new Set(world.letters().map(({ text }) => text));
  for (const { text } of messages) {
    const id = /"requestId":"([^"]*)"/.exec(text)?.[1];
    if (id === undefined) {
      expect(parkedTexts, 'poison was lost').toContain(text);
      continue;
    }
    const kinds = ends.get(id) ?? new Set();
    expect(kinds.size, `${id} was lost`).toBeGreaterThan(0);
    const both = kinds.has('tenant-key.provisioned') && kinds.has('tenant-key.rejected');
    expect(both, `${id} was provisioned and rejected`).toBe(false);
  }
}

/** P2: a key serves those requests alone that ask for exactly what it was made for. */
function checkSpecs(world: ProvisioningWorld, messages: readonly Message[]): void {
  const specById = new Map<string, string>();
  for (const { text } of messages) {
    const [, id, spec] = /^{"requestId":"([^"]*)",(.*)}$/.exec(text) ?? [];
    if (id !== undefined && spec !== undefined) specById.set(id, spec);
  }
  const specByKey = new Map<string, string | undefined>();
  for (const { type, data } of world.events()) {
    if (type !== 'tenant-key.provisioned') continue;
    const spec = specById.get(data.requestId);
    expect(specByKey.get(data.keyId) ?? spec, 'one key serves two specifications').toBe(spec);
    specByKey.set(data.keyId, spec);
  }
}
