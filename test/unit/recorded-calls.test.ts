import { describe, expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import { ACCOUNT } from '../../emulator/api/service.ts';
import type { ApiCall } from '../../emulator/cloud/answer-call.ts';
import type { CosCall } from '../../emulator/cloud/answer-cos.ts';
import { cloudMachine } from '../../emulator/cloud/machine.ts';
import { parseCosRequest } from '../../emulator/cos/request.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { callRoutes } from '../../emulator/page/call-routes.ts';
import { recordCalls } from '../../emulator/page/record-calls.ts';
import { CALL_BOUNDS, recordedCalls } from '../../emulator/page/recorded-calls.ts';
import { NO_STORE } from '../../emulator/persistence/input-store.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { idOf } from './emulated-account.ts';

const REGION = 'ap-guangzhou';
const UIN = '100000000001';
const KEY = idOf(1);
const RESOURCE = `qcs::kms:${REGION}:uin/${UIN}:key/creatorUin/${UIN}/${KEY}`;
const VERSIONS: Readonly<Record<string, string>> = {
  CreateTags: '2018-08-13',
  TagResources: '2018-08-13',
  UnTagResources: '2018-08-13',
  CreateRole: '2019-01-16',
  Invoke: '2018-04-16',
  CreateFunction: '2018-04-16',
  CreateTrigger: '2018-04-16',
  GetFunction: '2018-04-16',
};

const callOf = (action: string, params: unknown, more: Partial<ApiCall> = {}): ApiCall => ({
  ...{ action, params, region: REGION, version: VERSIONS[action] ?? '2019-01-18' },
  signature: { ok: true, caller: ACCOUNT },
  ...more,
});

const cosCallOf = (method: string, key: string, body = ''): CosCall => {
  const host = `statuses-1250000000.cos.${REGION}.localhost`;
  const headers = { host, 'content-length': String(body.length) };
  const received = { method, url: `/${key}`, headers, body: Buffer.from(body) };
  return {
    request: parseCosRequest(received, REGION),
    signature: { ok: true, caller: { kind: 'account' } },
  };
};

/** A cloud whose calls are recorded. Ids are idOf(1), idOf(2) and so on; each call draws one for its answer. */
function recordedWorld(bounds = CALL_BOUNDS) {
  const services = emulatedServices([], REGION);
  const { newId } = randomSource('seed', 'ids');
  const machine = cloudMachine({
    ...{ services, topics: new Map(), random: () => 0, store: NO_STORE },
    account: { uin: UIN, appId: '1250000000' },
    baseNowMs: () => 1_767_225_600_000,
    newId,
  });
  const calls = recordedCalls(bounds);
  const numberOf = recordCalls({ machine, services, calls, warn: () => {} });
  const { call: callApi, callCos } = machine;
  const routes = callRoutes({ calls, numberOf, callApi, callCos });

  const ask = async (line: string): Promise<any> => {
    const [method, url = ''] = line.split(' ');
    const [path = '', query] = url.split('?');
    const name = path.split('/')[3] ?? '';
    const pattern = name === '' ? path : path.replace(name, ':name');
    const route = routes.find((each) => each.method === method && each.path === pattern);
    const visit = { name, query: new URLSearchParams(query), headers: {}, body: Buffer.alloc(0) };
    const { reply, late } = (await route?.handle(visit)) ?? {};
    if (reply === undefined || !('body' in reply)) throw new Error(`no answer to ${line}`);
    return { status: reply.status, ...(late && { late }), ...(reply.body as object) };
  };

  return {
    ...{ machine, calls, ask },
    call: (action: string, params: unknown, more: Partial<ApiCall> = {}) =>
      machine.call(callOf(action, params, more)),
    fault: (action: string, effect: Effect) => machine.faults.add([{ action, effect, times: 1 }]),
    /** The row of the newest call. */
    last: () => calls.list().at(-1),
  };
}

/** The id of the only key. */
const onlyKey = ({ machine }: ReturnType<typeof recordedWorld>): string => {
  const [id = ''] = machine.keysIn(REGION).keys();
  return id;
};

describe('a recorded call', () => {
  test('has its caller, subject, parameters and answer', async () => {
    const world = recordedWorld();
    world.call('CreateKey', { Alias: 'acme_main' });
    const key = onlyKey(world);
    expect(await world.ask('GET /page/calls/1')).toMatchObject({
      ...{ number: 1, action: 'CreateKey', caller: 'account', subject: 'acme_main', code: null },
      ...{ received: 'answer', mutating: true, atMs: 1_767_225_600_000, region: REGION },
      params: { Alias: 'acme_main' },
      answer: { Response: { KeyId: key, Alias: 'acme_main', KeyState: 'Enabled' } },
    });
  });

  test.each([
    ['with escapes', '{"eas\\u0043onfig":"{\\"password\\":\\"hunter2\\"}"}'],
    ['as an object', { easConfig: { pass: 'hunter2' } }],
  ])('does not show the password of a trigger that is written %s', async (_, TriggerDesc) => {
    const world = recordedWorld();
    world.call('CreateTrigger', { TriggerDesc });
    expect(world.machine.journal.list()[0]?.params).toEqual({ TriggerDesc: '(secret)' });
    expect((await world.ask('GET /page/calls/1')).params).toEqual({ TriggerDesc: '(secret)' });
  });

  test('says what it did to a key, from its creation to its deletion', () => {
    const world = recordedWorld();
    world.call('CreateTags', { Tags: [{ TagKey: 'team', TagValue: 'blue' }] });
    world.call('CreateKey', {
      ...{ Alias: 'acme_main', Description: 'first' },
      Tags: [{ TagKey: 'team', TagValue: 'blue' }],
    });
    const KeyId = onlyKey(world);
    const ResourceList = [RESOURCE.replace(KEY, KeyId)];
    const changesOf = (action: string, params: object) => {
      world.call(action, params);
      return world.last()?.changes;
    };
    expect(world.last()?.changes).toEqual([
      { keyId: KeyId, field: 'state', to: 'Enabled' },
      { keyId: KeyId, field: 'alias', to: 'acme_main' },
      { keyId: KeyId, field: 'description', to: 'first' },
      { keyId: KeyId, field: 'tag team', to: 'blue' },
    ]);
    expect(changesOf('EnableKeyRotation', { KeyId, RotateDays: 90 })).toEqual([
      { keyId: KeyId, field: 'rotation', to: 'every 90 days' },
    ]);
    const Tags = [{ TagKey: 'team', TagValue: 'red' }];
    expect(changesOf('TagResources', { ResourceList, Tags })).toEqual([
      { keyId: KeyId, field: 'tag team', from: 'blue', to: 'red' },
    ]);
    expect(changesOf('UnTagResources', { ResourceList, TagKeys: ['team'] })).toEqual([
      { keyId: KeyId, field: 'tag team', from: 'red' },
    ]);
    expect(changesOf('DisableKey', { KeyId })).toEqual([
      { keyId: KeyId, field: 'state', from: 'Enabled', to: 'Disabled' },
    ]);
    expect(changesOf('DisableKey', { KeyId })).toEqual([]);
    expect(changesOf('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })).toEqual([
      { keyId: KeyId, field: 'state', from: 'Disabled', to: 'PendingDelete' },
      { keyId: KeyId, field: 'deletion', to: '2026-01-08T00:00:00.000Z' },
    ]);
    expect(changesOf('DescribeKey', { KeyId })).toEqual([]);
    expect(world.last()?.keyIds).toEqual([KeyId]);
  });

  test.each<[string, Effect, object]>([
    ['whose answer was lost', { lostAnswer: true }, { received: 'nothing', code: null }],
    ['whose answer was cut off', { truncate: true }, { received: 'half an answer', code: null }],
    [
      'that an error hides',
      { error: 'InternalError', after: true },
      { received: 'answer', code: 'InternalError' },
    ],
    [
      'that a TaggingError leaves',
      { error: 'FailedOperation.TaggingError' },
      { received: 'answer', code: 'FailedOperation.TaggingError' },
    ],
  ])('says what was made by a call %s', (_, effect, row) => {
    const world = recordedWorld();
    world.fault('CreateKey', effect);
    world.call('CreateKey', { Alias: 'acme_main' });
    expect(world.last()).toMatchObject({
      row,
      changes: [
        { keyId: onlyKey(world), field: 'state', to: 'Enabled' },
        { keyId: onlyKey(world), field: 'alias', to: 'acme_main' },
      ],
    });
  });

  test('has the answer that its caller did not receive', async () => {
    const world = recordedWorld();
    world.fault('CreateKey', { lostAnswer: true });
    world.call('CreateKey', { Alias: 'acme_main' });
    const { answer } = await world.ask('GET /page/calls/1');
    expect(answer).toMatchObject({ Response: { KeyId: onlyKey(world) } });
  });

  test('is listed once it is carried out, if that is late', () => {
    const world = recordedWorld();
    world.fault('CreateKey', { lateMs: 5_000 });
    const { late } = world.call('CreateKey', { Alias: 'acme_main' });
    expect(world.calls.list()).toEqual([]);
    late?.run();
    expect(world.last()?.row).toMatchObject({ received: 'nothing', code: null, number: 1 });
    expect(world.last()?.changes).toHaveLength(2);
  });

  test('has no answer and no change where a page came in its place', async () => {
    const world = recordedWorld();
    world.fault('CreateKey', { http: 503 });
    world.call('CreateKey', { Alias: 'acme_main' });
    expect(await world.ask('GET /page/calls/1')).toMatchObject({
      ...{ received: 'a page', code: 'HTTP 503', answer: null, changes: [] },
    });
  });

  test('that was throttled is listed with its code', () => {
    const world = recordedWorld();
    for (let count = 0; count <= 100; count++) world.call('ListKeyDetail', {});
    expect(world.last()?.row).toMatchObject({ number: 101, code: 'RequestLimitExceeded' });
  });

  test('shows no secrets, in neither parameters nor answer', async () => {
    const world = recordedWorld();
    const Variables = [{ Key: 'TOKEN', Value: 'hunter2' }];
    world.call('CreateRole', {
      RoleName: 'worker',
      PolicyDocument:
        '{"version":"2.0","statement":[{"effect":"allow","action":"name/sts:AssumeRole","principal":{"service":"scf.qcloud.com"}}]}',
    });
    world.machine.advanceClock(60_000);
    const { reply } = world.call('CreateFunction', {
      ...{ FunctionName: 'worker', Runtime: 'Nodejs20.19', Handler: 'index.handler' },
      Code: { ZipFile: Buffer.from('PK\x03\x04').toString('base64') },
      Environment: { Variables },
      ...{ Role: 'worker' },
    });
    expect(reply).toMatchObject({ body: { Response: { RequestId: expect.anything() } } });
    world.call('GetFunction', { FunctionName: 'worker' });
    for (const number of [2, 3]) {
      const detail = JSON.stringify(await world.ask(`GET /page/calls/${number}`));
      expect(detail).not.toContain('hunter2');
      expect(detail).toContain('"TOKEN"');
      expect(detail).toContain('(secret)');
    }
  });

  test('shows nothing of a call whose signature was not valid', async () => {
    const world = recordedWorld();
    const signature = { ok: false, code: 'AuthFailure.SignatureFailure', message: '' } as const;
    world.call('CreateKey', { Alias: 'acme_main' }, { signature });
    expect(await world.ask('GET /page/calls/1')).toMatchObject({
      ...{ caller: '', params: {}, code: 'AuthFailure.SignatureFailure' },
      notRepeatable: 'Its signature was not valid, so it was not kept.',
    });
  });

  test('gets another code when the brokers do not follow', async () => {
    const world = recordedWorld();
    const rows: unknown[] = [];
    world.call('CreateKey', { Alias: 'acme_main' });
    world.calls.onRow((row) => rows.push(row));
    const requestId = world.last()?.requestId ?? '';
    const answer = { Response: { Error: { Code: 'FailedOperation', Message: 'Gone.' } } };
    world.machine.journal.amend({ requestId, code: 'FailedOperation', answer });
    expect(rows).toMatchObject([{ number: 1, code: 'FailedOperation' }]);
    expect(await world.ask('GET /page/calls/1')).toMatchObject({ code: 'FailedOperation', answer });
  });
});

describe('recorded requests to COS', () => {
  test('have what they carry, and the document that was answered', async () => {
    const world = recordedWorld();
    world.machine.callCos(cosCallOf('GET', 'a/b.json'));
    expect(await world.ask('GET /page/calls/1')).toMatchObject({
      ...{ action: 'cos:GetObject', subject: 'a/b.json', code: 'NoSuchBucket' },
      params: { method: 'GET', Bucket: 'statuses-1250000000', Key: 'a/b.json' },
      answer: { status: 404, body: expect.stringContaining('<Code>NoSuchBucket</Code>') },
    });
  });

  test('can be sent again', async () => {
    const world = recordedWorld();
    const { machine } = world;
    machine.callCos(cosCallOf('PUT', 'a/b.json', '{"a":1}'));
    machine.callCos(cosCallOf('PUT', ''));
    expect(await world.ask('POST /page/calls/1/again')).toEqual({ status: 200, number: 3 });
    expect(await world.ask('GET /page/calls/3')).toMatchObject({
      ...{ action: 'cos:PutObject', code: null, params: { body: '{"a":1}' } },
    });
    machine.callCos(cosCallOf('GET', 'a/b.json'));
    const { answer } = await world.ask('GET /page/calls/4');
    expect(answer).toEqual({ status: 200, body: '{"a":1}' });
  });
});

describe('a call that is sent again', () => {
  test('is sent as the account, whoever sent it first', async () => {
    const world = recordedWorld();
    const signature = { ok: true, caller: { kind: 'role', name: 'nobody' } } as const;
    world.call('CreateKey', { Alias: 'acme_main' }, { signature });
    expect(world.last()?.row.code).toBe('UnauthorizedOperation');
    expect(await world.ask('POST /page/calls/1/again')).toEqual({ status: 200, number: 2 });
    expect(world.last()?.row).toMatchObject({ caller: 'account', code: null });
  });

  test('has no number yet when a fault makes it late', async () => {
    const world = recordedWorld();
    world.call('CreateKey', { Alias: 'acme_main' });
    world.fault('CreateKey', { lateMs: 5_000 });
    const { late, ...answer } = await world.ask('POST /page/calls/1/again');
    expect(answer).toEqual({ status: 202, afterMs: 5_000 });
    late.run();
    expect(world.last()?.row.code).toBe('InvalidParameterValue.AliasAlreadyExists');
  });

  test('must have been kept', async () => {
    const world = recordedWorld();
    world.call('CreateKey', { Alias: 'a'.repeat(64 * 1024) });
    expect(await world.ask('POST /page/calls/1/again')).toEqual({
      status: 409,
      error:
        'The call cannot be sent again. It has more than 65536 bytes or is nested too deeply, so it was not kept.',
    });
    expect(await world.ask('POST /page/calls/7/again')).toEqual({
      status: 404,
      error: 'There is no call "7" among the last 1.',
    });
  });
});

describe('the list of calls', () => {
  test('has the newest first, in pages', async () => {
    const world = recordedWorld();
    for (const Alias of ['a', 'b', 'c']) world.call('CreateKey', { Alias });
    const first = await world.ask('GET /page/calls?limit=2');
    expect(first).toMatchObject({ calls: [{ subject: 'c' }, { subject: 'b' }], more: true });
    const second = await world.ask('GET /page/calls?limit=2&before=2');
    expect(second).toMatchObject({ calls: [{ subject: 'a' }], more: false });
  });

  test('finds words in actions, callers, codes and parameters', async () => {
    const world = recordedWorld();
    world.call('CreateKey', { Alias: 'acme_main', Description: 'Ledger of ACME' });
    world.call('CreateKey', { Alias: 'acme_main' });
    const numbersOf = async (query: string) => {
      const { calls } = await world.ask(`GET /page/calls?${query}`);
      return calls.map(({ number }: { readonly number: number }) => number);
    };
    expect(await numbersOf('search=createkey+account')).toEqual([2, 1]);
    expect(await numbersOf('search=ledger')).toEqual([1]);
    expect(await numbersOf('search=aliasalready')).toEqual([2]);
    expect(await numbersOf('search=ledger+aliasalready')).toEqual([]);
    expect(await numbersOf('kind=failed')).toEqual([2]);
    expect(await numbersOf('kind=changes')).toEqual([1]);
  });

  test.each([
    ['limit=abc', 'limit must be a whole number from 0 to 500.'],
    ['limit=501', 'limit must be a whole number from 0 to 500.'],
    ['before=-1', 'before must be a whole number from 0 to 9007199254740991.'],
    ['kind=old', 'kind must be one of failed, changes.'],
    ['page=2', '"page" is unknown; there are before, limit, search, kind.'],
  ])('refuses %s in one sentence', async (query, error) => {
    const { ask } = recordedWorld();
    expect(await ask(`GET /page/calls?${query}`)).toEqual({ status: 400, error });
  });

  test('keeps the last ones only', async () => {
    const world = recordedWorld({ ...CALL_BOUNDS, callsMax: 2 });
    for (const Alias of ['a', 'b', 'c']) world.call('CreateKey', { Alias });
    expect(world.calls.list().map(({ row }) => row.number)).toEqual([2, 3]);
    expect(world.calls.find(1)).toBeUndefined();
    expect(world.calls.find(3)?.row.subject).toBe('c');
  });

  test('drops old ones that take too many bytes', () => {
    const world = recordedWorld({ ...CALL_BOUNDS, bytesMax: 100_000 });
    for (let count = 0; count < 10; count++) {
      world.call('CreateKey', { Alias: 'a', Description: 'x'.repeat(40_000) });
    }
    // Each is refused and takes 80 kB: as it was received, and as it is shown.
    expect(world.calls.list().map(({ row }) => row.number)).toEqual([10]);
  });

  test('counts what a call to COS has beside its body, and what is not sent again', () => {
    const world = recordedWorld({ ...CALL_BOUNDS, bytesMax: 100_000 });
    const put = cosCallOf('PUT', 'x');
    const headers = { ...put.request.headers, 'x-cos-meta-long': 'x'.repeat(40_000) };
    for (let count = 0; count < 5; count++) {
      world.machine.callCos({ ...put, request: { ...put.request, headers } });
    }
    expect(world.calls.list().map(({ row }) => row.number)).toEqual([4, 5]);
    const ZipFile = 'x'.repeat(70_000);
    for (let count = 0; count < 5; count++) {
      world.call('UpdateFunctionCode', { ZipFile, FunctionName: 'x'.repeat(40_000) });
    }
    expect(world.calls.list().map(({ row }) => row.number)).toEqual([9, 10]);
  });

  test('leaves out an answer of more than 16 kB', async () => {
    const world = recordedWorld();
    for (let count = 0; count < 60; count++) {
      world.call('CreateKey', { Alias: `k${count}`, Description: 'x'.repeat(1_000) });
    }
    world.call('ListKeyDetail', { Limit: 10 });
    expect((await world.ask('GET /page/calls/61')).answer).not.toBeNull();
    world.call('ListKeyDetail', { Limit: 60 });
    expect((await world.ask('GET /page/calls/62')).answer).toBeNull();
  });

  test('is cleared, and the numbers go on', async () => {
    const world = recordedWorld();
    world.call('CreateKey', { Alias: 'a' });
    expect(await world.ask('DELETE /page/calls')).toEqual({ status: 200, calls: [], more: false });
    world.call('CreateKey', { Alias: 'b' });
    expect(world.calls.list().map(({ row }) => row.number)).toEqual([2]);
  });
});
