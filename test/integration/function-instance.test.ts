import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  cloudPorts,
  functionHandler,
  instanceReports,
  type Runtime,
} from '../../functions/compose.ts';
import { readConfig } from '../../shared/config.ts';
import type { ScfContext } from '../../shared/invocation.ts';
import type { Credentials } from '../../shared/tencent/client.ts';
import { type CloudUnderTest, startCloudUnderTest } from '../contract/cloud-under-test.ts';
import { wallClock } from '../wall-clock.ts';

let under: CloudUnderTest;
beforeAll(async () => {
  under = await startCloudUnderTest();
});
beforeEach(() => under.reset());
afterAll(() => under.cloud.close());

/** An instance of a function that asks KMS for its state in each invocation. */
function startInstance(credentials: () => Credentials, random: () => number = Math.random) {
  const { url } = under.cloud;
  const config = readConfig(
    {
      ...{ REGION: 'ap-guangzhou', TOPICS_URL: url, API_ENDPOINT: url },
      ...{ ENVIRONMENT: 'tenant-keys', ACCOUNT_UIN: '100000000001' },
      ...{ MARKER_KEYS: 'k1:a-secret-of-at-least-32-characters' },
    },
    'provision-keys',
  );
  const lines: string[] = [];
  let ends = 0;
  const runtime: Runtime = {
    ...{ clock: wallClock, wallMs: Date.now, random, send: fetch },
    readCredentials: credentials,
    log: (line) => lines.push(line),
    end: () => {
      ends += 1;
    },
  };
  const handler = functionHandler(
    config,
    runtime,
    cloudPorts,
    (_event, { reader }, _, { deadlineMs }) => reader.serviceStatus(deadlineMs),
    { reports: instanceReports(config, runtime) },
  );
  const context: ScfContext = { request_id: 'id', function_name: 'fn', time_limit_in_ms: 10_000 };
  return {
    lines,
    ends: () => ends,
    context,
    invoke: (more: Partial<ScfContext> = {}) =>
      handler({}, Object.assign(context, more)).then(
        () => 'answered',
        ({ code }: { readonly code: string }) => code,
      ),
  };
}

const own = (): Credentials => {
  const { secretId, secretKey } = under.cloud;
  return { secretId, secretKey };
};

test('an invocation ends with its answer, and its instance stays', async () => {
  const { invoke, context, ends } = startInstance(own);
  expect(await invoke()).toBe('answered');
  expect(context.callbackWaitsForEmptyEventLoop).toBe(false);
  expect(ends()).toBe(0);
});

test.each([
  ['00000000', () => 0],
  ['i0000000', () => 0.5],
  ['0000000a', () => 10.5 / 36 ** 8],
])('an instance reports itself once under an id of eight characters: %s', async (id, random) => {
  const { invoke } = startInstance(own, random);
  for (let count = 0; count < 2; count += 1) expect(await invoke()).toBe('answered');
  const reports = () => under.cloud.topics.get('key-status')?.read(0, 1_000) ?? [];
  while (reports().length === 0) await wallClock.sleep(1);
  const texts = reports().map(({ value }) => value);
  expect(texts).toEqual([expect.stringContaining(`"instanceId":"${id}"`)]);
  expect(texts[0]).toContain('"functionName":"fn"');
});

test('a fault of an invocation is logged with its id', async () => {
  const { invoke, lines, ends } = startInstance(own);
  await under.fail('GetServiceStatus', { error: 'InternalError' }, 1);
  expect(await invoke()).toBe('InternalError');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { outcome: 'fault', invocationId: 'id', detail: expect.stringContaining('InternalError') },
  ]);
  expect(ends()).toBe(0);
});

test('an instance whose credentials were refused ends itself, as it has no others', async () => {
  const { invoke, ends } = startInstance(own);
  await under.fail('GetServiceStatus', { error: 'AuthFailure.TokenFailure' }, 1);
  expect(await invoke()).toBe('AuthFailure.TokenFailure');
  expect(ends()).toBe(1);
});

test('an instance that has new credentials after a refusal stays', async () => {
  let token = 'old';
  const { invoke, ends } = startInstance(() => {
    const present = { ...own(), token };
    token = 'new';
    return present;
  });
  await under.fail('GetServiceStatus', { error: 'AuthFailure.TokenFailure' }, 1);
  await invoke();
  expect(ends()).toBe(0);
});

test('an instance that was refused once, and then answered, stays', async () => {
  let isOld = true;
  const { invoke, ends } = startInstance(() => ({ ...own(), token: isOld ? 'old' : 'new' }));
  await under.fail('GetServiceStatus', { error: 'AuthFailure.TokenFailure' }, 1);
  await invoke();
  expect(ends()).toBe(1);
  isOld = false;
  await invoke();
  expect(ends()).toBe(1);
});

test('credentials that only the context has are used, those of each invocation', async () => {
  const { invoke } = startInstance(() => ({}));
  const { secretId = '', secretKey = '' } = own();
  const environment = JSON.stringify({
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: secretKey,
  });
  expect(await invoke()).not.toBe('answered');
  expect(await invoke({ environment })).toBe('answered');
});

test.each([42_000, () => 42_000, undefined])(
  'the time left may be %s',
  async (getRemainingTimeInMillis) => {
    const { invoke } = startInstance(own);
    const more = getRemainingTimeInMillis === undefined ? {} : { getRemainingTimeInMillis };
    expect(await invoke(more)).toBe('answered');
  },
);
