import { describe, expect, test } from 'vitest';
import { attemptMessage } from '../../shared/tenant-key/attempt.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { FailedAttempt, Message, Retry } from '../../shared/tenant-key/message.ts';
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

const attempt = ({ clock, ports }: ProvisioningWorld, more: Partial<Message> = {}) =>
  clock.run(attemptMessage({ ...MESSAGE, ...more }, ports, SETTINGS, clock.nowMs() + 30_000));

const handle = ({ clock, ports }: ProvisioningWorld, more: Partial<Message> = {}) =>
  clock.run(handleMessage({ ...MESSAGE, ...more }, ports, SETTINGS, clock.nowMs() + 30_000));

const pass = ({ clock }: ProvisioningWorld, ms: number) => clock.run(clock.sleep(ms));

/** Reports so many failures of three tenants to the circuit breaker. */
function failOthers({ ports }: ProvisioningWorld, count: number, code = 'ServiceUnavailable') {
  for (let number = 0; number < count; number += 1) {
    const identity = { requestId: 'r', tenantId: `t-${number % 3}`, fingerprint: 'f' };
    const failed: FailedAttempt = { kind: 'failed', code, stage: 'tag', identity, problems: [] };
    ports.breaker.fail(failed);
  }
}

/** A world whose circuit breaker has just opened. */
function openWorld(): ProvisioningWorld {
  const world = provisioningWorld({ switches: { tagsMustExist: false } });
  failOthers(world, 10);
  return world;
}

describe('while the circuit breaker is open, a message', () => {
  test('of the queue waits for what opened it, without an attempt', async () => {
    const world = openWorld();
    expect(await attempt(world)).toMatchObject({
      ...{ kind: 'waiting', attempts: 0 },
      failed: {
        ...{ kind: 'failed', code: 'ServiceUnavailable', stage: 'tag', problems: [] },
        identity: { requestId: 'r-1', tenantId: 'acme', keyName: 'main' },
      },
    });
    expect(world.calls()).toEqual([]);
  });

  test('of the queue waits also when it is older than its failure may be: it has not failed again', async () => {
    const world = openWorld();
    const retry = { ...RETRY, ageMs: 30 * 86_400_000 };
    expect(await attempt(world, { retry })).toMatchObject({ kind: 'waiting', attempts: 0 });
  });

  test('of a caller is left to them until the next trial', async () => {
    const world = openWorld();
    await pass(world, 20_000);
    expect(await attempt(world, { callerWaits: true })).toMatchObject({
      ...{ kind: 'retry', attempts: 0, delayMs: 40_000, inPlace: false },
      failed: { code: 'ServiceUnavailable', stage: 'tag', identity: { requestId: 'r-1' } },
    });
    expect(world.calls()).toEqual([]);
  });

  test('is tried once a minute, and not again in place', async () => {
    const world = openWorld();
    world.fail('CreateKey', { error: 'ServiceUnavailable' });
    await pass(world, 60_000);
    expect(await attempt(world)).toMatchObject({ kind: 'waiting', attempts: 1 });
    expect(world.calls()).toEqual(['CreateKey']);
    expect(await attempt(world)).toMatchObject({ kind: 'waiting', attempts: 0 });
    await pass(world, 60_000);
    expect(await attempt(world)).toMatchObject({ kind: 'waiting', attempts: 1 });
    expect(world.calls()).toEqual(['CreateKey', 'CreateKey']);
  });

  test.each<[string, Partial<Retry>]>([
    ['was sent in as a trial', { isTrial: true }],
    ['is of a cause that has healed for others since', { okMs: 1_793_577_600_001 }],
  ])('is tried at once if it %s', async (_, more) => {
    const world = openWorld();
    const made = await attempt(world, { retry: { ...RETRY, ...more } });
    expect(made).toMatchObject({ kind: 'provisioned' });
  });

  test('that succeeds closes it once its event is published', async () => {
    const world = openWorld();
    const retry = { ...RETRY, isTrial: true };
    expect(await attempt(world, { retry })).toMatchObject({ kind: 'provisioned' });
    expect(world.ports.breaker.openedBy()).toBe('ServiceUnavailable');
    expect(await handle(world, { retry })).toMatchObject({ kind: 'provisioned' });
    expect(world.ports.breaker.openedBy()).toBeUndefined();
  });

  test('that is not a request is parked all the same, and is no trial', async () => {
    const world = openWorld();
    await pass(world, 60_000);
    expect(await attempt(world, { text: '{' })).toMatchObject({ kind: 'parked', attempts: 1 });
    const refused = { code: 'SignatureInvalid', detail: 'It is not ours.' } as const;
    expect(await attempt(world, { refused })).toMatchObject({ kind: 'parked' });
    expect(await attempt(world)).toMatchObject({ kind: 'provisioned' });
  });
});

