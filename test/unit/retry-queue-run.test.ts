import { describe, expect, test } from 'vitest';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import { openEnvelope } from '../../shared/auth/signed-message.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { retryRecordKey } from '../../shared/dead-letters/record-key.ts';
import { isSigned, signDeadLetter } from '../../shared/dead-letters/signature.ts';
import type { KeyStatusTable } from '../../shared/key-status/table.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { openRetry } from '../../shared/retry-envelope.ts';
import { healRetryQueue } from '../../shared/retry-queue/run.ts';
import { retryQueue } from '../../shared/retry-queue/table.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { type HealWorld, healWorld, waitingFor } from '../world/heal-world.ts';
import { invocationBy } from '../world/invocation.ts';
import { MARKER_KEYS, NO_KEY_STATUS } from '../world/machine-ports.ts';
import { causeWith, minutesOn, NOW_MS } from '../world/queue-entries.ts';
import { AUDIENCE, CONFIG } from '../world/world-config.ts';

const QUOTA = 'LimitExceeded.CmkLimitExceeded';

/** Requests of so many tenants, one each. */
const waitingOf = (count: number, fields: Partial<DeadLetter> = {}) =>
  Array.from({ length: count }, (_, index) => {
    const tenant = `t${String(index).padStart(3, '0')}`;
    return waitingFor(`${tenant}-1`, tenant, fields);
  });

/** Writes that all but a trial of a cause may be sent. */
function letFlow({ machine }: HealWorld, cause = 'InternalError'): void {
  const value = JSON.stringify(causeWith({ cause, flows: true }));
  machine.topics.get('key-dead-letters')!.append([{ key: `cause:${cause}`, value, headers: {} }]);
}

const ids = (sent: readonly { readonly id: string }[]) => sent.map(({ id }) => id);

/** The records of dead letters, the last ones last, with the offsets of the topic. */
const logOf = ({ machine }: HealWorld) =>
  machine.topics.get('key-dead-letters')!.read(0, Number.MAX_SAFE_INTEGER);

/** Ports that fail to publish to a topic. */
function failing(
  { operator }: HealWorld,
  fails: (topic: string, value: string | null) => string | undefined,
): DeadLetterPorts {
  const { topics } = operator;
  return {
    ...operator,
    topics: {
      ...topics,
      publish: async (topic, messages, deadlineMs) => {
        const code = fails(topic, messages[0]?.value ?? null);
        if (code !== undefined) throw new ApiError(code, { detail: 'a fault' });
        await topics.publish(topic, messages, deadlineMs);
      },
    },
  };
}

