import { describe, expect, test } from 'vitest';
import { signedText } from '../../shared/auth/signed-message.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { retryText, type Steering } from '../../shared/retry-envelope.ts';
import type { MarkerKeys } from '../../shared/tenant-key/marker.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import {
  BEGINNING_MS,
  type ProvisioningWorld,
  provisioningWorld,
} from '../world/provisioning-world.ts';
import { AUDIENCE, CONFIG } from '../world/world-config.ts';

const REQUEST = JSON.stringify({ requestId: 'r-1', tenantId: 'acme', keyName: 'main' });
const SENT_AT = '2026-11-02T00:05:00.000Z';

const keysOf = (secret: string): MarkerKeys => [{ id: 'k1', secret }];

const SIGNING = { keys: keysOf('a secret of thirty-two characters'), ageSMax: 3_600 };

const batchOf = (...texts: readonly string[]) => ({
  Records: texts.map((msgBody, offset) => ({
    Ckafka: { topic: 'key-requests', partition: 0, offset, msgKey: 'None', msgBody },
  })),
});

async function provision(world: ProvisioningWorld, texts: readonly string[], more = {}) {
  const { ports, clock } = world;
  const invocation = invocationBy(clock, clock.nowMs() + 60_000, { log: () => {} });
  const config = { ...CONFIG, ...more };
  return clock.run(provisionEvent(batchOf(...texts), ports, config, invocation));
}

/** The dead letter of a request for which CreateKey failed. */
async function waitingIn(world: ProvisioningWorld): Promise<DeadLetter> {
  world.fail('CreateKey', { error: 'UnauthorizedOperation' });
  expect(await provision(world, [REQUEST])).toEqual({ waiting: 1 });
  const [deadLetter] = world.deadLetters();
  if (deadLetter === undefined) throw new Error('nothing waits');
  return deadLetter;
}

const sentAgain = (deadLetter: DeadLetter, steering: Partial<Steering> = {}): string =>
  retryText(deadLetter, { sentAt: SENT_AT, ...steering }, MARKER_KEYS) ?? '';

/** The records of dead letters, as compaction leaves them. */
const recordsOf = ({ machine }: ProvisioningWorld): ReadonlyMap<string, DeadLetter | null> =>
  new Map(
    (machine.topics.get('key-dead-letters')?.read(0, 1_000) ?? []).map(({ key, value }) => [
      key ?? '',
      JSON.parse(value ?? 'null') as DeadLetter | null,
    ]),
  );

const typesOf = (world: ProvisioningWorld) => world.events().map(({ type }) => type);

