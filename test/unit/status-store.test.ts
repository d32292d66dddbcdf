import { describe, expect, test } from 'vitest';
import type { RequestStatus } from '../../shared/request-status/status.ts';
import { requestStatuses } from '../../shared/request-status/statuses.ts';
import type { StatusStore } from '../../shared/request-status/store.ts';
import type { KeyName } from '../../shared/tenant-key/key.ts';
import type { FailedAttempt } from '../../shared/tenant-key/message.ts';
import type { Settled } from '../../shared/tenant-key/ports.ts';
import { withDefaults } from '../../shared/tenant-key/request.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const DEADLINE_MS = 1_000_000;

const requestOf = (requestId: string) =>
  withDefaults({ requestId, tenantId: 'acme', keyName: 'orders' as KeyName });

function settled(requestId: string, callerWaits = false): Settled {
  const identity = { requestId, tenantId: 'acme', fingerprint: 'f' };
  const failed: FailedAttempt = {
    ...{ kind: 'failed', code: 'InternalError', stage: 'create', identity, problems: [] },
  };
  const source = { door: callerWaits ? 'http' : 'queue' } as const;
  return {
    message: { text: '{}', source, callerWaits },
    outcome: { kind: 'waiting', failed, attempts: 1 },
  };
}

/** A store that takes so long for each write, and may be told to fail. */
function storeWorld({ delayMs = 0, isOfQueue = true } = {}) {
  const clock = virtualClock();
  const lines: string[] = [];
  const written: string[] = [];
  const asked: string[] = [];
  const state = { fails: false, delayMs, known: undefined as RequestStatus | undefined };

  async function write({ requestId }: RequestStatus, byMs: number): Promise<void> {
    asked.push(requestId);
    if (state.delayMs > 0) await clock.sleep(Math.min(state.delayMs, byMs - clock.nowMs()));
    if (state.fails || clock.nowMs() >= byMs) throw new Error('down');
    written.push(requestId);
  }

  const store: StatusStore = {
    write,
    claim: async (queued, byMs) => {
      await write(queued, byMs);
      return queued;
    },
    read: async () => {
      if (state.fails) throw new Error('down');
      return state.known === undefined ? undefined : { ...state.known, acceptedAt: '' };
    },
  };
  const log = (line: string) => void lines.push(line);
  const statuses = requestStatuses(store, isOfQueue, { clock, wallMs: () => 0, log });
  return {
    ...{ clock, lines, written, asked, state },
    claim: (id: string) => clock.run(statuses.claim(requestOf(id), DEADLINE_MS)),
    record: (id: string, callerWaits = false) =>
      clock.run(statuses.record(settled(id, callerWaits), DEADLINE_MS)),
    writeLeft: (deadlineMs = DEADLINE_MS) => clock.run(statuses.writeLeft(deadlineMs)),
    pass: (ms: number) => clock.run(clock.sleep(ms)),
  };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `r-${index}`);

describe('a store of statuses that fails', () => {
  test('is left alone for five seconds after three failures in a row', async () => {
    const world = storeWorld();
    world.state.fails = true;
    for (const id of ['r-1', 'r-2', 'r-3', 'r-4']) expect(await world.claim(id)).toBe('unknown');
    expect(world.asked).toEqual(['r-1', 'r-2', 'r-3']);
    await world.pass(4_999);
    expect(await world.claim('r-5')).toBe('unknown');
    await world.pass(1);
    world.state.fails = false;
    expect(await world.claim('r-6')).toBe('own');
    expect(world.asked).toEqual(['r-1', 'r-2', 'r-3', 'r-6']);
    expect(world.lines).toHaveLength(3);
  });

  test('is asked on while a success comes between its failures', async () => {
    const world = storeWorld();
    for (let round = 0; round < 3; round += 1) {
      world.state.fails = true;
      for (const id of ['r-1', 'r-2']) await world.claim(id);
      world.state.fails = false;
      expect(await world.claim('r-3')).toBe('own');
    }
  });

  test('is left alone again at once when the first call after the pause fails', async () => {
    const world = storeWorld();
    world.state.fails = true;
    for (const id of ['r-1', 'r-2', 'r-3']) await world.claim(id);
    await world.pass(5_000);
    await world.claim('r-4');
    await world.claim('r-5');
    expect(world.asked).toEqual(['r-1', 'r-2', 'r-3', 'r-4']);
  });
});

