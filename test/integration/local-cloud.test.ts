import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as KmsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_client.js';
import { afterEach, describe, expect, test } from 'vitest';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../local/cloud.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: Partial<LocalCloudOptions> = {}): Promise<LocalCloud> {
  const cloud = await startLocalCloud({ port: 0, seed: 'seed', ...options });
  closers.push(cloud.close);
  return cloud;
}

/** Stops a cloud now instead of at the end of its test. */
async function stop(cloud: LocalCloud): Promise<void> {
  closers.splice(closers.indexOf(cloud.close), 1);
  await cloud.close();
}

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-cloud-'));
  closers.push(() => rmSync(directory, { recursive: true }));
  return directory;
}

function kmsOf({ url, secretId, secretKey, region }: LocalCloud): KmsClient {
  const endpoint = new URL(url).host;
  const profile = { httpProfile: { endpoint, protocol: 'http://', reqTimeout: 1 } };
  return new KmsClient({ credential: { secretId, secretKey }, region, profile });
}

async function ask(cloud: LocalCloud, route: string, body?: unknown): Promise<any> {
  const [method = '', path = ''] = route.split(' ');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${cloud.url}${path}`, { method, body: text ?? null });
  const content = await answer.json();
  return answer.ok ? content : { status: answer.status, ...(content as object) };
}

const aliasesOf = async (cloud: LocalCloud) => {
  const { KeyMetadatas = [] } = await kmsOf(cloud).ListKeyDetail({});
  return KeyMetadatas.map(({ Alias }) => Alias);
};

describe('the journal', () => {
  test('lists each call with its parameters and its result', async () => {
    const cloud = await start({ nowMs: () => 1_700_000_000_000 });
    await kmsOf(cloud).CreateKey({ Alias: 'acme_main' });
    await kmsOf(cloud)
      .CreateKey({ Alias: 'acme_main' })
      .catch(() => {});
    const journal = await ask(cloud, 'GET /journal');
    const common = { action: 'CreateKey', params: { Alias: 'acme_main' }, mutating: true };
    expect(journal).toMatchObject([
      { ...common, code: null, atMs: 1_700_000_000_000 },
      { ...common, code: 'InvalidParameterValue.AliasAlreadyExists' },
    ]);
    expect(Object.keys(journal[0]).sort()).toEqual([
      'action',
      'atMs',
      'caller',
      'code',
      'mutating',
      'params',
      'requestId',
    ]);
    expect(JSON.stringify(journal)).not.toContain(cloud.secretKey);
    expect(await ask(cloud, 'DELETE /journal')).toEqual([]);
  });

  test('calls listeners for each new entry', async () => {
    const cloud = await start();
    const actions: string[] = [];
    const unsubscribe = cloud.onCall(({ action }) => actions.push(action));
    await kmsOf(cloud).ListKeys({});
    unsubscribe();
    await kmsOf(cloud).GetServiceStatus();
    expect(actions).toEqual(['ListKeys']);
  });
});

describe('faults over HTTP', () => {
  test('are listed, take effect, and are cleared', async () => {
    const cloud = await start();
    const faults = [{ action: 'CreateKey', effect: { error: 'InternalError' }, times: 2 }];
    expect(await ask(cloud, 'POST /faults', faults)).toEqual(faults);
    const create = () => kmsOf(cloud).CreateKey({ Alias: 'acme_main' });
    await expect(create()).rejects.toMatchObject({ code: 'InternalError' });
    expect(await ask(cloud, 'GET /faults')).toEqual([{ ...faults[0], times: 1 }]);
    expect(await ask(cloud, 'DELETE /faults')).toEqual([]);
    expect(await create()).toMatchObject({ Alias: 'acme_main' });
  });

  const rows: readonly (readonly [object, object, readonly string[]])[] = [
    [{ lostAnswer: true }, { message: expect.stringContaining('socket hang up') }, ['acme_main']],
    [{ http: 503 }, { httpCode: 503 }, []],
    [{ notJson: true }, { type: 'invalid-json' }, []],
    [
      { truncate: true },
      { message: expect.stringMatching(/aborted|Premature|timeout/) },
      ['acme_main'],
    ],
  ];
  test.each(rows)('%o breaks the answer of the SDK', async (effect, error, aliases) => {
    const cloud = await start();
    await ask(cloud, 'POST /faults', [{ action: 'CreateKey', effect }]);
    await expect(kmsOf(cloud).CreateKey({ Alias: 'acme_main' })).rejects.toMatchObject(error);
    expect(await aliasesOf(cloud)).toEqual(aliases);
  });

  test('let a call take effect after its connection ended', async () => {
    const cloud = await start();
    await ask(cloud, 'POST /faults', [{ action: 'CreateKey', effect: { lateMs: 50 } }]);
    const happened = new Promise<unknown>((resolve) => cloud.onCall(resolve));
    await expect(kmsOf(cloud).CreateKey({ Alias: 'acme_main' })).rejects.toThrow('socket hang up');
    expect(await happened).toMatchObject({ action: 'CreateKey', code: null });
    expect(await aliasesOf(cloud)).toEqual(['acme_main']);
  });

  test('delay an answer', async () => {
    const cloud = await start();
    await ask(cloud, 'POST /faults', [{ action: 'CreateKey', effect: { delayMs: 40 }, times: 1 }]);
    expect(await kmsOf(cloud).CreateKey({ Alias: 'acme_main' })).toMatchObject({
      Alias: 'acme_main',
    });
  });

  test('make a topic unavailable', async () => {
    const cloud = await start();
    const fault = { action: 'topics:publish:key-events', effect: { http: 503 }, times: 1 };
    await ask(cloud, 'POST /faults', [fault]);
    const publish = () =>
      fetch(`${cloud.url}/topics/key-events/messages`, { method: 'POST', body: '{"value":"a"}' });
    expect((await publish()).status).toBe(503);
    expect((await publish()).status).toBe(200);
    expect(cloud.topics.get('key-events')?.size()).toBe(1);
  });
});

describe('topics over HTTP', () => {
  test('accept a message or a list, and return them in order', async () => {
    const cloud = await start({ nowMs: () => 1_700_000_000_000 });
    const publish = (body: unknown) => ask(cloud, 'POST /topics/key-events/messages', body);
    expect(await publish({ key: 'acme', value: 'a', headers: { b: 'c' } })).toEqual([
      { partition: 0, offset: 0 },
    ]);
    expect(await publish([{ value: 'd' }, { key: 'acme', value: null }])).toEqual([
      { partition: 0, offset: 1 },
      { partition: 0, offset: 2 },
    ]);
    const message = { partition: 0, headers: {}, timestampMs: 1_700_000_000_000 };
    const messages = [
      { ...message, offset: 0, key: 'acme', value: 'a', headers: { b: 'c' } },
      { ...message, offset: 1, key: null, value: 'd' },
      { ...message, offset: 2, key: 'acme', value: null },
    ];
    const read = (query: string) => ask(cloud, `GET /topics/key-events/messages${query}`);
    expect(await read('')).toEqual(messages);
    expect(await read('?from=1')).toEqual(messages.slice(1));
    expect(await read('?from=1&limit=1&partition=0')).toEqual([messages[1]]);
    expect(await read('?from=3')).toEqual([]);
    // The first message has five characters, the second one, and the third four.
    expect(await read('?size=0')).toEqual(messages.slice(0, 1));
    expect(await read('?size=5')).toEqual(messages.slice(0, 1));
    expect(await read('?size=6')).toEqual(messages.slice(0, 2));
    expect(await read('?size=9')).toEqual(messages.slice(0, 2));
    expect(await read('?size=10')).toEqual(messages);
    expect(await read('?from=1&size=5&partition=0')).toEqual(messages.slice(1));
  });

  const rows: readonly (readonly [string, unknown, number, string])[] = [
    [
      'GET /topics/keys/messages',
      undefined,
      404,
      'There is no topic "keys"; there are key-requests, key-events, key-dead-letters, key-quota, key-status.',
    ],
    [
      'GET /topics/key-events/messages?from=x',
      undefined,
      400,
      'from must be a whole number from 0 up.',
    ],
    [
      'GET /topics/key-events/messages?limit=10001',
      undefined,
      400,
      'limit must be a whole number from 0 to 10000.',
    ],
    [
      'GET /topics/key-events/messages?size=-1',
      undefined,
      400,
      'size must be a whole number from 0 up.',
    ],
    [
      'GET /topics/key-requests/messages?partition=1',
      undefined,
      400,
      'partition must be a whole number below 1.',
    ],
    [
      'POST /topics/key-events/messages',
      'no JSON',
      400,
      'Message 0: it must be an object such as {"key":"acme","value":"text","headers":{}}.',
    ],
    [
      'PUT /switches',
      { cmkLimits: 3 },
      400,
      '"cmkLimits" is not a switch; there are kmsBought, kmsExpiresAtMs, kmsRenews, kmsLapseStopsReads, cmkLimit, rateLimits, throttledCallsCount, rateWindowsFixed, tagsMustExist, createKeyTagsMax, taggingErrorLeavesKey, aliasHeldWhilePendingDelete, aliasCaseSensitive, searchWildcard, listStaleMs, tagStaleMs, tagFilterStaleMs, emptyUinAccepted, ckafkaRetryDelayMs, ckafkaSkipsAfterRetries, ckafkaWindowMsMax, ckafkaEasConfigIsText, ckafkaEasConfigShown, ckafkaLimitsAreRetries, configurationRoleRequired, publicNetOffInVpc, environmentWipedWhenAbsent, functionSettlesMs, httpTriggerNamedByUrl, syncCallsWait, urlStatusesStandard, invokeIsOperationLevel, unlistedIsOperationLevel, deployerReadsNeeded, roleDelayMs, laterRuntimes, returnedValuesLogged, ignoreSysLogHonoured, ignoreSysLogWipedWhenAbsent, functionVersionsMax, codeRepacked, cosPathStyle, cosClockSkewMsMax, cosListByPrefix, cosConditionalWrites, cosHeadersOverS3, cosEncryptedEtagIsMd5.',
    ],
    ['PUT /switches', { cmkLimit: -1 }, 400, 'cmkLimit must be a whole number from 0 up.'],
    ['PUT /switches', { rateLimits: 1 }, 400, 'rateLimits must be true or false.'],
    ['PUT /switches', [], 400, 'Switches are a JSON object such as {"cmkLimit":300}.'],
    [
      'POST /clock/advance',
      { ms: -1 },
      400,
      'The clock advances by a whole number of milliseconds, at most a year: {"ms":60000}.',
    ],
    ['GET /nothing', undefined, 404, 'There is no /nothing here; GET / lists the routes.'],
    ['PUT /journal', '', 405, '/journal takes GET, DELETE, not PUT.'],
    [
      'POST /faults',
      'a'.repeat(10 * 1024 * 1024 + 1),
      413,
      'The body is longer than 10485760 bytes.',
    ],
  ];
  test.each(rows)('%s is refused in one sentence', async (route, body, status, error) => {
    expect(await ask(await start(), route, body)).toEqual({ status, error });
  });
});

describe('the local cloud', () => {
  test('lists its services, topics and routes', async () => {
    const cloud = await start({ nowMs: () => 5 });
    expect(await ask(cloud, 'GET /?a=b')).toMatchObject({
      region: 'ap-guangzhou',
      nowMs: 5,
      services: [
        { product: 'kms', version: '2019-01-18' },
        { product: 'tag', version: '2018-08-13' },
        { product: 'scf', version: '2018-04-16', actions: expect.arrayContaining(['Invoke']) },
        { product: 'cam', version: '2019-01-16' },
        { product: 'ckafka', version: '2019-08-19' },
        { product: 'sts', version: '2018-08-13', actions: ['GetCallerIdentity'] },
        { product: 'cos', actions: expect.arrayContaining(['cos:PutObject']) },
      ],
      topics: [
        { name: 'key-requests', partitions: 1, messages: 0 },
        { name: 'key-events', partitions: 1, messages: 0 },
        { name: 'key-dead-letters', partitions: 1, messages: 0 },
        { name: 'key-quota', partitions: 1, messages: 0 },
        { name: 'key-status', partitions: 1, messages: 0 },
      ],
      routes: expect.arrayContaining(['POST /', 'GET /journal', 'POST /faults']),
    });
  });

  test('merges switches, which take effect at once', async () => {
    const cloud = await start();
    expect(await ask(cloud, 'PUT /switches', { cmkLimit: 1 })).toMatchObject({ cmkLimit: 1 });
    expect(await ask(cloud, 'PUT /switches', { tagsMustExist: false })).toMatchObject({
      cmkLimit: 1,
      tagsMustExist: false,
    });
    await kmsOf(cloud).CreateKey({ Alias: 'acme_main' });
    await expect(kmsOf(cloud).CreateKey({ Alias: 'globex_main' })).rejects.toMatchObject({
      code: 'LimitExceeded.CmkLimitExceeded',
    });
  });

  test('is empty after a reset', async () => {
    const cloud = await start({ nowMs: () => 1_700_000_000_000 });
    await kmsOf(cloud).CreateKey({ Alias: 'acme_main' });
    await ask(cloud, 'POST /topics/key-requests/messages', { value: 'a' });
    await ask(cloud, 'POST /faults', [{ action: '*', effect: { http: 500 } }]);
    await ask(cloud, 'PUT /switches', { cmkLimit: 1 });
    await ask(cloud, 'POST /clock/advance', { ms: 60_000 });
    expect(cloud.nowMs()).toBe(1_700_000_060_000);

    expect(await ask(cloud, 'POST /reset')).toEqual({ reset: true });
    expect(cloud.nowMs()).toBe(1_700_000_000_000);
    expect(await ask(cloud, 'GET /faults')).toEqual([]);
    expect(await ask(cloud, 'GET /journal')).toEqual([]);
    expect(await ask(cloud, 'GET /switches')).toMatchObject({ cmkLimit: 200 });
    expect(await ask(cloud, 'GET /topics/key-requests/messages')).toEqual([]);
    expect(await aliasesOf(cloud)).toEqual([]);
  });

  test('cancels late effects at a reset', async () => {
    const cloud = await start();
    const effect = { lateMs: 20 };
    await ask(cloud, 'POST /faults', [{ action: 'CreateKey', effect, times: 1 }]);
    await expect(kmsOf(cloud).CreateKey({ Alias: 'acme_main' })).rejects.toThrow();
    await ask(cloud, 'POST /reset');
    await ask(cloud, 'POST /faults', [{ action: 'CreateKey', effect, times: 1 }]);
    const happened = new Promise<unknown>((resolve) => cloud.onCall(resolve));
    await expect(kmsOf(cloud).CreateKey({ Alias: 'globex_main' })).rejects.toThrow();
    expect(await happened).toMatchObject({ params: { Alias: 'globex_main' } });
    expect(await aliasesOf(cloud)).toEqual(['globex_main']);
  });

  test('has the same secrets and ids with the same seed, and different ones without a seed', async () => {
    const keyOf = async (seed: string | undefined) => {
      const cloud = await startLocalCloud({ port: 0, ...(seed === undefined ? {} : { seed }) });
      closers.push(cloud.close);
      const { KeyId, RequestId } = await kmsOf(cloud).CreateKey({ Alias: 'acme_main' });
      return [cloud.secretId, cloud.secretKey, KeyId, RequestId];
    };
    expect(await keyOf('a')).toEqual(await keyOf('a'));
    expect(await keyOf('a')).not.toEqual(await keyOf('b'));
    expect(await keyOf(undefined)).not.toEqual(await keyOf(undefined));
  });

  test('passes unknown paths to added handlers', async () => {
    const cloud = await start();
    cloud.addHandler((request, response) => {
      if (request.url !== '/functions/hello/') return false;
      response.end('"hello"');
      return true;
    });
    expect(await ask(cloud, 'GET /functions/hello/')).toBe('hello');
    expect(await ask(cloud, 'GET /functions/other/')).toMatchObject({ status: 404 });
  });

  test('names the port that is taken, and what to do', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await expect(start({ port })).rejects.toThrow(
      `Port ${port} is taken: choose another with --port N, or take --port 0 for any that is free.`,
    );
  });

  test('closes at once, even if a caller waits for an answer', async () => {
    const cloud = await start();
    await ask(cloud, 'POST /faults', [
      { action: 'topics:read:key-events', effect: { delayMs: 3_600_000 } },
    ]);
    const waiting = new Promise<string>((resolve) => {
      httpRequest(`${cloud.url}/topics/key-events/messages`)
        .on('error', (error) => resolve(error.message))
        .end();
    });
    await ask(cloud, 'GET /faults');
    await stop(cloud);
    expect(await waiting).toBe('socket hang up');
  });
});

describe('a local cloud with a directory', () => {
  async function fill(dataDir: string): Promise<void> {
    const cloud = await start({ dataDir, nowMs: () => 1_700_000_000_000 });
    await kmsOf(cloud).CreateKey({ Alias: 'acme_main' });
    await ask(cloud, 'PUT /switches', { cmkLimit: 7 });
    await ask(cloud, 'POST /clock/advance', { ms: 60_000 });
    await ask(cloud, 'POST /topics/key-requests/messages', [{ value: 'a' }, { value: 'b' }]);
    cloud.topics.get('key-requests')?.commitOffset('group', { partition: 0, offset: 1 });
    await kmsOf(cloud).CreateKey({ Alias: 'globex_main' });
    await stop(cloud);
  }

  test('continues where it stopped', async () => {
    const dataDir = newDirectory();
    await fill(dataDir);
    const cloud = await start({ dataDir, nowMs: () => 1_700_000_000_000 });
    expect((await aliasesOf(cloud)).sort()).toEqual(['acme_main', 'globex_main']);
    expect(await ask(cloud, 'GET /switches')).toMatchObject({ cmkLimit: 7 });
    expect(cloud.nowMs()).toBe(1_700_000_060_000);
    const requests = cloud.topics.get('key-requests');
    expect(requests?.read(0, 9).map(({ value }) => value)).toEqual(['a', 'b']);
    expect(requests?.committedOffset('group', 0)).toBe(1);
  });

  test('keeps its secrets, which only the owner of the files may read', async () => {
    const dataDir = newDirectory();
    const secretsOf = async (seed?: string) => {
      const cloud = await startLocalCloud({ port: 0, dataDir, ...(seed && { seed }) });
      await cloud.close();
      return [cloud.secretId, cloud.secretKey, cloud.secretFor('markers')];
    };
    const secrets = await secretsOf();
    expect(new Set(secrets).size).toBe(3);
    expect(await secretsOf()).toEqual(secrets);
    expect(await secretsOf('another seed')).toEqual(secrets);
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('draws no id twice, even with the same seed', async () => {
    const dataDir = newDirectory();
    await fill(dataDir);
    const cloud = await start({ dataDir });
    await kmsOf(cloud).CreateKey({ Alias: 'initech_main' });
    const { Keys = [] } = await kmsOf(cloud).ListKeys({});
    expect(new Set(Keys.map(({ KeyId }) => KeyId)).size).toBe(3);
  });

  test('draws no id twice, even if the last input is the same each time', async () => {
    const dataDir = newDirectory();
    for (const Alias of ['acme_main', 'globex_main', 'initech_main']) {
      const cloud = await start({ dataDir });
      await kmsOf(cloud).CreateKey({ Alias });
      await ask(cloud, 'PUT /switches', { cmkLimit: 7 });
      await stop(cloud);
    }
    const { Keys = [] } = await kmsOf(await start({ dataDir })).ListKeys({});
    expect(new Set(Keys.map(({ KeyId }) => KeyId)).size).toBe(3);
  });

  test('starts empty after a reset', async () => {
    const dataDir = newDirectory();
    await fill(dataDir);
    const cloud = await start({ dataDir });
    await ask(cloud, 'POST /reset');
    await kmsOf(cloud).CreateKey({ Alias: 'initech_main' });
    await stop(cloud);
    expect(await aliasesOf(await start({ dataDir }))).toEqual(['initech_main']);
  });

  test('loses only an incomplete last line, and reports it', async () => {
    const dataDir = newDirectory();
    await fill(dataDir);
    const path = join(dataDir, 'inputs.log');
    truncateSync(path, readFileSync(path).length - 10);
    const warnings: string[] = [];
    const cloud = await start({ dataDir, warn: (sentence) => warnings.push(sentence) });
    expect(warnings).toEqual([
      `The last line of ${path} was incomplete and has been removed; nothing before it is lost.`,
    ]);
    expect(await aliasesOf(cloud)).toEqual(['acme_main']);
    await kmsOf(cloud).CreateKey({ Alias: 'globex_main' });
    await stop(cloud);
    expect((await aliasesOf(await start({ dataDir }))).sort()).toEqual([
      'acme_main',
      'globex_main',
    ]);
  });

  test('does not start with a damaged line, and names it', async () => {
    const dataDir = newDirectory();
    await fill(dataDir);
    const path = join(dataDir, 'inputs.log');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"cmkLimit":7', '"cmkLimit":8'));
    await expect(start({ dataDir })).rejects.toThrow(
      `${path}:3 is damaged, or lines before it are missing, doubled or moved: restore an undamaged copy of the file, or delete it to start with an empty cloud.`,
    );
  });

  test('stops cleanly, even if its directory was removed', async () => {
    const dataDir = newDirectory();
    const cloud = await start({ dataDir });
    rmSync(dataDir, { recursive: true });
    mkdirSync(dataDir);
    await expect(stop(cloud)).resolves.toBeUndefined();
  });

  test('refuses a file in place of its directory', async () => {
    const path = join(newDirectory(), 'file');
    writeFileSync(path, '');
    await expect(start({ dataDir: path })).rejects.toThrow(
      `${path} cannot be used (EEXIST): give a writable directory with --data.`,
    );
  });

  test.skipIf(process.platform !== 'linux')('refuses a directory that cannot be made', async () => {
    for (const path of ['/proc/nope', '/proc/nope/inner']) {
      await expect(start({ dataDir: path })).rejects.toThrow(
        `${path} cannot be used (ENOENT): give a writable directory with --data.`,
      );
    }
  });

  test('makes its directory, with those above it', async () => {
    const dataDir = join(newDirectory(), 'one', 'two');
    await stop(await start({ dataDir }));
    expect(existsSync(join(dataDir, 'inputs.log'))).toBe(true);
  });

  test('locks its directory while it runs', async () => {
    const dataDir = newDirectory();
    const cloud = await start({ dataDir });
    await expect(start({ dataDir })).rejects.toThrow(
      `${dataDir} is in use by process ${process.pid}: stop that one, or give another directory with --data.`,
    );
    await stop(cloud);
    await start({ dataDir });
  });
});
