import { describe, expect, test } from 'vitest';
import { type RandomSource as Dice, randomSource } from '../../emulator/api/random-source.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import type { RedriveAnswer } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { batchLimits, handleBatch } from '../../shared/tenant-key/handle.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import { operate, served } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { SETTINGS } from '../world/provisioning-world.ts';
import { stableText } from '../world/stable-event.ts';

// Set SEED to replay one world, and WORLDS to try more of them.
const FIRST = Number(process.env.SEED ?? 1);
const WORLDS = process.env.SEED ? 1 : Number(process.env.WORLDS ?? 40);

const ALL = { command: 'redrive', selection: { all: true, states: ['waiting', 'parked'] } };
const TIME_MS = 60_000;
const DELIVERIES_MAX = 40;

/** Faults that park requests at first. */
const PARKING: readonly (readonly [action: string, effect: Effect])[] = [
  ['CreateKey', { error: 'LimitExceeded.CmkLimitExceeded' }],
  ['CreateKey', { error: 'InvalidParameterValue.InvalidAlias' }],
  ['TagResources', { error: 'LimitExceeded.TagValue' }],
  ['topics:publish:key-events', { http: 413 }],
];

/** Faults during the redrives, and during live traffic beside them. */
const WEATHER: readonly (readonly [action: string, effect: Effect])[] = [
  ['CreateKey', { lostAnswer: true }],
  ['CreateKey', { lateMs: 2_500 }],
  ['CreateKey', { tagCode: 1 }],
  ['CreateKey', { error: 'InternalError', after: true }],
  ['TagResources', { lostAnswer: true }],
  ['ListKeyDetail', { http: 502 }],
  ['DescribeResourceTagsByResourceIds', { truncate: true }],
  ['topics:publish:key-events', { lostAnswer: true }],
  ['topics:publish:key-dead-letters', { lostAnswer: true }],
  ['topics:publish:key-dead-letters', { http: 503 }],
];

describe('two redrives at once beside live traffic (P10)', () => {
  test(`lose and duplicate nothing, in ${WORLDS} worlds from seed ${FIRST} on`, async () => {
    for (let seed = FIRST; seed < FIRST + WORLDS; seed += 1) {
      await checkWorld(seed).catch((cause: Error) => {
        throw new Error(`SEED=${seed}: ${cause.message}`, { cause });
      });
    }
  }, 120_000);
});

async function checkWorld(seed: number): Promise<void> {
  const { random } = randomSource(String(seed), 'world');
  const world = operatorWorld({
    seed: String(seed),
    switches: { rateLimits: false, listStaleMs: random() < 0.3 ? 500 : 0 },
  });
  const messages = messagesOf(random);
  fail(world, PARKING, random);
  await world.clock.run(deliver(world, messages));
  world.machine.faults.clear();

  fail(world, WEATHER, random);
  const again = messages.filter(() => random() < 0.5);
  await world.clock.run(
    Promise.all([
      redriveAfter(world, random() * 1_000),
      redriveAfter(world, random() * 1_000),
      deliver(world, again),
    ]),
  );
  world.machine.faults.clear();
  world.machine.setSwitches({ listStaleMs: 0 });
  await world.clock.run(world.clock.sleep(10_000)); // By then, late calls have had their effects.

  checkNothingLost(world, messages);
  const calm = await operate<RedriveAnswer>(world, ALL);
  expect(calm.stoppedBy).toBeUndefined();
  checkNothingLost(world, messages);
  checkWaiting(world, messages);
  await checkKeys(world);
  await checkRest(world);
}

function messagesOf(random: Dice['random']): readonly Message[] {
  const texts = Array.from({ length: 16 }, (_, index) => {
    if (random() < 0.15) return `{"poison" : ${index}`;
    const tenantId = `t-${Math.floor(random() * 8)}`;
    const description = random() < 0.1 ? 'another' : '';
    return `\t${JSON.stringify({ requestId: `r-${index}`, tenantId, keyName: 'main', description })} `;
  });
  return texts.map((text, offset) => ({
    text,
    source: { door: 'queue', topic: 'key-requests', partition: 0, offset },
    callerWaits: false,
  }));
}

