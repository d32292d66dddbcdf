import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { grantRole } from '../../emulator/cloud/grants.ts';
import { parseFaults } from '../../emulator/faults/fault-parser.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { openInputFile, readInputs } from '../../emulator/persistence/input-file.ts';
import { type InputStore, NO_STORE } from '../../emulator/persistence/input-store.ts';
import { parseDeployed } from '../../emulator/state/cloud.ts';
import { BUCKET, callOf, emulatedCos, HOUR_MS, textsIn, withDigest } from './emulated-cos.ts';

describe('a fault', () => {
  const under = (effect: Effect) => {
    const cos = emulatedCos();
    cos.machine.faults.add([{ action: 'cos:PutObject', effect, times: 1 }]);
    return cos;
  };

  const rows: readonly (readonly [Effect, object, string])[] = [
    [{ error: 'SlowDown' }, { status: 503, code: 'SlowDown' }, ''],
    [{ error: 'Unheard' }, { status: 400, code: 'Unheard' }, ''],
    [{ error: 'InternalError', after: true }, { status: 500, code: 'InternalError' }, 'a'],
    [{ http: 502 }, { kind: 'page' }, ''],
    [{ notJson: true }, { kind: 'page' }, ''],
    [{ lostAnswer: true }, { kind: 'none' }, 'a'],
    [{ truncate: true }, { kind: 'truncated', status: 200 }, 'a'],
    [{ delayMs: 5 }, { kind: 'answer', status: 200 }, 'a'],
  ];
  test.each(rows)('of %o answers %o', (effect, answer, stored) => {
    const { put, send } = under(effect);
    expect(put('a')).toMatchObject(answer);
    expect(textsIn(send('GET /'), 'Key').join()).toBe(stored);
    expect(put('a').status).toBe(200);
  });

  test('makes a PUT late, unless there is a reset before', () => {
    for (const isReset of [false, true]) {
      const { machine, send } = under({ lateMs: 20 });
      const { reply, late } = machine.callCos(callOf('PUT /a', { body: 'a' }));
      expect(reply.kind).toBe('none');
      expect(late?.afterMs).toBe(20);
      expect(send('GET /a').status).toBe(404);
      if (isReset) machine.reset();
      late?.run();
      expect(send('GET /a').status).toBe(isReset ? 404 : 200);
    }
  });

  test('of every action affects COS too, and is listed by its name', () => {
    const { machine, put } = emulatedCos();
    const faults = [{ action: 'cos:PutObject', effect: { http: 503 } }];
    expect(parseFaults(faults, machine.hasAction)).toEqual({ ok: true, value: faults });
    machine.faults.add([{ action: '*', effect: { error: 'InternalError' } }]);
    expect(put('a').code).toBe('InternalError');
    expect(machine.journal.list().at(-1)).toMatchObject({ code: 'InternalError' });
  });

  test('does not affect a request that is refused', () => {
    const { machine, send } = under({ http: 502 });
    expect(send('PUT /a', { caller: { kind: 'anonymous' } }).code).toBe('AccessDenied');
    expect(machine.faults.list()).toHaveLength(1);
  });
});

