import { createHash, createHmac } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deployApis } from '../../deploy/calls/apis.ts';
import type { LogLine } from '../../emulator/scf/host.ts';
import { type RunningFunctions, runFunctions } from '../../emulator/scf/run-functions.ts';
import { CKAFKA_INSTANCE_ID } from '../../emulator/state/ckafka.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { wallClock } from '../wall-clock.ts';
import { AUTHORIZATION } from '../world/authorization.ts';

// Functions that are deployed only by the API, and run.

let folder: string;
let workerUrl: URL;
let cloud: LocalCloud;
let functions: RunningFunctions;
let lines: LogLine[];
let problems: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'run-functions-'));
  const outfile = join(folder, 'worker.mjs');
  const worker = fileURLToPath(new URL('../../emulator/scf/worker.ts', import.meta.url));
  await build({ entryPoints: [worker], outfile, bundle: true, platform: 'node', format: 'esm' });
  workerUrl = pathToFileURL(outfile);
});
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  lines = [];
  problems = [];
  cloud = await startLocalCloud({ port: 0, seed: 'run functions' });
  functions = run();
  await authorize();
});
afterEach(async () => {
  await functions.close();
  await cloud.close();
});

function run(): RunningFunctions {
  return runFunctions(cloud, {
    workerUrl,
    onLog: (line) => lines.push(line),
    onProblem: (functionName, problem) => problems.push(`${functionName}: ${problem}`),
  });
}

/** Calls the API as an operator does. */
function call(product: 'scf' | 'ckafka' | 'cam', action: string, params: object): Promise<unknown> {
  const { region, url: endpoint, secretId, secretKey } = cloud;
  const readCredentials = () => ({ secretId, secretKey });
  const apis = deployApis({
    region,
    endpoint,
    readCredentials,
    clock: wallClock,
    wallMs: Date.now,
  });
  return apis[product].client.request(action, params, new AbortController().signal);
}

/** Lets the platform create triggers. */
async function authorize(): Promise<void> {
  for (const [action, params] of AUTHORIZATION) await call('cam', action, params);
}

const scf = (action: string, params: object = {}) =>
  call('scf', action, { FunctionName: 'fn', ...params });

/** The code of a function that answers with the value of an expression of `event`. */
const codeOf = (answer: string) => {
  const source = `exports.main_handler = async (event) => { console.log(JSON.stringify(event)); return ${answer}; };`;
  return zipOf({ 'index.js': source });
};

const zipOf = (files: Readonly<Record<string, string>>) => {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)]);
  return Buffer.from(zipSync(Object.fromEntries(entries))).toString('base64');
};

/** Creates the function `fn`, which answers with its variable WORD. */
const create = (params: object = {}, zip = codeOf('process.env.WORD')) =>
  scf('CreateFunction', {
    Code: { ZipFile: zip },
    Handler: 'index.main_handler',
    Runtime: 'Nodejs20.19',
    MemorySize: 128,
    Timeout: 3,
    Environment: { Variables: [{ Key: 'WORD', Value: 'first' }] },
    ...params,
  });

const OPEN = { EnableIntranet: false, EnableExtranet: true };

const setUrl = (action: string, AuthType: string, Enable: string, NetConfig: object = OPEN) =>
  scf(action, {
    TriggerName: 'url',
    Type: 'http',
    TriggerDesc: JSON.stringify({ AuthType, NetConfig }),
    Enable,
  });

const createUrl = (AuthType: string, NetConfig: object = OPEN) =>
  setUrl('CreateTrigger', AuthType, 'OPEN', NetConfig);

const enable = (Type: string, TriggerName: string, Enable: 'OPEN' | 'CLOSE') =>
  scf('UpdateTriggerStatus', { Type, TriggerName, Enable });

