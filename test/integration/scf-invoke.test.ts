import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client.js';
import type {
  InvokeRequest,
  Result,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_models.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../emulator/api/journal.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { type FunctionHost, functionHost } from '../../emulator/scf/host.ts';
import type { InvokeResult } from '../../emulator/scf/invoke-result.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';

let folder: string;
let cloud: LocalCloud;
let host: FunctionHost;
let results: InvokeResult[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scf-invoke-'));
  const outfile = join(folder, 'worker.mjs');
  const worker = fileURLToPath(new URL('../../emulator/scf/worker.ts', import.meta.url));
  await build({ entryPoints: [worker], outfile, bundle: true, platform: 'node', format: 'esm' });
  cloud = await startLocalCloud({ port: 0, seed: 'scf invoke' });
  host = functionHost({
    workerUrl: pathToFileURL(outfile),
    account: cloud.account,
    region: cloud.region,
    switches: cloud.switches,
    issueCredentials: () => cloud.issueTemporaryCredentials('role', 3_600_000),
    onResult: (result) => results.push(result),
  });
  host.deploy({
    name: 'behave',
    bundlePath: fileURLToPath(new URL('functions/behave.cjs', import.meta.url)),
    handler: 'index.main_handler',
    environment: {},
    role: 'role',
    timeoutMs: 1_000,
    memoryMb: 128,
    instancesMax: 2,
    isReserved: true,
  });
  cloud.addFunctions(host);
});
beforeEach(() => {
  results = [];
});
afterEach(() => ask('POST /reset'));
afterAll(async () => {
  await host.close();
  await cloud.close();
  await rm(folder, { recursive: true });
});

async function ask(route: string, body?: unknown): Promise<any> {
  const [method = '', path = ''] = route.split(' ');
  const text = JSON.stringify(body) ?? null;
  return (await fetch(`${cloud.url}${path}`, { method, body: text })).json();
}

function scf(region = cloud.region, { secretKey = cloud.secretKey } = {}): ScfClient {
  const { secretId, url } = cloud;
  const httpProfile = { endpoint: new URL(url).host, protocol: 'http://', reqTimeout: 5 };
  return new ScfClient({ credential: { secretId, secretKey }, region, profile: { httpProfile } });
}

/** Invokes the function that does what its event says. */
async function invoke(event: object, more: Partial<InvokeRequest> = {}): Promise<Result> {
  const params = { FunctionName: 'behave', ClientContext: JSON.stringify(event), ...more };
  return (await scf().Invoke(params)).Result ?? {};
}

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 5));
const journal = (): Promise<readonly JournalEntry[]> => ask('GET /journal');
const fail = (effect: Effect) => ask('POST /faults', [{ action: 'Invoke', effect, times: 1 }]);