describe('a slow store of statuses', () => {
  test.each([
    [299, true],
    [300, false],
  ])('that takes %i ms for a caller who waits: written %s', async (delayMs, isWritten) => {
    const world = storeWorld({ delayMs });
    expect(await world.record('r-1', true)).toBe(isWritten);
    expect(world.clock.nowMs()).toBe(delayMs);
  });

  test.each([
    [1_999, true],
    [2_000, false],
  ])('that takes %i ms where no caller waits: written %s', async (delayMs, isWritten) => {
    const world = storeWorld({ delayMs });
    expect(await world.record('r-1')).toBe(isWritten);
    expect(world.clock.nowMs()).toBe(delayMs);
  });

  test('has no longer than the deadline', async () => {
    const world = storeWorld({ delayMs: 5_000 });
    world.state.fails = true;
    await world.record('r-1');
    const startMs = world.clock.nowMs();
    await world.writeLeft(startMs + 100);
    expect(world.clock.nowMs()).toBe(startMs + 100);
  });
});

describe('what could not be written', () => {
  test('is written after a later batch: one to see whether the store answers, then the rest', async () => {
    const world = storeWorld();
    world.state.fails = true;
    for (const id of many(45)) await world.record(id);
    world.state.fails = false;
    await world.pass(5_000);
    await world.writeLeft();
    expect(world.written).toEqual(many(45));
    await world.writeLeft();
    expect(world.written).toHaveLength(45);
  });

  test('is kept while the store does not answer the first of it', async () => {
    const world = storeWorld();
    world.state.fails = true;
    for (const id of ['r-1', 'r-2']) await world.record(id);
    world.asked.length = 0;
    await world.writeLeft();
    expect(world.asked).toEqual(['r-1']);
    world.state.fails = false;
    await world.writeLeft();
    expect(world.written.sort()).toEqual(['r-1', 'r-2']);
  });

  test('is kept for a thousand requests, and not for a caller who waits', async () => {
    const world = storeWorld();
    world.state.fails = true;
    await world.record('heard', true);
    for (const id of many(1_001)) await world.record(id);
    world.state.fails = false;
    await world.writeLeft();
    expect(world.written).toEqual(many(1_000));
  });
});

describe('where requests by the queue have no statuses', () => {
  test('one has a further one if it has one already, or if the store does not say', async () => {
    const world = storeWorld({ isOfQueue: false });
    expect(await world.record('r-1')).toBe(false);
    expect(world.asked).toEqual([]);
    expect(await world.record('r-0', true)).toBe(true); // By HTTP.
    world.state.known = { state: 'queued' } as RequestStatus;
    expect(await world.record('r-2')).toBe(true);
    expect(await world.record('r-3', true)).toBe(true);
  });
});

test('what has no status is not written, which is said', async () => {
  const clock = virtualClock();
  const unused = async () => undefined;
  const claim: StatusStore['claim'] = async (queued) => queued;
  const store: StatusStore = { claim, read: unused, write: unused };
  const statuses = requestStatuses(store, true, { clock, wallMs: () => 0, log: () => {} });
  const { message, outcome } = settled('r-1', true);
  const rejected = { message, outcome: { ...outcome, kind: 'rejected' } } as Settled;
  expect(await clock.run(statuses.record(rejected, 1_000))).toBe(false);
});

test('an id that another specification has claimed is of another key', async () => {
  const clock = virtualClock();
  const unused = async () => undefined;
  const claim: StatusStore['claim'] = async (queued) => ({ ...queued, fingerprint: 'other' });
  const store: StatusStore = { claim, read: unused, write: unused };
  const statuses = requestStatuses(store, true, { clock, wallMs: () => 0, log: () => {} });
  expect(await clock.run(statuses.claim(requestOf('r-1'), 1_000))).toBe('of another key');
});