async function get(path = '/', init: RequestInit = {}) {
  const answer = await fetch(`${cloud.url}/functions/fn${path}`, init);
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

const statusOf = async () => (await get()).status;

/** The texts of all messages that the function received, batch by batch. */
const batches = () =>
  lines
    .map(({ line }) => JSON.parse(line))
    .filter(({ Records }) => Records !== undefined)
    .map(({ Records }) => Records.map(({ Ckafka }: any) => Ckafka.msgBody));

describe('a function that is deployed by the API', () => {
  test('answers at its URL only while its trigger is enabled', async () => {
    await create();
    expect(await statusOf()).toBe(404);
    await createUrl('NONE');
    expect(await get()).toEqual({ status: 200, body: 'first' });
    await setUrl('UpdateTrigger', 'NONE', 'CLOSE');
    expect(await statusOf()).toBe(404);
    await setUrl('UpdateTrigger', 'NONE', 'OPEN');
    expect(await statusOf()).toBe(200);
    await setUrl('UpdateTrigger', 'CAM', 'OPEN');
    expect(await statusOf()).toBe(401);
    await scf('DeleteTrigger', { Type: 'http', TriggerName: 'url' });
    expect(await statusOf()).toBe(404);
  });

  test('has no URL if no network can reach it', async () => {
    await create();
    await createUrl('NONE', { EnableIntranet: false, EnableExtranet: false });
    expect(await statusOf()).toBe(404);
  });

  test('is deployed again after a change of settings, code or instances', async () => {
    await create();
    await createUrl('NONE');
    await scf('UpdateFunctionConfiguration', {
      Environment: { Variables: [{ Key: 'WORD', Value: 'second' }] },
    });
    expect(await get()).toMatchObject({ body: 'second' });
    const code = codeOf('process.env.WORD + " and third"');
    await scf('UpdateFunctionCode', { ZipFile: code, Handler: 'index.main_handler' });
    expect(await get()).toMatchObject({ body: 'second and third' });
    await scf('PutReservedConcurrencyConfig', { ReservedConcurrencyMem: 128 });
    expect(await get()).toMatchObject({ body: 'second and third' });
  });

  test('runs in as many instances as fit into its reserved memory', async () => {
    const wait = 'await new Promise((done) => setTimeout(done, 50))';
    const source = `let busy = 0; exports.main_handler = async () => { busy += 1; ${wait}; return require('node:worker_threads').threadId; };`;
    await create({}, zipOf({ 'index.js': source }));
    await createUrl('NONE');
    await scf('PutReservedConcurrencyConfig', { ReservedConcurrencyMem: 2 * 128 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => get()));
    const taken = answers.filter(({ status }) => status === 200);
    expect(new Set(taken.map(({ body }) => body)).size).toBe(2);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 432, 432, 432, 432]);
    expect(answers.find(({ status }) => status === 432)?.body).toEqual({
      errorCode: -1,
      errorMessage: 'Function [fn] concurrency exceeded reserved quota 256 MB',
      requestId: expect.any(String),
      statusCode: 432,
    });
  });

  test.each([
    [false, 433],
    [true, 504],
  ])(
    'that runs too long is answered by its URL, with a standard status: %s',
    async (urlStatusesStandard, status) => {
      const source =
        'exports.main_handler = () => new Promise((done) => setTimeout(done, 60_000));';
      await create({ Timeout: 1 }, zipOf({ 'index.js': source }));
      await createUrl('NONE');
      const body = JSON.stringify({ urlStatusesStandard });
      await fetch(`${cloud.url}/switches`, { method: 'PUT', body });
      expect(await get()).toEqual({
        status,
        body: {
          errorCode: -1,
          errorMessage: 'Invoking task timed out after 1 seconds',
          requestId: expect.any(String),
          statusCode: 433,
        },
      });
    },
  );

  test('is invoked by its name until it is deleted', async () => {
    await create();
    expect(await scf('Invoke')).toMatchObject({ Result: { RetMsg: '"first"' } });
    await createUrl('NONE');
    await scf('DeleteFunction');
    expect(await statusOf()).toBe(404);
    await expect(scf('Invoke')).rejects.toMatchObject({ code: 'ResourceNotFound.FunctionName' });
  });

  test('has the credentials of its role, and none without one', async () => {
    const code = codeOf(
      'Object.keys(process.env).filter((name) => /SECRET|TOKEN/.test(name)).sort()',
    );
    await create({}, code);
    expect(await scf('Invoke')).toMatchObject({ Result: { RetMsg: '[]' } });
    cloud.grantRole('reader', {
      version: '2.0',
      statement: [{ effect: 'allow', action: ['kms:GetServiceStatus'], resource: ['*'] }],
    });
    const early = scf('UpdateFunctionConfiguration', { Role: 'reader' });
    await expect(early).rejects.toMatchObject({ code: 'ResourceNotFound.Role' });
    await fetch(`${cloud.url}/clock/advance`, { method: 'POST', body: '{"ms":60000}' });
    await scf('UpdateFunctionConfiguration', { Role: 'reader' });
    const names = '["TENCENTCLOUD_SECRETID","TENCENTCLOUD_SECRETKEY","TENCENTCLOUD_SESSIONTOKEN"]';
    expect(await scf('Invoke')).toMatchObject({ Result: { RetMsg: names } });
  });

  test('survives a reset, and a restart of a cloud with a directory', async () => {
    await functions.close();
    await cloud.close();
    const dataDir = join(folder, 'kept');
    cloud = await startLocalCloud({ port: 0, dataDir });
    functions = run();
    await authorize();
    await create();
    await createUrl('NONE');
    await fetch(`${cloud.url}/reset`, { method: 'POST' });
    expect(await statusOf()).toBe(200);
    await functions.close();
    await cloud.close();
    cloud = await startLocalCloud({ port: 0, dataDir });
    functions = run();
    expect(await get()).toEqual({ status: 200, body: 'first' });
  });

  test('runs on while the program of its threads is built again', async () => {
    const copy = join(folder, 'moved.mjs');
    await create();
    await createUrl('NONE');
    renameSync(fileURLToPath(workerUrl), copy);
    const answer = await get();
    renameSync(copy, fileURLToPath(workerUrl));
    expect(answer).toEqual({ status: 200, body: 'first' });
  });
});