describe('a run of heal', () => {
  test('tries one request of a cause, then all that are due, and none again within five minutes', async () => {
    const world = healWorld();
    writeDeadLetters(world, waitingOf(4));
    expect(await world.heal(0)).toMatchObject({ sent: 1, trials: 1, waiting: 4, inFlight: 1 });
    const [trial] = world.sent();
    expect(trial).toMatchObject({ id: 't000-1', retry: { isTrial: true, sentAt: minutesOn(0) } });
    expect(await world.heal(1)).toMatchObject({ sent: 0, waiting: 4, inFlight: 1 });
    world.succeed(trial!);
    expect(await world.heal(2)).toMatchObject({ sent: 3, trials: 0, waiting: 3, inFlight: 3 });
    const many = world.sent();
    expect(ids(many)).toEqual(['t001-1', 't002-1', 't003-1']);
    expect(many[0]!.retry).toEqual({
      ...{ firstSeenAt: minutesOn(-60), attempts: 1, redrives: 0, sentAt: minutesOn(2) },
      ...{ okAt: minutesOn(0), code: 'InternalError', sinceAt: minutesOn(-60) },
      source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
    });
    for (const minute of [3, 4, 5, 6]) expect((await world.heal(minute)).sent).toBe(0);
    // Nothing was heard of them.
    expect(await world.heal(7)).toMatchObject({ sent: 1, trials: 1 });
  });

  test('puts no more than a trial into a queue that stands still, and all into it once it moves', async () => {
    const world = healWorld();
    letFlow(world);
    writeDeadLetters(world, waitingOf(20));
    expect((await world.heal(0)).sent).toBe(20);
    const sent: number[] = [];
    for (let minute = 1; minute <= 60; minute += 1) sent.push((await world.heal(minute)).sent);
    expect(sent.reduce((sum, each) => sum + each)).toBe(12);
    world.succeed(world.sent().at(-1)!);
    expect((await world.heal(61)).sent).toBe(19);
  });

  test('tries each in turn, so that the oldest ones that always fail keep no other from its turn', async () => {
    const world = healWorld();
    const failing = Array.from({ length: 70 }, (_, index) => waitingFor(`a-${index}`, 'a'));
    writeDeadLetters(world, [...failing, waitingFor('a-ok', 'a', { firstSeenAt: minutesOn(-31) })]);
    let minute = 0;
    for (let isOver = false; !isOver && minute < 100; minute += 1) {
      await world.heal(minute);
      const [trial] = world.sent();
      isOver = trial?.id === 'a-ok';
      if (isOver) world.succeed(trial!);
      else if (trial !== undefined) {
        world.failAgain(trial, minute, { nextAttemptAt: minutesOn(minute + 45) });
      }
    }
    expect(minute).toBeLessThan(100);
    expect((await world.heal(minute)).sent).toBeGreaterThan(1);
  });

  test('goes back to one at a time when what it sent has failed', async () => {
    const world = healWorld();
    letFlow(world);
    writeDeadLetters(world, waitingOf(4));
    await world.heal(0);
    for (const each of world.sent()) world.failAgain(each, 0);
    expect(await world.heal(1)).toMatchObject({ sent: 1, trials: 1 });
  });

  test('sends to all partitions in turn, whosever requests they are', async () => {
    const world = healWorld({ topics: new Map([...LOCAL_TOPICS, ['key-requests', 3]] as const) });
    letFlow(world);
    writeDeadLetters(
      world,
      Array.from({ length: 9 }, (_, index) => waitingFor(`acme-${index}`, 'acme')),
    );
    await world.heal(0);
    const partitions = world.sent().map(({ partition }) => partition);
    expect(partitions.filter((each) => each === 0)).toHaveLength(3);
    expect(new Set(partitions).size).toBe(3);
  });

  test('replaces all records of a request by one mark that says what they say together', async () => {
    const world = healWorld();
    const keyed = { recordKey: 'acme-1/1', keyId: 'k-1', attempts: 2 };
    const latest = { recordKey: 'acme-1/2', lastSeenAt: minutesOn(-20), attempts: 3 };
    writeDeadLetters(world, [
      waitingFor('acme-1', 'acme', keyed),
      waitingFor('acme-1', 'acme', latest),
    ]);
    await world.heal(0);
    const [mark] = world.waiting();
    expect(world.waiting()).toHaveLength(1);
    expect(mark).toMatchObject({
      ...{ id: 'acme-1', state: 'waiting', keyId: 'k-1', attempts: 5, redrives: 0 },
      ...{ firstSeenAt: minutesOn(-60), lastSeenAt: minutesOn(-20) },
      ...{ sentAt: minutesOn(0), nextAttemptAt: minutesOn(5), text: '{"id":"acme-1"}' },
      recordKey: retryRecordKey('acme-1', { keyId: 'k-1', redrives: 0 }),
    });
    expect(isSigned(mark!, MARKER_KEYS)).toBe(true);
    expect(world.sent()).toMatchObject([{ retry: { keyId: 'k-1', attempts: 5 } }]);
  });

  test('writes marks before it sends, and sends nothing whose mark is not stored', async () => {
    const world = healWorld();
    letFlow(world);
    writeDeadLetters(world, waitingOf(3));
    const order: string[] = [];
    const watched = failing(world, (topic, value) => {
      order.push(topic);
      return value?.includes('"id":"t001-1"') ? 'TopicRefused' : undefined;
    });
    expect((await world.heal(0, { ports: watched })).sent).toBe(2);
    expect(ids(world.sent())).toEqual(['t000-1', 't002-1']);
    expect(order.lastIndexOf('key-dead-letters')).toBeLessThan(order.indexOf('key-requests'));
  });

  test('sends nothing when marks cannot be stored, or its memory of the cause', async () => {
    for (const part of ['"sentAt":"2026-11-23T12:00:00.000Z","sample"', '"nextAttemptAt"']) {
      const world = healWorld();
      letFlow(world);
      writeDeadLetters(world, waitingOf(3));
      const ports = failing(world, (_, value) =>
        value?.includes(part) ? 'TopicsUnavailable' : undefined,
      );
      const lines: string[] = [];
      const run = world.heal(0, { ports, log: (line) => void lines.push(line) });
      await expect(run).rejects.toThrow('TopicsUnavailable');
      expect(world.sent()).toEqual([]);
      expect(JSON.parse(lines[0]!)).toMatchObject({ sent: 0, stoppedBy: 'TopicsUnavailable' });
    }
  });

  test('sends later what was marked and not sent', async () => {
    const world = healWorld();
    letFlow(world);
    writeDeadLetters(world, waitingOf(3));
    const ports = failing(world, (topic) =>
      topic === 'key-requests' ? 'TopicsUnavailable' : undefined,
    );
    await expect(world.heal(0, { ports })).rejects.toThrow('TopicsUnavailable');
    expect(world.sent()).toEqual([]);
    expect((await world.heal(4)).sent).toBe(0);
    expect(await world.heal(5)).toMatchObject({ sent: 1, trials: 1 });
    world.succeed(world.sent()[0]!);
    expect((await world.heal(6)).sent).toBe(2);
  });

  test('sends no more than a minute of the queue takes, page by page, as long as there is time', async () => {
    const world = healWorld();
    letFlow(world);
    writeDeadLetters(world, waitingOf(250));
    const config = { queueCallsPerSecondMax: 4 };
    expect(await world.heal(0, { config })).toMatchObject({ sent: 240, inFlight: 240 });
    expect(world.sent()).toHaveLength(240);
    expect(await world.heal(1, { config })).toMatchObject({ sent: 0, inFlight: 240 });
    // The last page begins ten seconds before the end.
    const another = healWorld();
    letFlow(another);
    writeDeadLetters(another, waitingOf(250));
    const { sent } = await another.heal(0, { timeMs: 10_200 });
    expect([100, 200]).toContain(sent);
    expect(another.sent()).toHaveLength(sent);
    expect((await another.heal(1)).sent).toBe(250 - sent);
  });

  test('never sends what is parked, cut, or of an unproven sender', async () => {
    const world = healWorld();
    for (const cause of ['InternalError', 'KeyDisabled', 'SignatureMissing']) letFlow(world, cause);
    writeDeadLetters(world, [
      waitingFor('a', 'acme', { state: 'parked' }),
      waitingFor('b', 'acme', { cut: { bytes: 9, sha256: 'x'.repeat(43) } }),
      waitingFor('c', 'acme', { code: 'SignatureMissing', stage: 'parse' }),
      deadLetterWith('d'),
    ]);
    expect(await world.heal(0)).toMatchObject({ sent: 0, waiting: 0, parked: 4 });
  });

  /** Ports with which something happens between the reading of the table and that of the texts. */
  const meanwhile = ({ operator }: HealWorld, happens: () => void): DeadLetterPorts => {
    let readings = 0;
    const { records } = operator;
    const readAll: typeof records.readAll = (...args) => {
      readings += 1;
      if (readings === 2) happens();
      return records.readAll(...args);
    };
    return { ...operator, records: { ...records, readAll } };
  };

  test.each<[string, Partial<DeadLetter>, readonly string[]]>([
    ['is parked', { state: 'parked' }, ['t001-1']],
    ['is sent by another run', { sentAt: minutesOn(-4) }, ['t001-1']],
    ['was sent too long ago', { sentAt: minutesOn(-5) }, ['t000-1', 't001-1']],
    ['has failed once more', { attempts: 9 }, ['t000-1', 't001-1']],
  ])('looks again before it sends: what %s meanwhile', async (_, fields, expected) => {
    const world = healWorld();
    letFlow(world);
    const [one, other] = waitingOf(2);
    writeDeadLetters(world, [one!, other!]);
    const ports = meanwhile(world, () => {
      writeDeadLetters(world, [{ ...one!, lastSeenAt: minutesOn(-1), ...fields }]);
    });
    expect((await world.heal(0, { ports })).sent).toBe(expected.length);
    expect(ids(world.sent())).toEqual(expected);
  });

  test.each<[string, Partial<DeadLetter>, readonly string[]]>([
    ['in place of its record is not sent', {}, ['t001-1']],
    ['beside its record changes nothing', { recordKey: 't000-1/x' }, ['t000-1', 't001-1']],
  ])('what somebody else writes %s', async (_, fields, expected) => {
    const world = healWorld();
    letFlow(world);
    const signed = waitingOf(2).map((each) => signDeadLetter(each, MARKER_KEYS));
    writeDeadLetters(world, signed);
    const queue = retryQueue({ keys: MARKER_KEYS, isRequired: true });
    const { seal: _seal, ...unsigned } = signed[0]!;
    const forged = { ...unsigned, lastSeenAt: minutesOn(-1), text: '{"id":"x"}', ...fields };
    const ports = meanwhile(world, () => writeDeadLetters(world, [forged]));
    await world.heal(0, { ports, queue });
    expect(ids(world.sent())).toEqual(expected);
  });

  test('counts what the queue took, and leaves what it refused to a later run', async () => {
    const world = healWorld();
    letFlow(world);
    writeDeadLetters(world, waitingOf(3));
    const ports = failing(world, (topic, value) => {
      const isRefused = topic === 'key-requests' && value?.includes('t001-1') === true;
      return isRefused ? 'TopicRefused' : undefined;
    });
    expect(await world.heal(0, { ports })).toMatchObject({ sent: 2, inFlight: 2 });
    expect(ids(world.sent())).toEqual(['t000-1', 't002-1']);
  });

  test('sends what is signed only, and signs it, where messages are signed', async () => {
    const world = healWorld();
    letFlow(world);
    const [one, other] = waitingOf(2);
    writeDeadLetters(world, [one!, signDeadLetter(other!, MARKER_KEYS)]);
    const messageSigning = { keys: [{ id: 'm1', secret: 's'.repeat(32) }], ageSMax: 60 } as const;
    const queue = retryQueue({ keys: MARKER_KEYS, isRequired: true });
    const report = await world.heal(0, { queue, config: { messageSigning } });
    expect(report).toMatchObject({ sent: 1, waiting: 1, parked: 1 });
    const [message] = world.machine.topics.get('key-requests')!.read(0, 9);
    const nowS = world.operator.wallMs() / 1_000;
    const opened = openEnvelope(message!.value!, messageSigning, nowS, AUDIENCE);
    expect(opened).not.toHaveProperty('refused');
    expect(openRetry(opened.text)).toMatchObject({ payload: '{"id":"t001-1"}' });
  });

  test('sends what came since its last run without reading the rest again', async () => {
    const world = healWorld();
    letFlow(world);
    writeDeadLetters(
      world,
      waitingOf(60, { nextAttemptAt: minutesOn(30), lastSeenAt: minutesOn(0) }),
    );
    const first = await world.heal(0);
    expect(first).toMatchObject({ sent: 0, recordsRead: 61 });
    expect(first.bytesRead).toBeGreaterThan(30_000);
    writeDeadLetters(world, [waitingFor('new-1', 'new')]);
    // The last record and the new one, and the text of the new one.
    expect(await world.heal(1)).toMatchObject({ sent: 1, recordsRead: 3 });
  });

  test('forgets a cause for which nothing waits any more', async () => {
    const world = healWorld();
    letFlow(world);
    await world.heal(0);
    expect(logOf(world).at(-1)).toMatchObject({ key: 'cause:InternalError', value: null });
    const { length } = logOf(world);
    await world.heal(1);
    expect(logOf(world)).toHaveLength(length);
  });

  test('remembers at most twenty of what it sent, and whose turn was the last', async () => {
    const world = healWorld();
    letFlow(world);
    writeDeadLetters(world, waitingOf(130));
    await world.heal(0);
    const causes = logOf(world).filter(({ key }) => key?.startsWith('cause:'));
    expect(JSON.parse(causes.at(-1)!.value!)).toEqual({
      ...{ cause: 'InternalError', sentAt: minutesOn(0), flows: true, lastTenant: 't129' },
      sample: ids(waitingOf(20)),
    });
  });
});