describe('Invoke', () => {
  test('answers what the function returned, as JSON', async () => {
    expect(await invoke({ do: 'echo', value: { name: 'ключ', count: 2 } })).toEqual({
      RetMsg: '{"name":"ключ","count":2}',
      ErrMsg: '',
      InvokeResult: 0,
      Log: '',
      MemUsage: 0,
      Duration: expect.any(Number),
      BillDuration: expect.any(Number),
      FunctionRequestId: results[0]?.requestId,
    });
    const { Duration = 0, BillDuration } = await invoke({ do: 'nothing' });
    expect(BillDuration, 'an int64, where Duration is a float').toBe(Math.ceil(Duration));
    expect((await invoke({ do: 'nothing' })).RetMsg).toBe('null');
    expect((await invoke({ do: 'echo', value: 'text' })).RetMsg).toBe('"text"');
  });

  test('reports a failure of the function in its answer, and is no error itself', async () => {
    const { ErrMsg = '', ...result } = await invoke({ do: 'throw' });
    expect(result).toMatchObject({ RetMsg: '', InvokeResult: -1 });
    expect(JSON.parse(ErrMsg)).toEqual({
      errorCode: 1,
      errorMessage: 'user code exception caught',
      requestId: result.FunctionRequestId,
      stackTrace: expect.stringContaining('the function threw this'),
      statusCode: 430,
    });
    const late = await invoke({ do: 'hang' });
    expect(JSON.parse(late.ErrMsg ?? '')).toEqual({
      errorCode: -1,
      errorMessage: 'Invoking task timed out after 1 seconds',
      requestId: late.FunctionRequestId,
      statusCode: 433,
    });
    expect((await journal()).map(({ code }) => code)).toEqual([null, null]);
  });

  test('passes an empty object without an event, and accepts the defaults by name', async () => {
    const { ErrMsg = '' } = await scf()
      .Invoke({ FunctionName: 'behave' })
      .then(({ Result = {} }) => Result);
    expect(JSON.parse(ErrMsg).stackTrace).toContain('behaviours[event.do] is not a function');
    const named = {
      InvocationType: 'RequestResponse',
      Qualifier: '$DEFAULT',
      Namespace: 'default',
      LogType: 'None',
      RoutingKey: '{"k":"v"}',
    };
    expect(await invoke({ do: 'echo', value: 1 }, named)).toMatchObject({ RetMsg: '1', Log: '' });
  });

  test('of the log type Tail answers what the function and the platform logged', async () => {
    const print = await invoke({ do: 'print' }, { LogType: 'Tail' });
    const id = print.FunctionRequestId;
    expect(print.Log?.split('\n')).toEqual([
      `START RequestId:${id}`,
      'to the log',
      'to the error log',
      `Response RequestId:${id} RetMsg:null`,
      `END RequestId:${id}`,
      expect.stringMatching(`^Report RequestId:${id} Duration:\\d+ms$`),
      '',
    ]);
    const value = 'ключ'.repeat(1_000);
    const long = await invoke({ do: 'echo', value }, { LogType: 'Tail' });
    expect(Buffer.byteLength(long.Log ?? '')).toBeGreaterThan(4_090);
    expect(Buffer.byteLength(long.Log ?? '')).toBeLessThanOrEqual(4_096);
    expect(long.Log).toMatch(/^[ключ]+"\nEND /);
    const odd = invoke({ do: 'nothing' }, { LogType: 'All' });
    await expect(odd).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  });

  test('of the type Event answers at once, and the function runs in the background', async () => {
    const result = await invoke({ do: 'overlap' }, { InvocationType: 'Event' });
    expect(result).toEqual({
      FunctionRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      RetMsg: '',
      ErrMsg: '',
      Log: '',
      MemUsage: 0,
      Duration: 0,
      BillDuration: 0,
      InvokeResult: 0,
    });
    while (results.length === 0) await aMoment();
    expect(results[0]).toMatchObject({ ok: true, requestId: result.FunctionRequestId });
  });

  const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const text = (length: number) => ({ ClientContext: JSON.stringify('x'.repeat(length - 2)) });
  test.each<[string, Partial<InvokeRequest>, string]>([
    ['a function that is not there', { FunctionName: 'other' }, 'ResourceNotFound.FunctionName'],
    ['an inherited name', { FunctionName: 'constructor' }, 'ResourceNotFound.FunctionName'],
    ['a version that is not there', { Qualifier: '7' }, 'ResourceNotFound.Function'],
    ['a namespace that is not there', { Namespace: 'test' }, 'ResourceNotFound.Function'],
    ['an unknown type', { InvocationType: 'DryRun' }, 'InvalidParameterValue'],
    ['an event that is no JSON', { ClientContext: '{do: "echo"}' }, 'InvalidParameterValue'],
    ['an empty event', { ClientContext: '' }, 'InvalidParameterValue'],
    ['an event of over 6 MB', text(6 * 1024 * 1024 + 1), 'RequestSizeLimitExceeded'],
    [
      'an asynchronous event of over 128 kB',
      { ...text(128 * 1024 + 1), InvocationType: 'Event' },
      'RequestSizeLimitExceeded',
    ],
    [
      'an event that is nested too deeply',
      { ClientContext: deep(1_000_000) },
      'InvalidParameterValue',
    ],
    ['an unknown parameter', { Event: '{}' } as object, 'UnknownParameter'],
    ['an event that is no text', { ClientContext: {} } as object, 'InvalidParameter'],
  ])('refuses %s, and runs nothing', async (_, params, code) => {
    await expect(invoke({ do: 'nothing' }, params)).rejects.toMatchObject({ code });
    expect(results).toEqual([]);
  });

  test('survives a result that is nested too deeply', async () => {
    for (const depth of [1_000, 3_000, 6_000, 9_000, 20_000]) {
      const { RetMsg, ErrMsg } = await invoke({ do: 'bury', depth });
      expect(RetMsg === '').toBe(ErrMsg !== '');
    }
  });

  test('runs nothing without a valid signature', async () => {
    const client = scf(cloud.region, { secretKey: 'wrong' });
    const params = { FunctionName: 'behave', ClientContext: '{"do":"nothing"}' };
    const code = 'AuthFailure.SignatureFailure';
    await expect(client.Invoke(params)).rejects.toMatchObject({ code });
    expect(results).toEqual([]);
    expect(await journal()).toMatchObject([{ action: 'Invoke', params: {}, code }]);
  });

  test('is known only in the region of the functions', async () => {
    const params = { FunctionName: 'behave', ClientContext: '{"do":"nothing"}' };
    await expect(scf('ap-tokyo').Invoke(params)).rejects.toMatchObject({
      code: 'ResourceNotFound.FunctionName',
    });
    await expect(scf('mars').Invoke(params)).rejects.toMatchObject({ code: 'UnsupportedRegion' });
  });

  test('accepts an event of 6 MB, and an asynchronous one of 128 kB', async () => {
    const full = (bytes: number) => ({ do: 'nothing', filling: 'x'.repeat(bytes - 30) });
    expect(await invoke(full(6 * 1024 * 1024))).toMatchObject({ RetMsg: 'null' });
    const result = await invoke(full(128 * 1024), { InvocationType: 'Event' });
    while (results.length < 2) await aMoment();
    expect(results[1]).toMatchObject({ ok: true, requestId: result.FunctionRequestId });
  });

  test('is in the journal, with the beginning of a long event', async () => {
    await invoke({ do: 'nothing', filling: 'x'.repeat(100_000) });
    expect(await journal()).toMatchObject([
      {
        action: 'Invoke',
        code: null,
        mutating: false,
        params: {
          FunctionName: 'behave',
          ClientContext: `{"do":"nothing","filling":"${'x'.repeat(973)}…`,
        },
      },
    ]);
  });
});

describe('Invoke under a fault', () => {
  const HANG_UP = expect.stringContaining('socket hang up');

  test.each<[string, Effect, object, boolean]>([
    ['an error', { error: 'InternalError' }, { code: 'InternalError' }, false],
    ['a late error', { error: 'InternalError', after: true }, { code: 'InternalError' }, true],
    ['a lost answer', { lostAnswer: true }, { message: HANG_UP }, true],
    ['a page of a gateway', { http: 502 }, { httpCode: 502 }, false],
  ])('%s hides the result from the caller', async (_, effect, error, runs) => {
    await fail(effect);
    await expect(invoke({ do: 'nothing' })).rejects.toMatchObject(error);
    while (runs && results.length === 0) await aMoment();
    expect(await invoke({ do: 'count' })).toMatchObject({ InvokeResult: 0 });
    expect(results).toHaveLength(runs ? 2 : 1);
  });

  test('lets the function run after the connection ended', async () => {
    await fail({ lateMs: 20 });
    await expect(invoke({ do: 'nothing' })).rejects.toThrow('socket hang up');
    while (results.length === 0) await aMoment();
    expect(results).toMatchObject([{ ok: true, functionName: 'behave' }]);
  });
});

test('a local cloud without functions knows none', async () => {
  const bare = await startLocalCloud({ port: 0, seed: 'bare' });
  const { secretId, secretKey, region, url } = bare;
  const profile = { httpProfile: { endpoint: new URL(url).host, protocol: 'http://' } };
  const client = new ScfClient({ credential: { secretId, secretKey }, region, profile });
  await expect(client.Invoke({ FunctionName: 'behave' })).rejects.toMatchObject({
    code: 'ResourceNotFound.FunctionName',
  });
  await bare.close();
});