describe('a role', () => {
  const worker = { caller: { kind: 'role', name: 'worker' } } as const;
  const resource = (name: string) => `qcs::cos:ap-guangzhou:uid/1250000000:${BUCKET}/${name}`;
  const allowed = (action: string | readonly string[], on: string | readonly string[]) => {
    const cos = emulatedCos();
    const statement = [{ effect: 'allow', action, resource: on }];
    grantRole(cos.machine, 'worker', { version: '2.0', statement });
    cos.put('s/a', 'a');
    return cos;
  };

  test('may do what its policy names, on the objects that it names', () => {
    const { send } = allowed(['name/cos:PutObject', 'cos:GetObject'], [resource('s/*')]);
    expect(send('PUT /s/b', { ...worker, body: 'b' }).status).toBe(200);
    expect(send('GET /s/a', worker).text).toBe('a');
    expect(send('GET /s/none', worker).code).toBe('NoSuchKey');
    for (const line of ['PUT /t', 'GET /t', 'DELETE /s/a', 'HEAD /s/a', 'GET /', 'GET /s/a?acl']) {
      expect(send(line, worker), line).toMatchObject({ status: 403, code: 'AccessDenied' });
    }
  });

  test('may list all buckets only where the resource is *', () => {
    const service = { ...worker, host: 'service.cos.myqcloud.com' };
    expect(allowed('name/cos:GetService', '*').send('GET /', service).status).toBe(200);
    const narrow = allowed('name/cos:GetService', resource('*'));
    expect(narrow.send('GET /', service).code).toBe('AccessDenied');
  });

  test('may list by a prefix where CAM knows prefixes, and otherwise the bucket as a whole', () => {
    const { machine, send } = allowed('name/cos:GetBucket', resource('s/*'));
    expect(send('GET /?prefix=s/', worker).code).toBe('AccessDenied');
    machine.setSwitches({ cosListByPrefix: true });
    expect(textsIn(send('GET /?prefix=s/', worker), 'Key')).toEqual(['s/a']);
    expect(send('GET /', worker).code).toBe('AccessDenied');
    const whole = allowed('name/cos:GetBucket', resource('*'));
    expect(whole.send('GET /?prefix=s/', worker).status).toBe(200);
  });

  test('may delete several objects with the permission for that and for each of them', () => {
    const body = '<Delete><Object><Key>s/a</Key></Object><Object><Key>t</Key></Object></Delete>';
    const sent = { ...worker, ...withDigest(body) };
    const both = ['name/cos:DeleteMultipleObjects', 'name/cos:DeleteObject'];
    expect(allowed(both, resource('*')).send('POST /?delete', sent).status).toBe(200);
    const refused = [
      allowed(both[0]!, resource('*')),
      allowed(both[1]!, resource('*')),
      allowed(both, [resource(''), resource('s/*')]),
    ];
    for (const { send } of refused) expect(send('POST /?delete', sent).code).toBe('AccessDenied');
  });

  test('has no permission in a bucket of another region or account', () => {
    for (const on of [
      resource('*').replace('guangzhou', 'tokyo'),
      resource('*').replace('uid/1250000000', 'uid/1250000001'),
      resource('*').replace('/*', ''),
    ]) {
      expect(allowed('name/cos:*', on).send('GET /s/a', worker).code, on).toBe('AccessDenied');
    }
    const everywhere = allowed('name/cos:*', 'qcs::cos:*:uid/1250000000:*');
    expect(everywhere.send('GET /s/a', worker).status).toBe(200);
  });
});

describe('a reset', () => {
  test('empties buckets, and keeps them with their settings', () => {
    const { machine, put, send } = emulatedCos();
    send('PUT /?acl', { headers: { 'x-cos-acl': 'public-read' } });
    put('a');
    machine.reset();
    expect(textsIn(send('GET /'), 'Key')).toEqual([]);
    expect(textsIn(send('GET /?acl'), 'Permission')).toEqual(['FULL_CONTROL', 'READ']);
    expect(send('DELETE /').status).toBe(204);
  });

  test('that an earlier version stored has no buckets', () => {
    expect(parseDeployed('{"scf":{"$map":[]}}')).toMatchObject({ cos: { buckets: new Map() } });
  });
});

describe('a directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'cos-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const reopened = (store: InputStore) => {
    store.close();
    const again = openInputFile(readInputs(join(directory, 'inputs'), 'a secret'), () => {});
    return { store: again, cos: emulatedCos(again) };
  };

  test('keeps buckets and objects, also after a reset', () => {
    const store = openInputFile(readInputs(join(directory, 'inputs'), 'a secret'), () => {});
    const before = emulatedCos(store);
    const bytes = Buffer.from([0, 255, 10, 13]);
    before.put('a', bytes, { 'x-cos-meta-a': 'b', 'x-cos-acl': 'public-read' });
    before.put('gone');
    before.send('DELETE /gone');
    const first = reopened(store);
    const got = first.cos.send('GET /a', { caller: { kind: 'anonymous' } });
    expect(got.headers).toMatchObject({ 'x-cos-meta-a': 'b', etag: expect.any(String) });
    expect(textsIn(first.cos.send('GET /'), 'Key')).toEqual(['a']);
    expect(textsIn(first.cos.send('GET /'), 'Size')).toEqual(['4']);

    first.cos.machine.reset();
    const second = reopened(first.store);
    expect(textsIn(second.cos.send('GET /'), 'Key')).toEqual([]);
    second.store.close();
  });

  test('keeps a lifecycle, and what it has deleted before it was removed', () => {
    const store = openInputFile(readInputs(join(directory, 'inputs'), 'a secret'), () => {});
    const { machine, send, put } = emulatedCos(store);
    const rule = '<Rule><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>';
    const body = `<LifecycleConfiguration>${rule}</LifecycleConfiguration>`;
    send('PUT /?lifecycle', withDigest(body));
    put('old');
    machine.advanceClock(48 * HOUR_MS);
    put('new');
    send('DELETE /?lifecycle');
    const again = reopened(store);
    expect(textsIn(again.cos.send('GET /'), 'Key')).toEqual(['new']);
    expect(again.cos.send('GET /?lifecycle').code).toBe('NoSuchLifecycleConfiguration');
    again.store.close();
  });

  test('that cannot be written leaves everything as it was', () => {
    const full: InputStore = {
      ...NO_STORE,
      record: ({ kind }) => {
        if (kind === 'cos') throw new Error('the disk is full');
      },
    };
    expect(() => emulatedCos(full)).toThrow('the disk is full');
  });
});