describe('code', () => {
  test('is unpacked into a folder that is removed at the end', async () => {
    await create({}, zipOf({ 'index.js': 'exports.main_handler = async () => __dirname;' }));
    const { Result } = (await scf('Invoke')) as { Result: { RetMsg: string } };
    const path = JSON.parse(Result.RetMsg);
    expect(readdirSync(path)).toEqual(['index.js']);
    await scf('UpdateFunctionCode', {
      ZipFile: codeOf('1'),
      Handler: 'index.main_handler',
    });
    expect(existsSync(path)).toBe(false);
    await functions.close();
    expect(existsSync(join(path, '..'))).toBe(false);
  });

  test('of a cloud that was killed is removed by the next, and of no other', async () => {
    const folderOf = (name: string) => join(tmpdir(), `local-cloud-${name}`);
    const [killed, reused] = ['4194305-000000000000-Abc123', '1-000000000000-Abc123'].map(folderOf);
    const [linked, other] = ['4194305-000000000000-Abc124', '4194305'].map(folderOf);
    for (const path of [killed!, reused!, other!])
      mkdirSync(join(path, 'fn-1'), { recursive: true });
    symlinkSync(other!, linked!);
    await functions.close();
    functions = run();
    const left = [killed, reused, linked, other].map((path) => existsSync(path!));
    rmSync(linked!);
    rmSync(other!, { recursive: true });
    expect(left).toEqual([false, false, true, true]);
  });

  test.each<[string, string]>([
    ['../out.js', '"../out.js" leads out of the code\'s folder'],
    ['in/../../out.js', '"in/../../out.js" leads out of the code\'s folder'],
    ['/out.js', '"/out.js" leads out of the code\'s folder'],
    ['..\\out.js', '"..\\\\out.js" leads out of the code\'s folder'],
  ])('with a path such as %s is not run, and the problem is reported', async (path, reason) => {
    await create({}, zipOf({ 'index.js': '', [path]: '' }));
    expect(problems).toEqual([`fn: The code cannot be unpacked: ${reason}.`]);
    await expect(scf('Invoke')).rejects.toMatchObject({ code: 'ResourceNotFound.FunctionName' });
  });

  test('that is an incomplete zip is not run until it is replaced', async () => {
    const zip = Buffer.from(codeOf('1'), 'base64').subarray(0, 60).toString('base64');
    await create({}, zip);
    expect(problems).toEqual(['fn: The code cannot be unpacked: invalid zip data.']);
    await scf('UpdateFunctionCode', { ZipFile: codeOf('1'), Handler: 'index.main_handler' });
    expect(await scf('Invoke')).toMatchObject({ Result: { RetMsg: '1' } });
  });

  test('may have files in folders', async () => {
    const files = {
      'index.js': 'exports.main_handler = async () => require("./lib/word.js");',
      'lib/word.js': 'module.exports = "from a file";',
      'lib/empty/': '',
    };
    await create({}, zipOf(files));
    expect(await scf('Invoke')).toMatchObject({ Result: { RetMsg: '"from a file"' } });
  });
});

