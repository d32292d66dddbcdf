import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_SWITCHES, type Switches } from '../../emulator/api/switches.ts';
import { BODY_LIMITS, bodyReaders } from '../../emulator/http/request-body.ts';
import type { CkafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { functionUrlRoutes } from '../../emulator/scf/function-url-routes.ts';
import {
  type FunctionHost,
  type FunctionSpec,
  functionHost,
  type LogLine,
} from '../../emulator/scf/host.ts';
import type { FunctionCall } from '../../emulator/scf/instance.ts';
import { instancePool } from '../../emulator/scf/instance-pool.ts';
import { type Ending, type FailureCode, failure } from '../../emulator/scf/invoke-result.ts';
import { type TopicLog, topicLog } from '../../emulator/topics/topic-log.ts';
import { runCkafkaTrigger, type TopicTrigger } from './run-ckafka-trigger.ts';

let folder: string;
let workerUrl: URL;
let host: FunctionHost;
let lines: LogLine[];
let switches: Switches;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scf-host-'));
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../../emulator/scf/worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  workerUrl = pathToFileURL(outfile);
});

beforeEach(() => {
  switches = DEFAULT_SWITCHES;
});
afterEach(() => host.close());
afterAll(() => rm(folder, { recursive: true }));

/** Starts a host with one function, `fn`, from a file in ./functions. */
function start(file: string, spec: Partial<FunctionSpec> = {}, waitingMax = 100): FunctionHost {
  let issued = 0;
  lines = [];
  host = functionHost({
    workerUrl,
    account: { uin: '100000000001', appId: '1250000000' },
    region: 'ap-guangzhou',
    issueCredentials: (role) => {
      issued += 1;
      const secretId = `id-${issued}-of-${role}`;
      return { secretId, secretKey: `key-${issued}`, token: `token-${issued}` };
    },
    switches: () => switches,
    waitingMax,
    random: () => 0,
    onLog: (line) => lines.push(line),
  });
  host.deploy({
    name: 'fn',
    bundlePath: fileURLToPath(new URL(`functions/${file}.cjs`, import.meta.url)),
    handler: 'index.main_handler',
    environment: {},
    role: 'a-role',
    timeoutMs: 3_000,
    memoryMb: 128,
    instancesMax: 1,
    isReserved: true,
    ...spec,
  });
  return host;
}

async function ask(event: object): Promise<any> {
  const result = await host.invoke('fn', event);
  return result.ok ? result.value : result;
}

test('a handler that does not wait for the event loop answers at once, and is used again', async () => {
  start('behave');
  expect(await ask({ do: 'keep', isEnded: true })).toBe('answered');
  expect(await ask({ do: 'keep', isEnded: true })).toBe('answered');
  expect(await ask({ do: 'count' })).toMatchObject({ ok: false, code: 433 });
});