describe('the state of tenants and instances', () => {
  /** A run of 30 seconds that begins at 100,000 ms: when it stops waiting for the state, and for its removals. */
  async function limitsWith(staleKeys: readonly string[]) {
    const { operator, clock } = healWorld();
    await clock.run(clock.sleep(100_000));
    const limits: (readonly [string, number])[] = [];
    const { topics } = operator;
    const publish: typeof topics.publish = async (topic, messages, deadlineMs) => {
      if (topic === 'key-status') limits.push([`remove ${messages.length}`, deadlineMs]);
    };
    const keyStatus: KeyStatusTable = {
      ...NO_KEY_STATUS,
      refresh: async (_records, nowMs, byMs) => {
        limits.push(['read', byMs]);
        return { ...NO_KEY_STATUS.known(nowMs), staleKeys };
      },
    };
    const ports = { ...operator, topics: { ...topics, publish } };
    const state = { queue: retryQueue(undefined), keyStatus };
    const invocation = invocationBy(clock, 130_000);
    await clock.run(healRetryQueue(NOW_MS, { ...ports, ...state }, CONFIG, invocation));
    return limits;
  }

  test('is read for a third of the time, and old reports are removed for two seconds', async () => {
    const [read, removed] = await limitsWith(['instance:a/1', 'instance:a/2']);
    expect(read).toEqual(['read', 110_000]);
    expect(removed![0]).toBe('remove 2');
    expect(removed![1]).toBeGreaterThanOrEqual(102_000);
    expect(removed![1]).toBeLessThan(103_000);
  });

  test('is left as it is while no report is old', async () => {
    expect(await limitsWith([])).toEqual([['read', 110_000]]);
  });
});