describe('the log of a function', () => {
  type Page = { readonly TotalCount: number; readonly Data: readonly Row[] };
  type Row = { readonly Log: string; readonly RetMsg: string; readonly RequestId: string };
  const logs = async (params: object = {}) => (await scf('GetFunctionLogs', params)) as Page;
  const lastLog = async () => (await logs({ Limit: 1 })).Data[0]!;
  const ignore = (params: object) => scf('UpdateFunctionConfiguration', params);
  const set = (switches: object) =>
    fetch(`${cloud.url}/switches`, { method: 'PUT', body: JSON.stringify(switches) });

  beforeEach(async () => {
    await set({ rateLimits: false });
  });

  test('has what it returned, and its own lines', async () => {
    await create({}, codeOf('event.odd.value'));
    await scf('Invoke', { ClientContext: '{"odd":{"value":"a word"}}' });
    await scf('Invoke', { ClientContext: '{}' });
    await scf('Invoke', { ClientContext: '{"odd":{"value":1}}' });
    const { TotalCount, Data } = await logs();
    const [last, failed, first] = Data;
    expect(TotalCount).toBe(3);
    expect(first).toMatchObject({ FunctionName: 'fn', RetMsg: '"a word"', RetCode: 0 });
    expect(first!.Log.split('\n')).toEqual([
      `START RequestId:${first!.RequestId}`,
      '{"odd":{"value":"a word"}}',
      `Response RequestId:${first!.RequestId} RetMsg:"a word"`,
      `END RequestId:${first!.RequestId}`,
      expect.stringMatching(/^Report /),
      '',
    ]);
    expect(failed).toMatchObject({ RetMsg: '', RetCode: 1, InvokeFinished: 1 });
    expect(failed!.Log).toContain(
      "TypeError: Cannot read properties of undefined (reading 'value')",
    );
    expect(await logs({ Filter: { RetCode: 'not0' } })).toMatchObject({ Data: [failed] });
    expect(await logs({ Filter: { RetCode: 'is0' } })).toMatchObject({ Data: [last, first] });
    expect(await logs({ Order: 'asc', Offset: 2 })).toMatchObject({ Data: [last] });
    expect(await logs({ FunctionRequestId: failed!.RequestId })).toMatchObject({ TotalCount: 1 });
    for (const wrong of [{ OrderBy: 'mood' }, { Filter: { RetCode: '0' } }, { Order: 'up' }]) {
      await expect(logs(wrong)).rejects.toMatchObject({
        code: expect.stringMatching(/^InvalidParameterValue/),
      });
    }
  });

  test('keeps what it returned unless IgnoreSysLog is honoured, or nothing is logged', async () => {
    await create({}, codeOf('"a word"'));
    await ignore({ IgnoreSysLog: true });
    await scf('Invoke');
    expect((await lastLog()).Log).toContain('RetMsg:"a word"');

    await set({ ignoreSysLogHonoured: true });
    await scf('Invoke');
    expect(await lastLog()).toMatchObject({ RetMsg: '', Log: '{}\n' });

    await ignore({ Timeout: 4 });
    await scf('Invoke');
    expect(await lastLog()).toMatchObject({ RetMsg: '"a word"' });

    await set({ ignoreSysLogWipedWhenAbsent: false });
    await ignore({ IgnoreSysLog: true });
    await ignore({ Timeout: 5 });
    await scf('Invoke');
    expect((await lastLog()).RetMsg).toBe('');

    await set({ ignoreSysLogHonoured: false, returnedValuesLogged: false });
    await scf('Invoke');
    const { Log, RetMsg } = await lastLog();
    expect([RetMsg, Log.includes('Response')]).toEqual(['', false]);
    expect(Log).toMatch(/^START .*\n\{\}\nEND /);
  });
});