describe('a function receives', () => {
  test('its own name and limits', async () => {
    start('behave', { environment: { LOG_LEVEL: 'info' }, memoryMb: 256 });
    const { request_id, remainingMs, ...facts } = await ask({ do: 'context' });
    expect(facts).toEqual({
      function_name: 'fn',
      function_version: '$LATEST',
      namespace: 'default',
      memory_limit_in_mb: 256,
      time_limit_in_ms: 3000,
      environment: '{"LOG_LEVEL":"info","SCF_NAMESPACE":"default"}',
      environ: 'LOG_LEVEL=info;SCF_NAMESPACE=default',
      tencentcloud_region: 'ap-guangzhou',
      tencentcloud_appid: '1250000000',
      tencentcloud_uin: '100000000001',
      callbackWaitsForEmptyEventLoop: true,
    });
    expect(request_id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(remainingMs).toBeGreaterThan(0);
    expect(remainingMs).toBeLessThanOrEqual(3000);
  });

  test('its own variables and those of the platform, and none of this process', async () => {
    process.env.OF_THIS_PROCESS = 'secret';
    start('behave', { environment: { LOG_LEVEL: 'info' } });
    const { USER_CODE_ROOT, ...variables } = await ask({ do: 'environment' });
    delete process.env.OF_THIS_PROCESS;
    expect(variables).toEqual({
      LOG_LEVEL: 'info',
      TENCENTCLOUD_RUNENV: 'SCF',
      SCF_NAMESPACE: 'default',
      _SCF_SERVER_PORT: '28902',
      TENCENTCLOUD_SECRETID: 'id-1-of-a-role',
      TENCENTCLOUD_SECRETKEY: 'key-1',
      TENCENTCLOUD_SESSIONTOKEN: 'token-1',
    });
    expect(USER_CODE_ROOT).toMatch(/\/functions\/$/);
  });

  test('no flag of this process', async () => {
    start('behave');
    expect(await ask({ do: 'arguments' })).toEqual({ argv: [], execArgv: [] });
  });

  test('new credentials with each event', async () => {
    start('behave');
    await ask({ do: 'count' });
    const { TENCENTCLOUD_SECRETID, TENCENTCLOUD_SESSIONTOKEN } = await ask({ do: 'environment' });
    expect([TENCENTCLOUD_SECRETID, TENCENTCLOUD_SESSIONTOKEN]).toEqual([
      'id-2-of-a-role',
      'token-2',
    ]);
  });

  test('no credentials when it has no role', async () => {
    start('behave', { role: '' });
    const names = Object.keys(await ask({ do: 'environment' }));
    expect(names.sort()).toEqual([
      'SCF_NAMESPACE',
      'TENCENTCLOUD_RUNENV',
      'USER_CODE_ROOT',
      '_SCF_SERVER_PORT',
    ]);
  });
});

describe('an instance', () => {
  test('is used again, and keeps the state of its modules', async () => {
    start('behave');
    expect([await ask({ do: 'count' }), await ask({ do: 'count' })]).toEqual([1, 2]);
  });

  test('handles one event at a time, and further calls wait if the switch is on', async () => {
    switches = { ...DEFAULT_SWITCHES, syncCallsWait: true };
    start('behave');
    const calls = [1, 2, 3].map(() => ask({ do: 'overlap' }));
    expect(await Promise.all(calls)).toEqual([1, 1, 1]);
  });

  test('is started for a call when all others are busy, up to the limit', async () => {
    switches = { ...DEFAULT_SWITCHES, syncCallsWait: true };
    start('behave', { instancesMax: 2 });
    await Promise.all([ask({ do: 'overlap' }), ask({ do: 'overlap' }), ask({ do: 'overlap' })]);
    const counts = await Promise.all([ask({ do: 'count' }), ask({ do: 'count' })]);
    expect(counts).toEqual([1, 1]);
  });

  test('can be killed while it is busy: its call ends with 439, and the next gets a new instance', async () => {
    start('behave');
    await ask({ do: 'count' });
    const call = host.invoke('fn', { do: 'hang' });
    expect(host.kill('fn')).toBe(true);
    expect(await call).toMatchObject({ ok: false, code: 439 });
    expect(await ask({ do: 'count' })).toBe(1);
  });

  test('can be killed while it is idle', async () => {
    start('behave');
    expect(host.kill('fn')).toBe(false);
    await ask({ do: 'count' });
    expect(host.kill('fn')).toBe(true);
    expect(host.kill('fn')).toBe(false);
    expect(await ask({ do: 'count' })).toBe(1);
  });

  test('may continue work in the background after it answered', async () => {
    start('behave');
    expect(await ask({ do: 'leave-work' })).toBe('early');
    await ask({ do: 'overlap' });
    expect(await ask({ do: 'count' })).toBe(101);
  });

  test('writes to the log, and not to the terminal', async () => {
    start('behave');
    const { requestId } = await host.invoke('fn', { do: 'print' });
    await host.close();
    const line = (stream: string, text: string) => ({
      functionName: 'fn',
      instance: 1,
      requestId,
      stream,
      line: text,
    });
    expect(lines).toContainEqual(line('stdout', 'to the log'));
    expect(lines).toContainEqual(line('stderr', 'to the error log'));
  });

  test('writes lines that name it, also after another was killed', async () => {
    start('behave');
    await ask({ do: 'print' });
    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(2);
    host.kill('fn');
    await ask({ do: 'print' });
    await host.close();
    expect(new Set(lines.map(({ instance }) => instance))).toEqual(new Set([1, 2]));
  });
});

describe('the platform answers', () => {
  test.each<[string, string, object, unknown]>([
    ['what an async handler returns', 'behave', { do: 'echo', value: { a: [1] } }, { a: [1] }],
    ['null for a handler that returns nothing', 'behave', { do: 'nothing' }, null],
    ['null for a promise that nothing will settle', 'behave', { do: 'hang-for-nothing' }, null],
    ['what a handler calls back with', 'call-back', { do: 'answer' }, { answer: 42 }],
    ['what a handler gives to the context', 'call-back', { do: 'succeed-by-context' }, 'done'],
    ['the first of two answers', 'call-back', { do: 'answer-twice' }, 'first'],
    ['null for a callback that never comes', 'call-back', { do: 'forget' }, null],
  ])('%s', async (_name, file, event, expected) => {
    start(file);
    expect(await ask(event)).toEqual(expected);
  });

  const LARGE = { do: 'echo', value: 'x'.repeat(6 * 1024 * 1024) };

  test.each<[number, string, string, object, RegExp | undefined]>([
    [406, 'an event of more than 6 MB', 'behave', LARGE, undefined],
    [407, 'a result of more than 6 MB', 'behave', { do: 'flood' }, undefined],
    [430, 'an exception', 'behave', { do: 'throw' }, /^Error: the function threw this\n +at /],
    [430, 'an exception of text', 'behave', { do: 'throw-text' }, /^text\(callback err is not/],
    [430, 'a result that is no JSON', 'behave', { do: 'circle' }, /stringify response to json/],
    [430, 'an uncaught error', 'behave', { do: 'crash-elsewhere' }, /nobody catches/],
    [430, 'a failed callback', 'call-back', { do: 'fail' }, /^Error: called back with this/],
    [430, 'a callback with text', 'call-back', { do: 'fail-with-text' }, /^text\(callback err/],
    [430, 'a message of no known form', 'behave', { do: 'post', message: null }, /message of its/],
    [
      430,
      'a message that is no JSON',
      'behave',
      { do: 'post', message: { kind: 'returned', text: '{' } },
      /message of its own/,
    ],
    [430, 'a bundle that does not load', 'fail-to-load', {}, /the settings are incomplete/],
    [433, 'a handler that is too slow', 'behave', { do: 'hang' }, undefined],
    [
      433,
      'a handler that has answered and keeps a connection',
      'behave',
      { do: 'keep' },
      undefined,
    ],
    [433, 'a handler that never yields', 'behave', { do: 'spin' }, undefined],
    [434, 'a handler that takes too much memory', 'behave', { do: 'hoard' }, undefined],
    [439, 'a handler that exits', 'behave', { do: 'exit' }, undefined],
  ])('%i for %s', async (code, _name, file, event, stackTrace) => {
    start(file, { timeoutMs: code === 433 ? 1_000 : 20_000, memoryMb: 64 });
    const result = await host.invoke('fn', event);
    expect(result).toMatchObject({ ok: false, code });
    if (stackTrace) expect(result).toMatchObject({ stackTrace: expect.stringMatching(stackTrace) });
  });

  test('an event after a failure, with a new instance', async () => {
    start('behave');
    await host.invoke('fn', { do: 'exit' });
    expect(await ask({ do: 'count' })).toBe(1);
  });

  test('an event after an exception, with the same instance', async () => {
    start('behave');
    await ask({ do: 'count' });
    await host.invoke('fn', { do: 'throw' });
    expect(await ask({ do: 'count' })).toBe(2);
  });

  test.each([
    [true, 'Function [fn] concurrency exceeded reserved quota 1280 MB'],
    [false, 'Function [fn] concurrency exceeded region unreserved quota 1280 MB'],
  ])(
    '432 for the eleventh call at a time of ten instances, reserved: %s',
    async (isReserved, errorMessage) => {
      start('behave', { instancesMax: 10, isReserved });
      const calls = Array.from({ length: 11 }, () => host.invoke('fn', { do: 'overlap' }));
      const refused = (await Promise.all(calls)).filter((result) => !result.ok);
      expect(refused).toMatchObject([{ code: 432, errorMessage }]);
      expect(await ask({ do: 'overlap' }), 'when the others have ended').toBe(1);
    },
  );

  test('432 for no event of a timer, which waits', async () => {
    start('behave');
    const call = host.invoke('fn', { do: 'overlap' });
    const event = host.invoke('fn', { do: 'overlap' }, undefined, 'Event');
    expect(await Promise.all([call, event])).toMatchObject([{ ok: true }, { ok: true }]);
  });

  test('432 for a call when too many calls wait', async () => {
    switches = { ...DEFAULT_SWITCHES, syncCallsWait: true };
    start('behave', {}, 1);
    const calls = [1, 2, 3].map(() => host.invoke('fn', { do: 'overlap' }));
    const codes = (await Promise.all(calls)).map((result) => (result.ok ? 200 : result.code));
    expect(codes).toEqual([200, 200, 432]);
  });

  test('435 for an unknown function', async () => {
    start('behave');
    expect(await host.invoke('other', {})).toMatchObject({ ok: false, code: 435 });
  });

  test('500 for calls that wait when the host closes, and 439 for a running one', async () => {
    switches = { ...DEFAULT_SWITCHES, syncCallsWait: true };
    start('behave');
    const calls = [1, 2].map(() => host.invoke('fn', { do: 'hang' }));
    await host.close();
    expect(await Promise.all(calls)).toMatchObject([{ code: 439 }, { code: 500 }]);
  });

  test('435 for a function that was removed, and 439 for its running call', async () => {
    start('behave');
    const call = host.invoke('fn', { do: 'hang' });
    host.remove('fn');
    host.remove('other');
    expect(await call).toMatchObject({ code: 439 });
    expect(host.has('fn')).toBe(false);
    expect(await host.invoke('fn', {})).toMatchObject({ code: 435 });
  });

  test('500 for a call when no thread can be started, and the next call has its place', async () => {
    let starts = 0;
    const pool = instancePool({
      instancesMax: 1,
      overload: failure(432),
      waitingMax: 0,
      start: () => {
        starts += 1;
        throw new Error('no threads');
      },
    });
    start('behave');
    const facts = {} as FunctionCall['facts'];
    for (const _ of [1, 2]) {
      expect(await pool.run({ eventText: '{}', facts }, false)).toMatchObject({
        code: 500,
        stackTrace: 'No instance can be started: Error: no threads',
      });
    }
    expect(starts).toBe(2);
  });
});

describe("a function's URL", () => {
  const readerOf = bodyReaders(BODY_LIMITS);
  const serve = async (request: IncomingMessage, response: ServerResponse) =>
    functionUrlRoutes(host.invoke, () => switches)(request, response, readerOf(request, response));
  const server = createServer((request, response) => {
    void serve(request, response).then((served) => {
      if (!served) response.writeHead(418).end();
    });
  });
  let url: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test('passes on the path below it, and answers with what the function returns', async () => {
    start('echo-url');
    const init = { method: 'POST', body: '{"tenant":"ü"}', headers: { 'X-One': '1' } };
    const response = await fetch(`${url}/functions/fn/v1/keys?a=1&a=2&plan`, init);
    expect(response.status).toBe(201);
    expect(response.headers.get('x-scf-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      httpMethod: 'POST',
      path: '/v1/keys',
      queryString: { a: ['1', '2'], plan: true },
      body: '{"tenant":"ü"}',
      headers: { 'x-one': '1', 'x-scf-remote-addr': '127.0.0.1' },
    });
  });

  test.each([
    ['a path of its own gets the prefix back', '/v1/keys/a', '/functions/fn/v1/keys/a'],
    ['another site is left alone', 'https://example.com/a', 'https://example.com/a'],
    ['another host is left alone', '//example.com/a', '//example.com/a'],
  ])('rewrites a Location: %s', async (_name, location, expected) => {
    start('echo-url');
    const response = await fetch(`${url}/functions/fn/`, { headers: { 'x-location': location } });
    expect(response.headers.get('location')).toBe(expected);
  });

  test.each([
    ['a function that is not there', '/functions/other/', 435],
    ['another path', '/topics/x', 418],
  ])('is distinguished from %s', async (_name, path, status) => {
    start('echo-url');
    expect((await fetch(url + path)).status).toBe(status);
  });

  test.each([
    ['its length is announced', `content-length: ${6 * 1024 * 1024 + 1}`],
    ['it comes in chunks', 'transfer-encoding: chunked'],
  ])('refuses a body of more than 6 MB when %s', async (_name, header) => {
    start('echo-url');
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => {}); // The server disconnects before it has read everything.
    socket.write(`POST /functions/fn/ HTTP/1.1\r\nhost: local\r\n${header}\r\n\r\n`);
    if (header.startsWith('transfer')) {
      const chunk = `100000\r\n${'x'.repeat(1024 * 1024)}\r\n`;
      for (let megabytes = 0; megabytes < 7; megabytes++) socket.write(chunk);
    }
    expect(await firstLineFrom(socket)).toBe('HTTP/1.1 406 Not Acceptable');
  });

  test('answers a caller who first sends a whole body that is too large', async () => {
    start('echo-url');
    const chunk = 'x'.repeat(1024 * 1024);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const bytes = 20 * chunk.length;
    socket.write(`POST /functions/fn/ HTTP/1.1\r\nhost: local\r\ncontent-length: ${bytes}\r\n\r\n`);
    for (let megabytes = 0; megabytes < 20; megabytes++) {
      await new Promise((resolve) => socket.write(chunk, resolve));
    }
    expect(await firstLineFrom(socket)).toBe('HTTP/1.1 406 Not Acceptable');
  });

  test('drops a caller who disconnects within the body', async () => {
    start('echo-url');
    const served = new Promise<boolean>((resolve, reject) => {
      server.once('request', (request, response) => {
        serve(request, response).then(resolve, reject);
      });
    });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end('POST /functions/fn/ HTTP/1.1\r\nhost: local\r\ncontent-length: 9\r\n\r\nhalf');
    expect(await served).toBe(true);
  });
});

async function firstLineFrom(socket: Socket): Promise<string | undefined> {
  let answer = '';
  for await (const chunk of socket) {
    answer += chunk;
    if (answer.includes('\r\n')) break;
  }
  return answer.split('\r\n')[0];
}

type Delivery = { readonly partition: number; readonly values: readonly string[] };

const DONE: Ending = { ok: true, value: null };

describe('the CKafka trigger', () => {
  let topic: TopicLog;
  let deliveries: Delivery[];
  let answers: (delivery: Delivery) => Ending | Promise<Ending>;
  let skipped: CkafkaEvent[];
  let stop: AbortController;
  let running: Promise<void>;
  let onInvoke: () => void;

  beforeEach(() => {
    topic = topicLog('key-requests', 2, { nowMs: () => 0, record: () => {} });
    deliveries = [];
    skipped = [];
    stop = new AbortController();
    running = Promise.resolve();
    onInvoke = () => {};
  });

  afterEach(async () => {
    stop.abort();
    await running;
  });

  type Settings = Partial<TopicTrigger> & {
    readonly skips?: boolean;
    readonly ckafkaLimitsAreRetries?: boolean;
    readonly ckafkaWindowMsMax?: number;
  };

  function listen(settings: Settings = {}): void {
    const {
      skips = true,
      ckafkaLimitsAreRetries = true,
      ckafkaWindowMsMax = 60_000,
      ...given
    } = settings;
    const trigger: TopicTrigger = {
      topic,
      consumerGroup: 'fn',
      invoke: async (event) => {
        const { partition } = event.Records[0]!.Ckafka;
        const values = event.Records.map(({ Ckafka }) => Ckafka.msgBody);
        const delivery = { partition, values };
        deliveries.push(delivery);
        onInvoke();
        const ending = await answers(delivery);
        return { ...ending, functionName: 'fn', requestId: 'r', durationMs: 0 };
      },
      maxMsgNum: 2,
      windowMs: 1,
      retriesMax: 2,
      switches: () => ({
        ...DEFAULT_SWITCHES,
        ckafkaRetryDelayMs: 1,
        ckafkaLimitsAreRetries,
        ckafkaSkipsAfterRetries: skips,
        ckafkaWindowMsMax,
      }),
      onSkipped: (event) => skipped.push(event),
      ...given,
    };
    running = runCkafkaTrigger(trigger, stop.signal);
  }

  /** Publishes to partitions 0 and 1 alternately, or to the partition of a key. */
  function publish(values: readonly string[], key: string | null = null): void {
    topic.append(values.map((value) => ({ key, value, headers: {} })));
  }

  /** Waits until all published messages are settled. */
  async function settled(): Promise<void> {
    await expect.poll(() => left(), { interval: 2 }).toBe(0);
  }

  const left = () =>
    [0, 1].reduce((sum, partition) => {
      const offset = topic.committedOffset('fn', partition);
      return sum + topic.readPartition(partition, offset, 1_000).length;
    }, 0);

  const valuesOf = (partition: number) =>
    deliveries.filter((delivery) => delivery.partition === partition).map(({ values }) => values);

  test('messages come in order within their partition, in batches', async () => {
    answers = () => DONE;
    publish(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
    listen();
    await settled();
    expect(valuesOf(0)).toEqual([['a0', 'a1'], ['a2']]);
    expect(valuesOf(1)).toEqual([['b0', 'b1'], ['b2']]);
  });

  test('a message that is published later is also delivered', async () => {
    answers = () => DONE;
    listen();
    publish(['early']);
    await settled();
    publish(['late']);
    await settled();
    expect(deliveries.map(({ values }) => values)).toEqual([['early'], ['late']]);
  });

  test('a batch waits for its window, and is delivered at once when it is full', async () => {
    answers = () => DONE;
    listen({ windowMs: 60_000 });
    publish(['first'], 'acme');
    publish(['second'], 'acme');
    await settled();
    expect(deliveries.map(({ values }) => values)).toEqual([['first', 'second']]);
  });

  test('a batch does not wait longer than the switch allows', async () => {
    answers = () => DONE;
    listen({ windowMs: 60_000, ckafkaWindowMsMax: 1 });
    publish(['alone']);
    await settled();
    expect(deliveries.map(({ values }) => values)).toEqual([['alone']]);
  });

  test('a batch ends at 6 MB', async () => {
    answers = () => DONE;
    const [large, other] = ['x'.repeat(4_000_000), 'y'.repeat(4_000_000)] as const;
    publish([large, other], 'acme');
    listen({ windowMs: 60_000, maxMsgNum: 100 });
    await expect.poll(() => deliveries.length, { interval: 2 }).toBe(1);
    expect(deliveries[0]?.values).toEqual([large]);
  });

  test('a batch that fails is delivered again as a whole, before any later one', async () => {
    let failures = 2;
    answers = () => (failures-- > 0 ? failure(430) : DONE);
    publish(['good', 'poison', 'later'], 'acme');
    listen();
    await settled();
    expect(deliveries.map(({ values }) => values)).toEqual([
      ['good', 'poison'],
      ['good', 'poison'],
      ['good', 'poison'],
      ['later'],
    ]);
  });

  test('a failing partition does not block the other one', async () => {
    answers = ({ partition }) => (partition === 0 ? failure(430) : DONE);
    publish(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
    listen({ retriesMax: 1_000_000 });
    await expect.poll(() => topic.committedOffset('fn', 1), { interval: 2 }).toBe(3);
    expect(topic.committedOffset('fn', 0)).toBe(0);
  });

  test('an offset is committed only after its batch succeeded', async () => {
    let finish: (ending: Ending) => void = () => {};
    answers = () => new Promise((resolve) => (finish = resolve));
    const invoked = new Promise<void>((resolve) => (onInvoke = resolve));
    publish(['a']);
    listen();
    await invoked;
    expect(topic.committedOffset('fn', 0)).toBe(0);
    finish(DONE);
    await settled();
    expect(topic.committedOffset('fn', 0)).toBe(1);
  });

  test('a batch that always fails is skipped after its retries if the switch is on', async () => {
    answers = ({ values }) => (values.includes('poison') ? failure(430) : DONE);
    publish(['good', 'poison', 'later'], 'acme');
    listen();
    await settled();
    expect(deliveries.map(({ values }) => values.join())).toEqual([
      'good,poison',
      'good,poison',
      'good,poison',
      'later',
    ]);
    expect(skipped.map(({ Records }) => Records.map(({ Ckafka }) => Ckafka.msgBody))).toEqual([
      ['good', 'poison'],
    ]);
  });

  test('a batch that always fails blocks its partition if the switch is off', async () => {
    answers = () => failure(430);
    publish(['poison', 'more', 'later'], 'acme');
    listen({ skips: false });
    await expect.poll(() => deliveries.length, { interval: 2 }).toBeGreaterThan(6);
    expect(new Set(deliveries.map(({ values }) => values.join()))).toEqual(
      new Set(['poison,more']),
    );
    expect(skipped).toEqual([]);
  });

  test.each<[FailureCode, boolean]>([
    [432, false],
    [500, false],
    [500, true],
  ])('a failure of %i counts as no retry with limits as retries: %s', async (code, limits) => {
    let failures = 2;
    answers = () => (failures-- > 0 ? failure(code) : DONE);
    publish(['a']);
    listen({ retriesMax: 0, ckafkaLimitsAreRetries: limits });
    await settled();
    expect(deliveries.length).toBe(3);
    expect(skipped).toEqual([]);
  });

  test.each<[FailureCode]>([[430], [432], [433], [434], [439]])(
    'a failure of %i counts as a retry',
    async (code) => {
      answers = () => failure(code);
      publish(['a']);
      listen({ retriesMax: 0 });
      await settled();
      expect(skipped.length).toBe(1);
    },
  );

  test('stopping does not wait for the current batch, which is delivered again afterwards', async () => {
    const invoked = new Promise<void>((resolve) => (onInvoke = resolve));
    answers = () => new Promise(() => {});
    publish(['a']);
    listen();
    await invoked;
    stop.abort();
    await running;
    expect(topic.committedOffset('fn', 0)).toBe(0);

    stop = new AbortController();
    answers = () => DONE;
    listen();
    await settled();
    expect(deliveries.map(({ values }) => values)).toEqual([['a'], ['a']]);
  });

  test('a reset of the topic while a batch is in progress hides no later message', async () => {
    let finish: (ending: Ending) => void = () => {};
    answers = () => new Promise((resolve) => (finish = resolve));
    const invoked = new Promise<void>((resolve) => (onInvoke = resolve));
    publish(['old 1', 'old 2'], 'acme');
    listen();
    await invoked;
    topic.clear();
    publish(['new 1', 'new 2'], 'acme');
    answers = () => DONE;
    finish(DONE);
    await settled();
    expect(deliveries.map(({ values }) => values)).toEqual([
      ['old 1', 'old 2'],
      ['new 1', 'new 2'],
    ]);
  });

  test('a reset of the topic ends the deliveries of a batch that fails', async () => {
    answers = ({ values }) => (values.includes('old') ? failure(430) : DONE);
    publish(['old'], 'acme');
    listen({ retriesMax: 1_000_000 });
    await expect.poll(() => deliveries.length, { interval: 2 }).toBeGreaterThan(2);
    topic.clear();
    publish(['new'], 'acme');
    await settled();
    expect(deliveries.at(-1)?.values).toEqual(['new']);
    expect(skipped).toEqual([]);
  });

  test('a reset of the topic while a batch fills hides no later message', async () => {
    answers = () => DONE;
    publish(['before'], 'acme');
    listen({ maxMsgNum: 3, windowMs: 30 });
    await settled();
    publish(['old 1'], 'acme'); // The batch now waits for its window.
    await new Promise(setImmediate);
    topic.clear();
    publish(['new 1', 'new 2', 'new 3'], 'acme');
    await settled();
    expect(deliveries.slice(1).flatMap(({ values }) => values)).toEqual([
      'new 1',
      'new 2',
      'new 3',
    ]);
  });

  test('delivers again the batch of an instance that was killed', async () => {
    start('batch');
    const instances: string[] = [];
    const invoke: TopicTrigger['invoke'] = async (event) => {
      const call = host.invoke('fn', event);
      if (instances.length === 0) host.kill('fn');
      const result = await call;
      instances.push(result.ok ? `settled ${String(result.value)}` : `failed ${result.code}`);
      return result;
    };
    publish(['a', 'b'], 'acme');
    listen({ invoke });
    await settled();
    expect(instances).toEqual(['failed 439', 'settled a,b']);
  });
});