describe('the key quota', () => {
  test('is kept: as many are sent as there is room for, and levels that it reached are published', async () => {
    const world = healWorld({ switches: { cmkLimit: 3 } });
    writeDeadLetters(world, waitingOf(5, { code: QUOTA, nextAttemptAt: minutesOn(40) }));
    expect(await world.heal(0)).toMatchObject({ sent: 3, trials: 0, used: 0, limit: 3 });
    for (const each of world.sent()) world.succeed(each);
    await Promise.all(['a', 'b', 'c'].map((Alias) => world.call('CreateKey', { Alias })));
    expect(await world.heal(1)).toMatchObject({ sent: 0, waiting: 2, usedPercent: 100 });
    const events = world.events() as readonly { readonly type: string }[];
    const reached = events.filter(({ type }) => type === 'tenant-keys.quota-reached');
    expect(reached).toHaveLength(3);
    world.machine.setSwitches({ cmkLimit: 9 });
    expect(await world.heal(2)).toMatchObject({ sent: 2, used: 3, limit: 9 });
  });

  test('is not known while KMS does not answer, which keeps nothing from being tried', async () => {
    const world = healWorld();
    writeDeadLetters(world, waitingOf(2));
    world.fail('GetServiceStatus', { error: 'InternalError' });
    const lines: string[] = [];
    const report = await world.heal(0, { log: (line) => void lines.push(line) });
    expect(report).toMatchObject({ sent: 1, trials: 1 });
    expect(report).not.toHaveProperty('used');
    expect(JSON.parse(lines[0]!)).toMatchObject({ operation: 'heal', code: 'InternalError' });
  });

  test('is asked for a third of the time at most', async () => {
    const world = healWorld();
    writeDeadLetters(world, waitingOf(1));
    world.fail('GetServiceStatus', { delayMs: 60_000 });
    await world.clock.run(world.clock.sleep(100_000));
    expect(await world.heal(0, { timeMs: 30_000 })).toMatchObject({ sent: 1 });
    expect(world.clock.nowMs()).toBeGreaterThanOrEqual(103_000);
    expect(world.clock.nowMs()).toBeLessThan(111_000);
  });

  test('whose levels cannot be published fails the run, once it has sent what is due', async () => {
    const world = healWorld({ switches: { cmkLimit: 1 } });
    await world.call('CreateKey', { Alias: 'a' });
    writeDeadLetters(world, waitingOf(1));
    world.fail('topics:publish:key-events', { http: 503 });
    await expect(world.heal(0)).rejects.toThrow('TopicsUnavailable');
    expect(world.sent()).toHaveLength(1);
  });
});

