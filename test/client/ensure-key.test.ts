import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tenantKeys } from '../../client/src/client.ts';
import { realClock } from '../../client/src/clock.ts';
import { NotProvisionedError } from '../../client/src/errors.ts';
import { virtualClock } from '../world/virtual-clock.ts';

// How a request that waits comes to its end, with answers of the contract's samples, in virtual time.

type Scripted = { readonly status: number; readonly sample: string };

const WAITING = { status: 202, sample: 'provisioning.waiting' };
const OFF = { status: 501, sample: 'problem.unavailable' };
const NO_KEY = { status: 404, sample: 'problem.invalid' };

/** An API whose paths answer in this order, the last one for ever. */
function scripted(answers: Readonly<Record<string, readonly Scripted[]>>) {
  const clock = virtualClock();
  const asked: string[] = [];
  const fetch = async ({ method, url }: Request) => {
    const [, kind = ''] = /^\/v1\/tenants\/acme\/(keys|requests)/.exec(new URL(url).pathname) ?? [];
    const route = `${method} ${kind}`;
    const number = asked.filter((each) => each === route).length;
    asked.push(route);
    const list = answers[route] ?? [];
    const { status, sample } = list[Math.min(number, list.length - 1)]!;
    const text = readFileSync(`events/samples/${sample}.json`, 'utf8');
    return new Response(text, { status, headers: { 'content-type': 'application/json' } });
  };
  const attempts = { attemptsMax: 1 };
  const keys = tenantKeys({ url: 'https://keys.example/', fetch, clock, attempts });
  const request = { requestId: 'req-2026-0001', keyName: 'orders' };
  return {
    asked,
    clock,
    ensure: () => clock.run(keys.ensureKey('acme', request, { timeoutMs: 20_000 })),
  };
}

test('it has its key once the status has it', async () => {
  const { ensure, asked, clock } = scripted({
    'POST keys': [WAITING],
    'GET requests': [
      { status: 200, sample: 'request-status.waiting' },
      { status: 503, sample: 'problem.unavailable' },
      { status: 200, sample: 'request-status.provisioned' },
    ],
  });
  expect(await ensure()).toMatchObject({
    tenantId: 'acme',
    keyName: 'orders',
    keyState: 'Enabled',
  });
  expect(asked).toEqual(['POST keys', 'GET requests', 'GET requests', 'GET requests']);
  expect(clock.nowMs()).toBe(1_500);
});

test.each([
  ['rejected', 'The request req-2026-0004 is rejected. The key name is taken: '],
  ['parked', 'The request req-2026-0003 is parked. KMS refused the call: '],
])('it fails when the request is %s', async (state, message) => {
  const { ensure } = scripted({
    'POST keys': [WAITING],
    'GET requests': [{ status: 200, sample: `request-status.${state}` }],
  });
  await expect(ensure()).rejects.toMatchObject({
    name: 'NotProvisionedError',
    message: expect.stringContaining(message),
    status: { status: state },
  });
});

test('it looks for the key itself where the API keeps no statuses', async () => {
  const { ensure, asked } = scripted({
    'POST keys': [WAITING],
    'GET requests': [OFF],
    'GET keys': [NO_KEY, { status: 200, sample: 'key' }],
  });
  expect(await ensure()).toMatchObject({ alias: 'acme_orders' });
  expect(asked).toEqual(['POST keys', 'GET requests', 'GET keys', 'GET keys']);
});

test('it is still waiting when there is neither a status nor a key in time', async () => {
  const { ensure, clock } = scripted({
    'POST keys': [WAITING],
    'GET requests': [OFF],
    'GET keys': [NO_KEY],
  });
  await expect(ensure()).rejects.toMatchObject({
    name: 'StillWaitingError',
    message: 'The request req-2026-0001 has no end yet',
    status: undefined,
  });
  expect(clock.nowMs()).toBeLessThanOrEqual(20_000);
});