describe('a request that was sent in again', () => {
  test('is provisioned, and its event published', async () => {
    const world = provisioningWorld();
    const deadLetter = await waitingIn(world);
    world.machine.faults.clear();
    expect(await provision(world, [sentAgain(deadLetter)])).toEqual({ provisioned: 1 });
    expect(typesOf(world)).toEqual(['tenant-key.waiting', 'tenant-key.provisioned']);
  });

  test('closes the circuit breaker once its event is published, even if its record cannot be removed', async () => {
    const world = provisioningWorld();
    const deadLetter = await waitingIn(world);
    world.machine.faults.clear();
    const { breaker } = world.ports;
    for (let count = 0; count < 10; count += 1) {
      const identity = { tenantId: `tenant-${count % 3}`, requestId: 'r', keyName: 'main' };
      const failed = { kind: 'failed', code: 'InternalError', stage: 'create' } as const;
      breaker.fail({ ...failed, identity: { ...identity, fingerprint: '' }, problems: [] });
    }
    expect(breaker.openedBy()).toBe('InternalError');
    world.fail('topics:publish:key-dead-letters', { http: 503 });
    const text = sentAgain(deadLetter, { isTrial: true });
    await expect(provision(world, [text])).rejects.toThrow('TopicsUnavailable');
    expect(typesOf(world)).toContain('tenant-key.provisioned');
    expect(breaker.openedBy()).toBeUndefined();
  });

  test('fails again: one record has all attempts, the first time, and a longer pause', async () => {
    const world = provisioningWorld();
    const deadLetter = await waitingIn(world);
    await world.clock.run(world.clock.sleep(600_000));
    expect(await provision(world, [sentAgain(deadLetter)])).toEqual({ waiting: 1 });
    const again = world.deadLetters().at(-1);
    expect(again).toMatchObject({
      ...{ id: deadLetter.id, state: 'waiting', code: 'UnauthorizedOperation' },
      ...{ attempts: 2, redrives: 0, text: REQUEST, source: deadLetter.source },
      firstSeenAt: deadLetter.firstSeenAt,
    });
    const pauseMs = Date.parse(again?.nextAttemptAt ?? '') - Date.parse(again?.lastSeenAt ?? '');
    expect(pauseMs).toBeGreaterThanOrEqual(300_000);
    expect(pauseMs).toBeLessThanOrEqual(600_100);
    expect(typesOf(world)).toEqual(['tenant-key.waiting']); // It is published once.
  });

  test('and delivered twice writes one record, and removes it at its end', async () => {
    const world = provisioningWorld();
    const text = sentAgain(await waitingIn(world));
    await provision(world, [text]);
    await provision(world, [text]);
    const written = [...recordsOf(world).keys()];
    expect(written).toHaveLength(2); // That of the first delivery, and that of the retry.
    world.machine.faults.clear();
    await provision(world, [text]);
    expect(recordsOf(world).get(written[1] ?? '')).toBeNull();
  });

  test('removes the record with the id of its key too, which a delivery before wrote', async () => {
    const world = provisioningWorld();
    const text = sentAgain(await waitingIn(world));
    world.machine.faults.clear();
    world.fail('topics:publish:key-events', { http: 503 });
    expect(await provision(world, [text])).toEqual({ waiting: 1 });
    expect([...recordsOf(world).values()].at(-2)).toMatchObject({
      ...{ state: 'waiting', stage: 'announce', keyId: expect.any(String) },
    });
    world.machine.faults.clear();
    expect(await provision(world, [text])).toEqual({ provisioned: 1 });
    const left = [...recordsOf(world).values()].filter((each) => each !== null);
    expect(left).toHaveLength(1); // That of the first delivery, which the mark of a retry replaces.
  });

  test('keeps its trace', async () => {
    const world = provisioningWorld();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const deadLetter = { ...(await waitingIn(world)), traceparent };
    world.machine.faults.clear();
    await provision(world, [sentAgain(deadLetter)]);
    expect(world.events().at(-1)).toMatchObject({ type: 'tenant-key.provisioned', traceparent });
  });

  test.each<[string, Partial<Steering>, object]>([
    ['is a trial', { isTrial: true }, { provisioned: 1 }],
    [
      'is of a cause that has healed since',
      { okAt: '2026-11-02T00:03:00.000Z' },
      { provisioned: 1 },
    ],
    ['is of a cause that healed before', { okAt: '2026-11-01T23:59:59.000Z' }, { waiting: 1 }],
    ['is neither', {}, { waiting: 1 }],
  ])('passes the open circuit breaker or not when it %s', async (_, steering, counts) => {
    const world = provisioningWorld();
    const deadLetter = await waitingIn(world);
    const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
    await provision(
      world,
      others.map((tenantId) => REQUEST.replace('acme', tenantId)),
    );
    expect(world.ports.breaker.openedBy()).toBe('UnauthorizedOperation');
    world.machine.faults.clear();
    expect(await provision(world, [sentAgain(deadLetter, steering)])).toEqual(counts);
  });

  test('that fails when it is a week old is parked', async () => {
    const world = provisioningWorld();
    const deadLetter = await waitingIn(world);
    await world.clock.run(world.clock.sleep(7 * 86_400_000));
    expect(await provision(world, [sentAgain(deadLetter)])).toEqual({ parked: 1 });
    expect(world.deadLetters().at(-1)).toMatchObject({ state: 'parked', attempts: 2 });
    expect(world.deadLetters().at(-1)).not.toHaveProperty('nextAttemptAt');
    expect(typesOf(world)).toEqual(['tenant-key.waiting', 'tenant-key.parked']);
  });

  test('that waited for the key quota for a month is not parked at hiccups after that', async () => {
    const world = provisioningWorld();
    world.fail('CreateKey', { error: 'LimitExceeded.CmkLimitExceeded' });
    await provision(world, [REQUEST]);
    await world.clock.run(world.clock.sleep(30 * 86_400_000));
    world.machine.faults.clear();
    world.fail('CreateKey', { error: 'InternalError' });
    for (const _ of ['one', 'two', 'three']) {
      const [deadLetter] = world.deadLetters().slice(-1);
      expect(await provision(world, [sentAgain(deadLetter!)])).toEqual({ waiting: 1 });
    }
    const again = world.deadLetters().at(-1);
    const pauseMs = Date.parse(again?.nextAttemptAt ?? '') - Date.parse(again?.lastSeenAt ?? '');
    expect(pauseMs).toBeLessThanOrEqual(60_000);
  });

  test('that claims to have first failed in a time to come has first failed now', async () => {
    const world = provisioningWorld();
    const deadLetter = await waitingIn(world);
    const times = { firstSeenAt: '2999-01-01T00:00:00.000Z', sinceAt: '2999-01-01T00:00:00.000Z' };
    expect(await provision(world, [sentAgain({ ...deadLetter, ...times })])).toEqual({
      waiting: 1,
    });
    const again = world.deadLetters().at(-1);
    expect(again?.firstSeenAt.slice(0, 16)).toBe(deadLetter.firstSeenAt.slice(0, 16));
    expect(again?.sinceAt).toBe(again?.firstSeenAt);
  });

  test('never creates another key than the one that is known', async () => {
    const world = provisioningWorld();
    const deadLetter = { ...(await waitingIn(world)), keyId: 'a-key-that-is-gone' };
    world.machine.faults.clear();
    expect(await provision(world, [sentAgain(deadLetter)])).toEqual({ parked: 1 });
    expect(world.deadLetters().at(-1)).toMatchObject({ code: 'KeyGone' });
    expect(world.calls().filter((action) => action === 'CreateKey')).toHaveLength(1);
  });

  test.each([
    ['redrives', '"redrives":0', '"redrives":99'],
    ['attempts', '"attempts":1', '"attempts":1000'],
    ['its key', '"isTrial":true', '"isTrial":true,"keyId":"k-forged"'],
    ['its request', 'acme', 'globex'],
  ])('is parked unread where somebody changed %s, so that we do not sign that', async (...row) => {
    const [, right, wrong] = row;
    const world = provisioningWorld();
    const text = sentAgain(await waitingIn(world), { isTrial: true }).replace(right, wrong);
    expect(text).toContain(wrong);
    world.machine.faults.clear();
    expect(await provision(world, [text])).toEqual({ parked: 1 });
    const forged = world.deadLetters().at(-1);
    expect(forged).toMatchObject({ code: 'SignatureInvalid', text, redrives: 0, attempts: 1 });
    expect(forged).not.toHaveProperty('keyId');
  });

  test('cannot remove the dead letter of another request, whatever its envelope says', async () => {
    const world = provisioningWorld();
    const deadLetter = await waitingIn(world);
    const records = recordsOf(world);
    world.machine.faults.clear();
    const forged = { ...deadLetter, text: REQUEST.replace('acme', 'evil') };
    expect(await provision(world, [sentAgain(forged)])).toEqual({ provisioned: 1 });
    for (const [key, value] of records) expect(recordsOf(world).get(key)).toEqual(value);
  });
});