test('the line of a run has the state of the queue', async () => {
  const world = healWorld();
  const codes = Array.from({ length: 25 }, (_, index) => `Code${String(index).padStart(2, '0')}`);
  writeDeadLetters(world, [
    ...codes.map((code) => waitingFor(code, 'acme', { code, nextAttemptAt: minutesOn(9) })),
    waitingFor('another', 'acme', { code: 'Code24', nextAttemptAt: minutesOn(9) }),
    deadLetterWith('parked', { firstSeenAt: minutesOn(-90) }),
    deadLetterWith('odd', { firstSeenAt: '2026-13-41T00:00:00Z' }),
  ]);
  const lines: string[] = [];
  await world.heal(0, { log: (line) => void lines.push(line) });
  const { causes, ...line } = JSON.parse(lines[0]!);
  expect(line).toMatchObject({
    ...{ operation: 'heal', sent: 0, trials: 0, waiting: 26, inFlight: 0, parked: 2 },
    ...{ oldestWaitingS: 3_600, oldestParkedS: 5_400, used: 0, limit: 200, usedPercent: 0 },
    recordsRead: 28,
  });
  expect(Object.keys(causes)).toHaveLength(21);
  expect(causes).toMatchObject({ Code24: 2, Code00: 1, others: 5 });
});