test('it has both ids of a tenant once the status has them', async () => {
  const clock = virtualClock();
  const read = (sample: string) =>
    JSON.parse(readFileSync(`events/samples/${sample}.json`, 'utf8'));
  const names = { tenantId: 'x--igveq6eh4pcfygnsisfs6a3fki', externalTenantId: 'auth0|5f7c' };
  const fetch = async ({ method }: Request) =>
    method === 'POST'
      ? Response.json(read('provisioning.waiting'), { status: 202 })
      : Response.json({ ...read('request-status.provisioned'), ...names });
  const keys = tenantKeys({ url: 'https://keys.example', fetch, clock });
  expect(await clock.run(keys.ensureKey('auth0|5f7c', { keyName: 'orders' }))).toMatchObject(names);
});

test('it ends in time although the request itself is answered with 503', async () => {
  const clock = virtualClock();
  const text = readFileSync('events/samples/problem.unavailable.json', 'utf8');
  const headers = { 'content-type': 'application/problem+json', 'retry-after': '3' };
  const fetch = async () => new Response(text, { status: 503, headers });
  const keys = tenantKeys({ url: 'https://keys.example', fetch, clock, random: () => 0.5 });
  const asked = clock.run(keys.ensureKey('acme', { keyName: 'orders' }, { timeoutMs: 5_000 }));
  await expect(asked).rejects.toMatchObject({ name: 'ProblemError', status: 503 });
  expect(clock.nowMs()).toBe(3_000);
});

test('it ends in time although nothing answers', async () => {
  const fetch = () => new Promise<Response>(() => {});
  const keys = tenantKeys({ url: 'https://keys.example', fetch });
  await expect(
    keys.ensureKey('acme', { keyName: 'orders' }, { timeoutMs: 30 }),
  ).rejects.toMatchObject({ name: 'NoAnswerError' });
});

test('it says what was known last when it is late', async () => {
  const { ensure } = scripted({
    'POST keys': [WAITING],
    'GET requests': [{ status: 200, sample: 'request-status.waiting' }],
  });
  await expect(ensure()).rejects.toThrow('The request req-2026-0001 has no end yet, it is waiting');
});

test('it waits on when nothing is known of it yet', async () => {
  const { ensure, asked } = scripted({
    'POST keys': [WAITING],
    'GET requests': [
      { status: 200, sample: 'request-status.queued' },
      { status: 404, sample: 'problem.invalid' },
      { status: 200, sample: 'request-status.provisioned' },
    ],
  });
  expect(await ensure()).toMatchObject({ keyName: 'orders' });
  expect(asked).toHaveLength(4);
});

test('it fails when its status is forbidden', async () => {
  const { ensure } = scripted({
    'POST keys': [WAITING],
    'GET requests': [{ status: 403, sample: 'problem.tenant-forbidden' }],
  });
  await expect(ensure()).rejects.toMatchObject({ name: 'ProblemError', status: 403 });
});

test('the reason is left out where the status has none', () => {
  const text = readFileSync('events/samples/request-status.parked.json', 'utf8');
  const { problem: _, ...status } = JSON.parse(text);
  expect(new NotProvisionedError(status).message).toBe('The request req-2026-0003 is parked');
});

test('a 404 that is no problem document says nothing of a key', async () => {
  for (const text of ['null', '"gone"', '{}']) {
    const fetch = async () => new Response(text, { status: 404 });
    const keys = tenantKeys({ url: 'https://keys.example', fetch });
    await expect(keys.findKey('acme', 'orders')).rejects.toThrow(
      'HTTP status 404: that is not how tenant-keys answers',
    );
  }
});

test('an answer without a type is none of ours', async () => {
  const fetch = async () => new Response(null, { status: 200 });
  const keys = tenantKeys({ url: 'https://keys.example', fetch });
  await expect(keys.findKey('acme', 'orders')).rejects.toThrow(
    'HTTP status 200: that is not how tenant-keys answers',
  );
});

test('a pause ends with the reason of its signal', async () => {
  const leaving = new AbortController();
  const pause = realClock.sleep(60_000, leaving.signal);
  leaving.abort(new Error('the user has left'));
  await expect(pause).rejects.toThrow('the user has left');
  await expect(realClock.sleep(60_000, leaving.signal)).rejects.toThrow('the user has left');
  await realClock.sleep(0, new AbortController().signal);
});