describe('where messages are signed, a request that was sent in again', () => {
  const signed = { messageSigning: SIGNING };
  const nowS = BEGINNING_MS / 1_000;

  test('is parked when it was sent longer ago than the topic keeps requests: it is a copy', async () => {
    const world = provisioningWorld();
    const text = sentAgain(await waitingIn(world), { sentAt: '2026-10-18T23:59:59.000Z' });
    world.machine.faults.clear();
    const old = signedText(text, SIGNING.keys, nowS - 1_300_000, AUDIENCE);
    expect(await provision(world, [old], signed)).toEqual({ parked: 1 });
    expect(world.deadLetters().at(-1)).toMatchObject({ code: 'SignatureExpired' });
  });

  test('is accepted with our signature when that is older than those of others may be', async () => {
    const world = provisioningWorld();
    const text = sentAgain(await waitingIn(world));
    world.machine.faults.clear();
    const old = signedText(text, SIGNING.keys, nowS - 100_000, AUDIENCE);
    expect(await provision(world, [old], signed)).toEqual({ provisioned: 1 });
  });

  test('is refused without one', async () => {
    const world = provisioningWorld();
    const text = sentAgain(await waitingIn(world));
    world.machine.faults.clear();
    expect(await provision(world, [text], signed)).toEqual({ parked: 1 });
    expect(world.deadLetters().at(-1)).toMatchObject({ code: 'SignatureMissing', text });
  });

  test('is refused with that of another key', async () => {
    const world = provisioningWorld();
    const text = sentAgain(await waitingIn(world));
    const wrong = signedText(text, keysOf('another secret of many characters'), nowS, AUDIENCE);
    expect(await provision(world, [wrong], signed)).toEqual({ parked: 1 });
    expect(world.deadLetters().at(-1)).toMatchObject({ code: 'SignatureInvalid' });
  });
});