type Signer = { readonly secretId: string; readonly secretKey: string; readonly token?: string };

/** Signs a POST to the function's URL as the vendor's page on URLs with CAM describes. */
function signed(path: string, body: string, { secretId, secretKey, token }: Signer): RequestInit {
  const timestampS = Math.floor(Date.now() / 1_000);
  const date = new Date(timestampS * 1_000).toISOString().slice(0, 10);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const { host } = new URL(cloud.url);
  const [pathname = '', query = ''] = `/functions/fn${path}`.split('?');
  const names = 'content-type;host';
  const canonical = `POST\n${pathname}\n${query}\ncontent-type:text/plain\nhost:${host}\n\n${names}\n${sha256(body)}`;
  const scope = `${date}/scf/tc3_request`;
  const text = `TC3-HMAC-SHA256\n${timestampS}\n${scope}\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), 'scf'), 'tc3_request');
  const signature = hmac(key, text).toString('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'text/plain',
      'x-scf-cam-timestamp': String(timestampS),
      ...(token === undefined ? {} : { 'x-scf-cam-token': token }),
      authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    },
  };
}

describe('a URL with CAM', () => {
  beforeEach(async () => {
    await create();
    await createUrl('CAM');
  });

  const PATH = '/v1/keys?plan=true';

  test('answers 401 to an unsigned request', async () => {
    const { status, body } = await get(PATH);
    expect(status).toBe(401);
    expect(body).toMatchObject({
      statusCode: 401,
      errorMessage: expect.stringMatching(/^AuthFailure\.InvalidAuthorization: /),
    });
  });

  test('is open to the account', async () => {
    expect(await get(PATH, signed(PATH, 'body', cloud))).toEqual({ status: 200, body: 'first' });
  });

  test.each<[string, string, string]>([
    ['path', '/v1/other?plan=true', 'body'],
    ['query', '/v1/keys', 'body'],
    ['body', PATH, 'another'],
  ])('answers 401 when the %s is not what was signed', async (_, path, body) => {
    const init = signed(PATH, 'body', cloud);
    expect(await get(path, { ...init, body })).toMatchObject({ status: 401 });
    expect(lines).toEqual([]);
  });

  test('answers 403 to a role without permission, and admits one with it', async () => {
    const grant = (name: string, action: string, resource: string) =>
      cloud.grantRole(name, {
        version: '2.0',
        statement: [{ effect: 'allow', action: [action], resource: [resource] }],
      });
    const { region, account } = cloud;
    const nameOf = (fn: string) =>
      `qcs::scf:${region}:uin/${account.uin}:namespace/default/function/${fn}`;
    grant('other', 'scf:InvokeFunctionUrl', nameOf('other'));
    grant('caller', 'scf:InvokeFunctionUrl', nameOf('fn'));
    const asRole = (role: string) =>
      get(PATH, signed(PATH, '', cloud.issueTemporaryCredentials(role, 60_000)));
    expect(await asRole('other')).toMatchObject({
      status: 403,
      body: { statusCode: 403, errorMessage: expect.stringContaining('scf:InvokeFunctionUrl') },
    });
    expect(await asRole('nobody')).toMatchObject({ status: 403 });
    expect(await asRole('caller')).toEqual({ status: 200, body: 'first' });
  });
});

describe('a trigger of a queue', () => {
  const NAME = `${CKAFKA_INSTANCE_ID}-key-requests`;

  beforeEach(async () => {
    await call('ckafka', 'CreateTopic', {
      InstanceId: CKAFKA_INSTANCE_ID,
      TopicName: 'key-requests',
      PartitionNum: 3,
      ReplicaNum: 3,
    });
    await create();
  });

  const attach = (offset: unknown, Enable = 'OPEN') =>
    scf('CreateTrigger', {
      TriggerName: NAME,
      Type: 'ckafka',
      TriggerDesc: JSON.stringify({
        maxMsgNum: 10,
        offset,
        retry: 10_000,
        timeOut: 60,
        consumerGroupName: 'group',
      }),
      Enable,
    });

  const publish = (...values: string[]) =>
    cloud.topics
      .get('key-requests')!
      .append(values.map((value) => ({ key: 'acme', value, headers: {} })));

  const committed = () =>
    [0, 1, 2].reduce(
      (sum, partition) =>
        sum + cloud.topics.get('key-requests')!.committedOffset('group', partition),
      0,
    );

  test('that starts at the earliest offset delivers old and new messages', async () => {
    publish('old', 'older');
    await attach('earliest');
    await expect.poll(committed).toBe(2);
    publish('new');
    await expect.poll(committed).toBe(3);
    expect(batches()).toEqual([['old', 'older'], ['new']]);
  });

  test('that starts at the latest offset skips old messages', async () => {
    publish('old');
    await attach('latest');
    publish('new');
    await expect.poll(batches).toEqual([['new']]);
  });

  test('that starts at a time skips earlier messages', async () => {
    publish('old');
    await fetch(`${cloud.url}/clock/advance`, { method: 'POST', body: '{"ms":60000}' });
    const fromMs = cloud.nowMs();
    publish('new');
    await attach(fromMs);
    await expect.poll(batches).toEqual([['new']]);
  });

  test('continues from its offset when it is enabled again', async () => {
    await attach('latest');
    publish('a');
    await expect.poll(committed).toBe(1);
    await enable('ckafka', NAME, 'CLOSE');
    publish('b');
    await enable('ckafka', NAME, 'OPEN');
    await expect.poll(batches).toEqual([['a'], ['b']]);
  });

  test('that is disabled delivers nothing', async () => {
    publish('a');
    await attach('earliest', 'CLOSE');
    expect(await scf('Invoke')).toMatchObject({ Result: { RetMsg: '"first"' } });
    expect([batches(), committed()]).toEqual([[], 0]);
  });

  test('delivers a batch again that was in progress when the function changed', async () => {
    const hang = codeOf('await new Promise((done) => setTimeout(done, 60_000))');
    await scf('UpdateFunctionCode', { ZipFile: hang, Handler: 'index.main_handler' });
    await fetch(`${cloud.url}/switches`, {
      method: 'PUT',
      body: '{"ckafkaRetryDelayMs":1}',
    });
    await attach('earliest');
    publish('a');
    await expect.poll(batches).toEqual([['a']]);
    await scf('UpdateFunctionCode', { ZipFile: codeOf('1'), Handler: 'index.main_handler' });
    await expect.poll(committed).toBe(1);
    expect(batches()).toEqual([['a'], ['a']]);
  });
});

describe('a timer', () => {
  const dayMs = 86_400_000;
  const advance = (ms = dayMs) =>
    fetch(`${cloud.url}/clock/advance`, { method: 'POST', body: JSON.stringify({ ms }) });
  const events = () => lines.map(({ line }) => JSON.parse(line));

  test('passes its argument to the function while it is enabled', async () => {
    // At noon in UTC, both times are still to come on that day, whenever the test runs.
    await advance((dayMs * 1.5 - (Date.now() % dayMs)) % dayMs);
    await create();
    await scf('CreateTrigger', {
      TriggerName: 'nightly',
      Type: 'timer',
      TriggerDesc: '0 0 3 * * * *',
      CustomArgument: 'check',
      Enable: 'OPEN',
    });
    await advance();
    const event = { Type: 'Timer', TriggerName: 'nightly', Message: 'check' };
    await expect.poll(events).toMatchObject([event]);
    await scf('UpdateTrigger', {
      TriggerName: 'nightly',
      Type: 'timer',
      TriggerDesc: '0 0 4 * * * *',
      CustomArgument: 'again',
      Enable: 'OPEN',
    });
    await advance();
    await expect.poll(events).toMatchObject([event, { ...event, Message: 'again' }]);
    expect(events().map(({ Time }) => Time.slice(11))).toEqual(['19:00:00Z', '20:00:00Z']);
    const [first = 0, second = 0] = events().map(({ Time }) => Date.parse(Time));
    expect(second - first, 'the clock is a day ahead').toBe(90_000_000);
    await enable('timer', 'nightly', 'CLOSE');
    await advance();
    expect(await scf('Invoke')).toMatchObject({ Result: { RetMsg: '"first"' } });
    expect(events()).toHaveLength(3);
  });
});