function fail(
  world: OperatorWorld,
  faults: readonly (readonly [action: string, effect: Effect])[],
  random: Dice['random'],
): void {
  for (const [action, effect] of faults) {
    if (random() < 0.6) world.fail(action, effect, { probability: random() < 0.3 ? 0.6 : 0.2 });
  }
}

/** Delivers the messages until they are acknowledged; the faults end meanwhile. */
async function deliver(world: OperatorWorld, messages: readonly Message[]): Promise<void> {
  const { clock, ports, machine } = world;
  for (let deliveries = 1; ; deliveries += 1) {
    if (deliveries > 5) machine.faults.clear();
    const deadlineMs = clock.nowMs() + TIME_MS;
    const handled = await handleBatch(messages, ports, SETTINGS, batchLimits(10), deadlineMs);
    if (handled.stoppedBy === undefined) return;
    expect(deliveries).toBeLessThan(DELIVERIES_MAX);
    await clock.sleep(1_000);
  }
}

/** Starts a redrive on an instance of its own. An outage may end it, and it must end in time. */
async function redriveAfter(world: OperatorWorld, delayMs: number): Promise<void> {
  const { clock } = world;
  await clock.sleep(delayMs);
  const endMs = clock.nowMs() + TIME_MS;
  await served(world, ALL, { operator: world.anotherOperator(), timeMs: TIME_MS });
  expect(clock.nowMs(), 'a redrive outlived its function').toBeLessThanOrEqual(endMs);
}

/** P3: each message has an outcome or a dead letter; provisioned and rejected exclude each other. */
function checkNothingLost(world: OperatorWorld, messages: readonly Message[]): void {
  const ends = new Map<string, Set<string>>();
  for (const { type, data } of world.events()) {
    if (type !== 'tenant-key.provisioned' && type !== 'tenant-key.rejected') continue;
    const { requestId = '' } = data;
    ends.set(requestId, (ends.get(requestId) ?? new Set()).add(type));
  }
  const waitingTexts = new Set(world.waiting().map(({ text }) => text));
  for (const { text } of messages) {
    const kinds = ends.get(/"requestId":"([^"]*)"/.exec(text)?.[1] ?? '') ?? new Set();
    expect(kinds.size, `${text} has two ends`).toBeLessThanOrEqual(1);
    expect(kinds.size === 1 || waitingTexts.has(text), `${text} was lost`).toBe(true);
  }
}

/** Without faults only requests wait that no redrive can complete, once each, with their texts unchanged. */
function checkWaiting(world: OperatorWorld, messages: readonly Message[]): void {
  const texts = world.waiting().map(({ text }) => text);
  expect(texts.sort()).toEqual(
    messages.flatMap(({ text }) => (text.startsWith('{"poison"') ? [text] : [])).sort(),
  );
}

/** P1: one key for a name. P4: a repeated event is the same. */
async function checkKeys(world: OperatorWorld): Promise<void> {
  const { KeyMetadatas } = await world.call('ListKeyDetail', { Limit: 200 });
  const aliases = (KeyMetadatas as readonly { readonly Alias: string }[]).map(({ Alias }) => Alias);
  expect(new Set(aliases).size).toBe(aliases.length);
  const eventById = new Map<string, string>();
  for (const event of world.events()) {
    const text = stableText(event);
    expect(eventById.get(event.id) ?? text, 'a repeat differs').toBe(text);
    eventById.set(event.id, text);
  }
}

/** Once all is done, another redrive finds nothing to do. */
async function checkRest(world: OperatorWorld): Promise<void> {
  world.machine.journal.clear();
  await operate(world, ALL);
  expect(world.machine.journal.list().filter(({ mutating }) => mutating)).toEqual([]);
}
