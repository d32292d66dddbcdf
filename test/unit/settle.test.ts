import { describe, expect, test } from 'vitest';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Message, Retry } from '../../shared/tenant-key/message.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

const MESSAGE: Message = {
  text: JSON.stringify({ requestId: 'r-1', tenantId: 'acme', keyName: 'main' }),
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  callerWaits: false,
};

const RETRY: Retry = {
  firstSeenAt: '2026-11-01T00:00:00.000Z',
  ...{ code: 'InternalError', sinceAt: '2026-11-01T00:00:00.000Z' },
  ...{ ageMs: 86_400_000, attempts: 3, redrives: 0, isTrial: false },
};

const handle = ({ clock, ports }: Pick<ProvisioningWorld, 'clock' | 'ports'>, more = {}) =>
  clock.run(handleMessage({ ...MESSAGE, ...more }, ports, SETTINGS, clock.nowMs() + 30_000));

const EVENTS = 'topics:publish:key-events';
const DEAD_LETTERS = 'topics:publish:key-dead-letters';

/** Of the log of dead letters: what each record says, without tombstones. */
const recordsOf = ({ machine }: ProvisioningWorld) =>
  machine.topics
    .get('key-dead-letters')!
    .read(0, 1_000)
    .map(({ key, value }) => ({ key, ...JSON.parse(value ?? '{}') }));

const keyCountOf = async (world: ProvisioningWorld) =>
  (await world.call('ListKeyDetail', { Limit: 1 })).TotalCount;

describe('an outcome that cannot be published', () => {
  test('is retried as often as a call; then its request waits, with that failure and its key', async () => {
    const world = provisioningWorld();
    world.fail(EVENTS, { http: 503 });
    const failed = {
      ...{ kind: 'failed', code: 'TopicsUnavailable', stage: 'announce', problems: [] },
      ...{ identity: { tenantId: 'acme', keyName: 'main' }, keyId: expect.any(String) },
    };
    expect(await handle(world)).toMatchObject({ kind: 'waiting', attempts: 5, failed });
    const { code, stage, keyId } = failed;
    expect(recordsOf(world)).toMatchObject([
      { state: 'waiting', attempts: 5, code, stage, keyId, nextAttemptAt: expect.any(String) },
    ]);
    expect(world.events()).toEqual([]);
  });

  test('of a request that is rejected lets it wait', async () => {
    const world = provisioningWorld();
    await world.call('CreateKey', { Alias: 'acme_main' });
    world.fail(EVENTS, { http: 503 });
    expect(await handle(world)).toMatchObject({ kind: 'waiting', failed: { stage: 'announce' } });
    expect(recordsOf(world)).toMatchObject([{ state: 'waiting', code: 'TopicsUnavailable' }]);
  });

  test('of a message that is parked lets it wait: nobody would hear of it', async () => {
    const world = provisioningWorld();
    world.fail(EVENTS, { http: 503 });
    expect(await handle(world, { text: 'not json' })).toMatchObject({
      ...{ kind: 'waiting', failed: { code: 'TopicsUnavailable', stage: 'announce' } },
    });
    const records = recordsOf(world);
    expect(records).toMatchObject([
      { state: 'parked', code: 'RequestUnreadable', stage: 'parse' },
      { state: 'waiting', code: 'TopicsUnavailable', stage: 'announce' },
    ]);
    expect(new Set(records.map(({ key }) => key)).size).toBe(1); // The second replaces the first.
  });

  test.each([
    'SourceUnexpected',
    'SignatureMissing',
    'SignatureInvalid',
    'SignatureExpired',
  ] as const)(
    'of a message that was refused with %s leaves it parked, so that it is not sent in again as ours',
    async (code) => {
      const world = provisioningWorld();
      world.fail(EVENTS, { http: 503 });
      const refused = { code, detail: 'It is not proven.' };
      expect(await handle(world, { refused })).toMatchObject({ kind: 'parked', failed: { code } });
      expect(recordsOf(world)).toMatchObject([{ state: 'parked', code, stage: 'parse' }]);
    },
  );

  test('of a request that waits already lets it wait for its first reason', async () => {
    const world = provisioningWorld({ switches: { cmkLimit: 0 } });
    world.fail(EVENTS, { http: 503 });
    const code = 'LimitExceeded.CmkLimitExceeded';
    expect(await handle(world)).toMatchObject({
      ...{ kind: 'waiting', failed: { code, stage: 'create' } },
    });
    expect(recordsOf(world)).toMatchObject([{ state: 'waiting', code, stage: 'create' }]);
    expect(world.events()).toEqual([]);
  });

  test('in time leaves half of it for the dead letter', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    world.fail(EVENTS, { delayMs: 3_600_000 });
    const outcome = await handle(world);
    expect(outcome).toMatchObject({ kind: 'waiting', failed: { stage: 'announce' } });
    expect(recordsOf(world)).toMatchObject([{ state: 'waiting', stage: 'announce' }]);
    // The key takes no time here, so that the event has 15 of the 30 seconds, and the dead letter 20 ms.
    expect(world.clock.nowMs()).toBe(15_020);
  });

  test('leaves a caller to send the request again, and no dead letter', async () => {
    const world = provisioningWorld();
    world.fail(EVENTS, { http: 503 });
    expect(await handle(world, { callerWaits: true })).toMatchObject({
      ...{ kind: 'retry', attempts: 5, delayMs: 2_000, inPlace: false },
      failed: { code: 'TopicsUnavailable', stage: 'announce' },
    });
    expect(recordsOf(world)).toEqual([]);
    world.machine.faults.clear();
    expect(await handle(world, { callerWaits: true })).toMatchObject({
      ...{ kind: 'provisioned', adopted: true },
    });
    expect(await keyCountOf(world)).toBe(1);
  });

  test('of a request that has waited for a week parks it', async () => {
    const world = provisioningWorld();
    world.fail(EVENTS, { http: 503 });
    const retry = { ...RETRY, ageMs: 604_800_000 };
    expect(await handle(world, { retry })).toMatchObject({
      ...{ kind: 'parked', failed: { code: 'TopicsUnavailable', keyId: expect.any(String) } },
    });
    expect(recordsOf(world)[0]).toMatchObject({ state: 'parked', stage: 'announce' });
  });

  test('because of a defect of our own has the thrown error as its cause', async () => {
    const world = provisioningWorld();
    const cause = new TypeError('a defect of ours');
    const publishEvent = async () => {
      throw cause;
    };
    const faulty = { ...world, ports: { ...world.ports, publishEvent } };
    expect(await handle(faulty)).toMatchObject({
      kind: 'waiting',
      failed: { error: { message: 'OwnFault: internal error', cause } },
    });
  });
});