describe('attempts at a message', () => {
  test('end in place with the failure that opens the circuit breaker', async () => {
    const world = provisioningWorld();
    failOthers(world, 9);
    world.fail('CreateKey', { error: 'ServiceUnavailable' });
    expect(await attempt(world)).toMatchObject({ kind: 'waiting', attempts: 1 });
    expect(world.calls()).toEqual(['CreateKey']);
    expect(world.ports.breaker.openedBy()).toBe('ServiceUnavailable');
  });

  test('are counted one by one', async () => {
    const world = provisioningWorld();
    failOthers(world, 7);
    world.fail('CreateKey', { error: 'ServiceUnavailable' });
    expect(await attempt(world)).toMatchObject({ kind: 'waiting', attempts: 3 });
    expect(world.calls()).toEqual(['CreateKey', 'CreateKey', 'CreateKey']);
  });

  test('are made in place as long as it is closed', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    failOthers(world, 5);
    world.fail('CreateKey', { error: 'ServiceUnavailable' }, { times: 4 });
    expect(await attempt(world)).toMatchObject({ kind: 'provisioned' });
    expect(world.calls()).toHaveLength(5);
  });

  test('never create another key than the one that an earlier attempt found', async () => {
    const world = provisioningWorld();
    const retry = { ...RETRY, keyId: 'a-key-that-is-gone' };
    expect(await attempt(world, { retry })).toMatchObject({
      ...{ kind: 'parked', failed: { code: 'KeyGone', keyId: 'a-key-that-is-gone' } },
    });
    expect(world.calls()).not.toContain('CreateKey');
  });
});

describe('a request that failed again', () => {
  const DAY_MS = 86_400_000;

  test.each<[string, number, string, string]>([
    ['for a week less a moment', 7 * DAY_MS - 1, 'UnauthorizedOperation', 'waiting'],
    ['for a week', 7 * DAY_MS, 'UnauthorizedOperation', 'parked'],
    ['for a day less a moment', DAY_MS - 1, 'Novelty.Unheard', 'waiting'],
    ['for a day', DAY_MS, 'Novelty.Unheard', 'parked'],
    ['for a year', 365 * DAY_MS, 'LimitExceeded.CmkLimitExceeded', 'waiting'],
  ])('after waiting %s (%i ms) with %s is %s', async (...row) => {
    const [, ageMs, code, kind] = row;
    const world = provisioningWorld();
    world.fail('CreateKey', { error: code });
    const retry = { ...RETRY, code, ageMs };
    expect(await attempt(world, { retry })).toMatchObject({ kind, failed: { code } });
  });

  test.each([
    ['the key quota', 'LimitExceeded.CmkLimitExceeded', 'InternalError'],
    ['an outage', 'InternalError', 'Novelty.Unheard'],
    ['a code that nobody knows', 'Novelty.Unheard', 'InternalError'],
  ])('is not parked for the time in which it waited for %s', async (_, code, error) => {
    const world = provisioningWorld();
    world.fail('CreateKey', { error });
    const retry = { ...RETRY, code, ageMs: 8 * DAY_MS };
    expect(await attempt(world, { retry })).toMatchObject({ kind: 'waiting' });
  });
});
