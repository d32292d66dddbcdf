import { describe, expect, test } from 'vitest';
import { cloudClients, lazyKept, lazyStatuses } from '../../functions/compose.ts';
import type { Config } from '../../shared/config.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import type { Settled } from '../../shared/tenant-key/ports.ts';
import type { Send } from '../../shared/topics/http.ts';
import { requestText } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';
import { BEGINNING_MS, provisioningWorld, SETTINGS } from '../world/provisioning-world.ts';
import { virtualClock } from '../world/virtual-clock.ts';
import { CONFIG } from '../world/world-config.ts';

// What an instance opens only when it needs it.

const HOST = 'https://statuses-1250000000.cos.ap-guangzhou.myqcloud.com/';

/** A runtime whose network is a bucket, which may be down. */
function bucketRuntime() {
  const clock = virtualClock();
  const objects = new Map<string, string>();
  const asked: string[] = [];
  let isDown = false;
  const send: Send = async (url, { method, headers, body = '' }) => {
    const { pathname, searchParams } = new URL(url);
    asked.push(`${method} ${url}`);
    if (isDown) throw new Error('no connection');
    const answer = (status: number, text = '') => ({ status, text: async () => text });
    const prefix = searchParams.get('prefix');
    if (prefix !== null) {
      const keys = [...objects.keys()].filter((key) => key.startsWith(`/${prefix}`));
      const time = '2026-11-02T00:00:00.000Z';
      const rows = keys.map(
        (key) =>
          `<Contents><Key>${key.slice(1)}</Key><LastModified>${time}</LastModified></Contents>`,
      );
      return answer(200, rows.join(''));
    }
    const known = objects.get(pathname);
    if (method === 'GET') return known === undefined ? answer(404) : answer(200, known);
    if (known !== undefined && headers['x-cos-forbid-overwrite'] === 'true') return answer(409);
    objects.set(pathname, body);
    return answer(200);
  };
  return {
    ...{ clock, asked, objects },
    setDown: (down: boolean) => {
      isDown = down;
    },
    runtime: {
      ...{ clock, send, random: () => 0, log: () => {} },
      wallMs: () => BEGINNING_MS,
      readCredentials: () => ({ secretId: 'an-id', secretKey: 'a-key' }),
    },
  };
}

function open(more: Partial<Config> = {}) {
  const bucket = bucketRuntime();
  const config = { ...CONFIG, statusBucket: 'statuses-1250000000', ...more };
  const statuses = lazyStatuses(config, bucket.runtime);
  if (statuses === undefined) throw new Error('there is a bucket');
  return { ...bucket, statuses };
}

function requestFor(keyName: string) {
  const parsed = parseRequest(requestText('acme', { keyName }));
  if (!parsed.ok) throw new Error('the request must be valid');
  return parsed.request;
}

/** What became of a message of the queue. */
async function settledMessage(): Promise<Settled> {
  const world = provisioningWorld();
  const settled: Settled[] = [];
  const recordStatus = async (one: Settled) => settled.push(one) > 0;
  const message = {
    ...{ text: requestText('acme'), callerWaits: false },
    source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 0 },
  } as const;
  await world.clock.run(handleMessage(message, { ...world.ports, recordStatus }, SETTINGS, 30_000));
  const [one] = settled;
  if (one === undefined) throw new Error('nothing was settled');
  return one;
}

describe('the statuses of requests', () => {
  const NAMES = { tenantId: 'acme', requestId: 'r-1' };

  test('are none without a bucket', () => {
    expect(
      lazyStatuses({ ...CONFIG, statusBucket: undefined }, bucketRuntime().runtime),
    ).toBeUndefined();
  });

  test("are claimed and read in their bucket, at the vendor's own host", async () => {
    const { statuses, clock, asked } = open();
    const claim = (keyName: string) => clock.run(statuses.claim(requestFor(keyName), 1_000));
    const { requestId } = requestFor('main');
    expect([await claim('main'), await claim('main'), await claim('other')]).toEqual([
      ...['own', 'own', 'of another key'],
    ]);
    const read = await clock.run(statuses.read({ ...NAMES, requestId }, 1_000));
    expect(read).toMatchObject({ state: 'queued', tenantId: 'acme' });
    expect(asked.filter((line) => !line.includes(` ${HOST}`))).toEqual([]);
  });

  test('are at the endpoint of the settings, if there is one', async () => {
    const { statuses, clock, asked } = open({ apiEndpoint: new URL('http://127.0.0.1:4700/') });
    await clock.run(statuses.claim(requestFor('main'), 1_000));
    expect(asked[0]).toContain('PUT http://127.0.0.1:4700/statuses-1250000000/statuses/acme/');
  });

  test.each(['on', 'off'] as const)(
    'have those of the queue if the setting says so: %s',
    async (statusOfQueue) => {
      const { statuses, clock, objects } = open({ statusOfQueue });
      const isWritten = await clock.run(statuses.record(await settledMessage(), 1_000));
      expect([isWritten, objects.size]).toEqual(statusOfQueue === 'on' ? [true, 1] : [false, 0]);
    },
  );

  test('that could not be written are written later', async () => {
    const { statuses, clock, objects, setDown } = open();
    setDown(true);
    expect(await clock.run(statuses.record(await settledMessage(), 1_000))).toBe(false);
    setDown(false);
    await clock.run(statuses.writeLeft(1_000));
    expect(objects.size).toBe(1);
  });
});

test('a request that is kept is found among the dead letters, again and again', async () => {
  const world = operatorWorld({ switches: { cmkLimit: 0 } });
  const source = { door: 'queue', topic: 'key-requests', partition: 0, offset: 0 } as const;
  const message = { text: requestText('acme'), source, callerWaits: false };
  await world.clock.run(handleMessage(message, world.ports, SETTINGS, 30_000));
  const find = lazyKept(CONFIG, world.operator.records);
  const { requestId } = requestFor('main');
  for (let count = 0; count < 2; count += 1) {
    const found = find({ tenantId: 'acme', requestId }, world.clock.nowMs() + 30_000);
    expect(await world.clock.run(found)).toMatchObject({ state: 'waiting' });
  }
});

describe('the clients of an instance', () => {
  test('are for the hosts of the vendor where the settings have no endpoint', () => {
    const { runtime } = bucketRuntime();
    expect(cloudClients({ ...CONFIG, apiEndpoint: undefined }, runtime).region).toBe(
      'ap-guangzhou',
    );
  });

  test('read which tenants are blocked from the topics of the settings', async () => {
    const { runtime, clock, asked } = bucketRuntime();
    await clock.run(cloudClients(CONFIG, runtime).blocks.known());
    expect(asked[0]).toBe('GET http://127.0.0.1:1/');
  });
});