describe('a dead letter that cannot be written', () => {
  test.each([
    ['waits', { text: MESSAGE.text }, { cmkLimit: 0 }],
    ['is parked', { text: 'not json' }, {}],
  ])(
    'leaves a message that %s to the queue, which has the only copy',
    async (_, more, switches) => {
      const world = provisioningWorld({ switches });
      world.fail(DEAD_LETTERS, { http: 503 });
      expect(await handle(world, more)).toMatchObject({
        ...{ kind: 'retry', attempts: 5, inPlace: false },
        failed: { code: 'TopicsUnavailable', stage: 'announce' },
      });
      expect(world.events()).toEqual([]);
    },
  );

  test('opens no circuit breaker: messages must go on to be tried', async () => {
    const world = provisioningWorld();
    world.fail(DEAD_LETTERS, { http: 503 });
    for (const name of ['a', 'b', 'c', 'd']) await handle(world, { text: name });
    expect(world.ports.breaker.openedBy()).toBeUndefined();
  });
});

describe('events that cannot be published', () => {
  const textOf = (tenantId: string) =>
    JSON.stringify({ requestId: 'r-1', tenantId, keyName: 'main' });

  test('open the circuit breaker, so that no more keys are created meanwhile', async () => {
    const world = provisioningWorld();
    world.fail(EVENTS, { http: 503 });
    for (const tenantId of ['a', 'b', 'c', 'd', 'e'])
      await handle(world, { text: textOf(tenantId) });
    expect(world.ports.breaker.openedBy()).toBe('TopicsUnavailable');
    expect(await keyCountOf(world)).toBe(3); // Five failures of each, and the third tenant opens it.
    expect(recordsOf(world).map(({ attempts }) => attempts)).toEqual([5, 5, 5, 0, 0]);
  });

  test('close it only once one is published again', async () => {
    const world = provisioningWorld();
    world.fail(EVENTS, { http: 503 });
    for (const tenantId of ['a', 'b', 'c']) await handle(world, { text: textOf(tenantId) });
    const trial = { text: textOf('d'), retry: { ...RETRY, isTrial: true } };
    expect(await handle(world, trial)).toMatchObject({ kind: 'waiting' });
    expect(world.ports.breaker.openedBy()).toBe('TopicsUnavailable');
    world.machine.faults.clear();
    expect(await handle(world, trial)).toMatchObject({ kind: 'provisioned' });
    expect(world.ports.breaker.openedBy()).toBeUndefined();
  });
});

describe('a request that was sent in again', () => {
  test('and still waits says so once, whatever it waits for', async () => {
    const world = provisioningWorld();
    world.fail('CreateKey', { error: 'UnauthorizedOperation' });
    expect(await handle(world, { retry: RETRY })).toMatchObject({ kind: 'waiting' });
    expect(world.events()).toEqual([]);
  });

  test('is removed after its event: what cannot be removed is published again', async () => {
    const world = provisioningWorld();
    world.fail(DEAD_LETTERS, { http: 503 }, { times: 1 });
    expect(await handle(world, { retry: RETRY })).toMatchObject({ kind: 'provisioned' });
    const ids = world.events().map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect(recordsOf(world).every(({ id }) => id === undefined)).toBe(true);
  });

  test('is left to the queue while nothing can be removed', async () => {
    const world = provisioningWorld();
    world.fail(DEAD_LETTERS, { http: 503 });
    expect(await handle(world, { retry: RETRY })).toMatchObject({
      ...{ kind: 'retry', inPlace: false, failed: { code: 'TopicsUnavailable' } },
    });
  });
});
