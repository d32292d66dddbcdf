import { describe, expect, test } from 'vitest';
import { DEFAULT_SWITCHES } from '../../emulator/api/switches.ts';
import { COS_CODES } from '../../emulator/cos/errors.ts';
import { putObject } from '../../emulator/cos/objects.ts';
import { COS_ACTIONS } from '../../emulator/cos/operations.ts';
import { changeCos, emptyCosState } from '../../emulator/state/cos.ts';
import {
  BUCKET,
  callOf,
  emulatedCos,
  HOST,
  HOUR_MS,
  type Sent,
  textsIn,
  withDigest,
} from './emulated-cos.ts';

const ANONYMOUS = { kind: 'anonymous' } as const;

describe('an object', () => {
  test('is read as it was put, with its headers', () => {
    const { send } = emulatedCos();
    const headers = {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'content-encoding': '',
      'x-cos-meta-part': 'one',
      'x-cos-server-side-encryption': 'AES256',
      'x-other': 'not kept',
    };
    const put = send('PUT /a/b%20c%2B%C3%BC.json', { headers, body: '{"a":1}' });
    expect(put).toMatchObject({
      status: 200,
      text: '',
      headers: {
        'x-cos-server-side-encryption': 'AES256',
        'x-cos-hash-crc64ecma': '12474828682815968116',
      },
    });
    const got = send('GET /a/b%20c%2B%C3%BC.json');
    expect(got).toMatchObject({ status: 200, text: '{"a":1}' });
    expect(got.headers).toEqual({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-cos-meta-part': 'one',
      'x-cos-server-side-encryption': 'AES256',
      etag: put.headers.etag,
      'accept-ranges': 'bytes',
      'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
      'x-cos-hash-crc64ecma': '12474828682815968116',
      'x-cos-object-type': 'normal',
      'x-cos-request-id': expect.stringMatching(/^[A-Za-z\d+/]+=*$/),
      server: 'tencent-cos',
    });
    expect(send('HEAD /a/b%20c%2B%C3%BC.json').headers).toEqual({
      ...got.headers,
      'x-cos-request-id': expect.any(String),
    });
  });

  test('has the MD5 of its content as ETag, unless it is encrypted', () => {
    const { machine, put } = emulatedCos();
    const md5 = '"900150983cd24fb0d6963f7d28e17f72"';
    const encrypted = { 'x-cos-server-side-encryption': 'AES256' };
    expect(put('a', 'abc').headers.etag).toBe(md5);
    expect(put('a', 'abc', encrypted).headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(put('a', 'abc', encrypted).headers.etag).not.toBe(md5);
    machine.setSwitches({ cosEncryptedEtagIsMd5: true });
    expect(put('a', 'abc', encrypted).headers.etag).toBe(md5);
  });

  test('is replaced, deleted, and deleted again', () => {
    const { send, put } = emulatedCos();
    put('a', 'one');
    put('a', 'two');
    expect(send('GET /a').text).toBe('two');
    expect(send('DELETE /a')).toMatchObject({ status: 204, text: '' });
    expect(send('DELETE /a').status).toBe(204);
    expect(send('GET /a')).toMatchObject({ status: 404, code: 'NoSuchKey' });
    expect(send('HEAD /a')).toMatchObject({ status: 404, code: 'NoSuchKey' });
  });

  test('is not overwritten where the request forbids it', () => {
    const { send, put } = emulatedCos();
    const headers = { 'x-cos-forbid-overwrite': 'true' };
    expect(put('a', 'one', headers).status).toBe(200);
    expect(put('a', 'two', headers)).toMatchObject({ status: 409, code: 'FileAlreadyExists' });
    expect(put('a', 'two', { 'x-cos-forbid-overwrite': 'false' }).status).toBe(200);
    expect(send('GET /a').text).toBe('two');
  });

  test('is overwritten whatever the standard conditions say, unless they are honoured', () => {
    const { machine, send, put } = emulatedCos();
    put('a', 'one');
    expect(put('a', 'two', { 'if-none-match': '*' }).status).toBe(200);
    machine.setSwitches({ cosConditionalWrites: true });
    const failed = { status: 412, code: 'PreconditionFailed' };
    expect(put('a', 'three', { 'if-none-match': '*' })).toMatchObject(failed);
    expect(put('a', 'three', { 'if-match': '"other"' })).toMatchObject(failed);
    expect(put('b', 'three', { 'if-none-match': '*' }).status).toBe(200);
    const { etag = '' } = send('GET /a').headers;
    expect(put('a', 'four', { 'if-match': etag }).status).toBe(200);
  });

  const ranges: readonly (readonly [string, number, string, string | undefined])[] = [
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=8-', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=5-4', 200, '0123456789', undefined],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['pages=0-1', 200, '0123456789', undefined],
  ];
  test.each(ranges)('of ten bytes answers the range %s with %d', (range, status, text, content) => {
    const { send, put } = emulatedCos();
    put('a', '0123456789');
    const answer = send('GET /a', { headers: { range } });
    expect(answer).toMatchObject({ status, text });
    expect(answer.headers['content-range']).toBe(content);
  });

  test.each(['bytes=10-', 'bytes=-0'])('of ten bytes has no range %s', (range) => {
    const { send, put } = emulatedCos();
    put('a', '0123456789');
    expect(send('GET /a', { headers: { range } })).toMatchObject({
      status: 416,
      code: 'InvalidRange',
    });
  });

  const [before, same] = ['Wed, 31 Dec 2025 23:59:59 GMT', 'Thu, 01 Jan 2026 00:00:00 GMT'];
  const conditions: readonly (readonly [Record<string, string>, number])[] = [
    [{ 'if-match': '"900150983cd24fb0d6963f7d28e17f72"' }, 200],
    [{ 'if-match': '"x", *' }, 200],
    [{ 'if-match': '"x"' }, 412],
    [{ 'if-none-match': '900150983cd24fb0d6963f7d28e17f72' }, 304],
    [{ 'if-none-match': '"x"' }, 200],
    [{ 'if-none-match': '"x"', 'if-modified-since': same }, 200],
    [{ 'if-modified-since': same }, 304],
    [{ 'if-modified-since': before }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
    [{ 'if-unmodified-since': same }, 200],
    [{ 'if-unmodified-since': before }, 412],
    [{ 'if-match': '*', 'if-unmodified-since': before }, 200],
  ];
  test.each(conditions)('under the conditions %o is answered with %d', (headers, status) => {
    const { send, put } = emulatedCos();
    put('a', 'abc');
    const answer = send('GET /a', { headers });
    expect(answer.status).toBe(status);
    if (status === 304) expect(answer.text).toBe('');
  });

  test('is read with the headers that the request asks for', () => {
    const { send, put } = emulatedCos();
    put('a');
    const answer = send('GET /a?response-content-type=text%2Fcss&response-expires=a%0Ab&other=1');
    expect(answer.headers).toMatchObject({ 'content-type': 'text/css' });
    expect(answer.headers).not.toHaveProperty('expires');
  });
});

describe('a PUT is refused', () => {
  const rows: readonly (readonly [string, Sent, string])[] = [
    [
      'with another digest',
      { headers: { 'content-md5': 'mQ/fVh815F3k6TAUm8m0eg==' } },
      'BadDigest',
    ],
    ['with no digest', { headers: { 'content-md5': 'abc' } }, 'InvalidDigest'],
    ['with much metadata', { headers: { 'x-cos-meta-a': 'a'.repeat(2_048) } }, 'MetadataTooLarge'],
    ['with an unknown list', { headers: { 'x-cos-acl': 'public' } }, 'InvalidArgument'],
    ['with a grant', { headers: { 'x-cos-grant-read': 'uin="1"' } }, 'NotImplemented'],
    [
      'with an unknown encryption',
      { headers: { 'x-cos-server-side-encryption': 'DES' } },
      'InvalidArgument',
    ],
    [
      'with a key of KMS',
      { headers: { 'x-cos-server-side-encryption': 'cos/kms' } },
      'NotImplemented',
    ],
    ['with a source to copy', { headers: { 'x-cos-copy-source': 'x' } }, 'NotImplemented'],
    ['in a bucket of another region', { host: HOST.replace('guangzhou', 'tokyo') }, 'NoSuchBucket'],
    ['in a bucket that does not exist', { host: `x${HOST}` }, 'NoSuchBucket'],
  ];
  test.each(rows)('%s', (_, sent, code) => {
    const { send } = emulatedCos();
    expect(send('PUT /a', { body: 'abc', ...sent }).code).toBe(code);
  });

  test('with a key of more than 850 bytes', () => {
    const { put } = emulatedCos();
    expect(put('ü'.repeat(425)).status).toBe(200);
    expect(put('ü'.repeat(426)).code).toBe('KeyTooLong');
  });

  test('without its length', () => {
    const { machine } = emulatedCos();
    const { request, signature } = callOf('PUT /a', {});
    const { 'content-length': _, ...headers } = request.headers;
    const { reply } = machine.callCos({ request: { ...request, headers }, signature });
    expect(reply).toMatchObject({ status: 411 });
  });

  test('with a path that cannot be decoded', () => {
    const { send } = emulatedCos();
    expect(send('PUT /%ff')).toMatchObject({ status: 400, code: 'InvalidURI' });
  });

  test('when it is larger than the local cloud accepts', () => {
    const { machine } = emulatedCos();
    const { request, signature } = callOf('PUT /a', {});
    const { reply } = machine.callCos({ request: { ...request, body: 'too large' }, signature });
    expect(reply).toMatchObject({ status: 400 });
  });

  test.each([
    [{ objects: 99_999, bytes: 268_435_453 }, true],
    [{ objects: 99_999, bytes: 268_435_454 }, false],
    [{ objects: 100_000, bytes: 0 }, false],
  ])(
    'when the local cloud would store more than it can: %o, and 3 bytes, fit: %s',
    (size, fits) => {
      const { request } = callOf('PUT /a', { body: 'abc' });
      const facts = { region: 'ap-guangzhou', acl: 'private', createdAtMs: 0 } as const;
      const bucket = { name: BUCKET, lifecycle: undefined, ...facts };
      const state = { ...emptyCosState(new Map([[BUCKET, bucket]])), size };
      const account = { uin: '100000000001', appId: '1250000000' };
      const answer = putObject.answer(request, { state, account, switches: DEFAULT_SWITCHES });
      if (fits) expect(answer).toMatchObject({ ok: true });
      else {
        const message = expect.stringContaining('delete some, or POST /reset');
        expect(answer).toMatchObject({ code: 'ServiceUnavailable', message });
      }
    },
  );
});

test('what objects take is counted as they are put, replaced and deleted', () => {
  const state = emptyCosState();
  const facts = { etag: '', crc64: '', headers: {}, bucket: BUCKET };
  const put = (key: string, text: string) => {
    const content = Buffer.from(text).toString('base64');
    changeCos(state, {
      kind: 'cos',
      nowMs: 0,
      change: { type: 'putObject', key, content, ...facts },
    });
  };
  const remove = (...keys: readonly string[]) =>
    changeCos(state, {
      kind: 'cos',
      nowMs: 0,
      change: { type: 'deleteObjects', bucket: BUCKET, keys },
    });
  put('b', 'abc');
  put('a', 'abcd');
  put('b', 'a');
  expect(state.size).toEqual({ objects: 2, bytes: 5 });
  expect(state.objects.get(BUCKET)?.keys).toEqual(['a', 'b']);
  remove('a', 'a', 'none');
  expect(state.size).toEqual({ objects: 1, bytes: 1 });
  remove('b');
  expect(state).toMatchObject({ size: { objects: 0, bytes: 0 }, objects: new Map() });
});

describe('a list', () => {
  const filled = () => {
    const cos = emulatedCos();
    for (const key of ['b/2', 'b/1', 'a', 'b/c/3', '😀', 'ü', 'ﬀ', 'c&<d']) cos.put(key);
    return cos;
  };
  const all = ['a', 'b/1', 'b/2', 'b/c/3', 'c&amp;&lt;d', 'ü', 'ﬀ', '😀'];

  test('has all keys in the order of their bytes', () => {
    const list = filled().send('GET /');
    expect(textsIn(list, 'Key')).toEqual(all);
    expect(textsIn(list, 'IsTruncated')).toEqual(['false']);
    expect(list.text).not.toContain('NextMarker');
    expect(list.text).toContain(
      `<Name>${BUCKET}</Name><Prefix></Prefix><Marker></Marker><MaxKeys>1000</MaxKeys>`,
    );
    expect(list.text).toContain(
      '<Contents><Key>a</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>' +
        '<ETag>&quot;0cc175b9c0f1b6a831c399e269772661&quot;</ETag><Size>1</Size>' +
        '<Owner><ID>1250000000</ID><DisplayName>1250000000</DisplayName></Owner>' +
        '<StorageClass>STANDARD</StorageClass></Contents>',
    );
  });

  const rows: readonly (readonly [string, readonly string[], readonly string[], string?])[] = [
    ['prefix=b/', ['b/1', 'b/2', 'b/c/3'], []],
    ['delimiter=/', ['a', 'c&amp;&lt;d', 'ü', 'ﬀ', '😀'], ['b/']],
    ['prefix=b/&delimiter=/', ['b/1', 'b/2'], ['b/c/']],
    ['marker=b/2', ['b/c/3', 'c&amp;&lt;d', 'ü', 'ﬀ', '😀'], []],
    ['marker=b/&delimiter=/', ['c&amp;&lt;d', 'ü', 'ﬀ', '😀'], []],
    ['max-keys=2', ['a', 'b/1'], [], 'b/1'],
    ['max-keys=2&delimiter=/', ['a'], ['b/'], 'b/'],
    ['max-keys=1&prefix=b/c', ['b/c/3'], []],
    ['max-keys=0', [], []],
    ['max-keys=5000&prefix=x', [], []],
  ];
  test.each(rows)('with %s', (query, keys, prefixes, next) => {
    const list = filled().send(`GET /?${query}`);
    expect(textsIn(list, 'Key')).toEqual(keys);
    const common = [...list.text.matchAll(/<CommonPrefixes><Prefix>([^<]*)/g)].map(
      ([, one]) => one,
    );
    expect(common).toEqual(prefixes);
    expect(textsIn(list, 'NextMarker')).toEqual(next === undefined ? [] : [next]);
    expect(textsIn(list, 'IsTruncated')).toEqual([String(next !== undefined)]);
  });

  test('is encoded for keys that XML cannot write', () => {
    const { put, send } = filled();
    put('b\u0001 /ü');
    const list = send('GET /?encoding-type=url&prefix=b%01&delimiter=%20');
    expect(list.text).toContain('<Prefix>b%01</Prefix>');
    expect(list.text).toContain('<EncodingType>url</EncodingType>');
    expect(list.text).toContain('<CommonPrefixes><Prefix>b%01%20</Prefix></CommonPrefixes>');
  });

  test('goes on page by page until the end, whatever the size of a page', () => {
    const { send } = filled();
    for (const size of [1, 2, 3, 7, 8, 9]) {
      const pages: string[] = [];
      for (let marker: string | undefined = ''; marker !== undefined; ) {
        const query = new URLSearchParams({ 'max-keys': String(size), marker });
        query.set('encoding-type', 'url');
        const page = send(`GET /?${query}`);
        pages.push(...textsIn(page, 'Key').map(decodeURIComponent));
        const [next] = textsIn(page, 'NextMarker');
        marker = next === undefined ? undefined : decodeURIComponent(next);
      }
      expect(pages).toEqual(['a', 'b/1', 'b/2', 'b/c/3', 'c&<d', 'ü', 'ﬀ', '😀']);
    }
  });

  test('of the second form of S3 has tokens and no owner', () => {
    const { send } = filled();
    const first = send('GET /?list-type=2&max-keys=3', { s3: true });
    expect(textsIn(first, 'Key')).toEqual(['a', 'b/1', 'b/2']);
    expect(textsIn(first, 'KeyCount')).toEqual(['3']);
    expect(first.text).not.toContain('Owner');
    const [token = ''] = textsIn(first, 'NextContinuationToken');
    const query = new URLSearchParams({ 'continuation-token': token, 'fetch-owner': 'true' });
    const second = send(`GET /?list-type=2&max-keys=3&${query}`);
    expect(textsIn(second, 'Key')).toEqual(['b/c/3', 'c&amp;&lt;d', 'ü']);
    expect(textsIn(second, 'ContinuationToken')).toEqual([token]);
    expect(second.text).toContain('Owner');
    const after = send('GET /?list-type=2&start-after=ü');
    expect(textsIn(after, 'Key')).toEqual(['ﬀ', '😀']);
    expect(textsIn(after, 'StartAfter')).toEqual(['ü']);
  });

  test.each(['max-keys=-1', 'max-keys=many', 'encoding-type=base64'])(
    'with %s is refused',
    (query) => {
      expect(emulatedCos().send(`GET /?${query}`).code).toBe('InvalidArgument');
    },
  );
});

describe('several objects', () => {
  const list = (...keys: readonly string[]) =>
    keys.map((key) => `<Object><Key>${key}</Key></Object>`).join('');

  test('are deleted at once, whether or not there were any', () => {
    const { put, send } = emulatedCos();
    for (const key of ['a', 'b&', 'c']) put(key);
    const body = `<?xml version="1.0"?>\n<Delete>${list('a', 'b&amp;', 'none')}</Delete>`;
    const answer = send('POST /?delete', withDigest(body));
    expect(textsIn(answer, 'Key')).toEqual(['a', 'b&amp;', 'none']);
    const quiet = send(
      'POST /?delete=',
      withDigest(`<Delete><Quiet>true</Quiet>${list('c')}</Delete>`),
    );
    expect(quiet.text).toContain('<DeleteResult></DeleteResult>');
    expect(textsIn(send('GET /'), 'Key')).toEqual([]);
  });

  const rows: readonly (readonly [string, string, string])[] = [
    ['none', '<Delete></Delete>', 'MalformedXML'],
    ['an empty key', `<Delete>${list('a', '')}</Delete>`, 'MalformedXML'],
    ['more than a thousand', `<Delete>${list(...Array(1_001).fill('a'))}</Delete>`, 'MalformedXML'],
    ['another document', `<Remove>${list('a')}</Remove>`, 'MalformedXML'],
    ['half a document', `<Delete>${list('a')}`, 'MalformedXML'],
    [
      'a version',
      '<Delete><Object><Key>a</Key><VersionId>1</VersionId></Object></Delete>',
      'NotImplemented',
    ],
  ];
  test.each(rows)('are not deleted for %s', (_, body, code) => {
    const { put, send } = emulatedCos();
    put('a');
    expect(send('POST /?delete', withDigest(body)).code).toBe(code);
    expect(send('GET /a').status).toBe(200);
  });

  test('are not deleted without a digest of the list', () => {
    const { send } = emulatedCos();
    const body = `<Delete>${list('a')}</Delete>`;
    expect(send('POST /?delete', { body }).code).toBe('InvalidDigest');
    const { headers = {} } = withDigest('other');
    expect(send('POST /?delete', { body, headers }).code).toBe('BadDigest');
  });
});

describe('a bucket', () => {
  test('is created, found, listed and deleted', () => {
    const { send } = emulatedCos();
    const host = 'more-1250000000.cos.eu-frankfurt.myqcloud.com';
    expect(send('HEAD /', { host })).toMatchObject({ status: 404, code: 'NoSuchBucket' });
    expect(send('PUT /', { host }).status).toBe(200);
    expect(send('HEAD /', { host }).headers['x-cos-bucket-region']).toBe('eu-frankfurt');
    expect(textsIn(send('GET /?location', { host }), 'LocationConstraint')).toEqual([
      'eu-frankfurt',
    ]);
    const listed = (service: string) => textsIn(send('GET /', { host: service }), 'Name');
    expect(listed('service.cos.myqcloud.com')).toEqual(['more-1250000000', BUCKET]);
    expect(listed('cos.eu-frankfurt.myqcloud.com')).toEqual(['more-1250000000']);
    expect(send('DELETE /', { host }).status).toBe(204);
    expect(send('DELETE /', { host }).code).toBe('NoSuchBucket');
  });

  test('is not created twice, in whatever region', () => {
    const { send } = emulatedCos();
    expect(send('PUT /')).toMatchObject({ status: 409, code: 'BucketAlreadyOwnedByYou' });
    const elsewhere = { host: HOST.replace('guangzhou', 'tokyo') };
    expect(send('PUT /', elsewhere)).toMatchObject({ status: 409, code: 'BucketAlreadyExists' });
  });

  test('is not deleted while it has objects', () => {
    const { put, send } = emulatedCos();
    put('a');
    expect(send('DELETE /')).toMatchObject({ status: 409, code: 'BucketNotEmpty' });
    send('DELETE /a');
    expect(send('DELETE /').status).toBe(204);
  });

  test.each([
    'statuses',
    'statuses-1250000001',
    'Statuses-1250000000',
    '-a-1250000000',
    '-1250000000',
  ])('is not named %s', (name) => {
    const { send } = emulatedCos();
    const refused = send(`PUT /${name}`, { host: '127.0.0.1:4700' });
    expect(refused.code).toBe('InvalidBucketName');
    expect(refused.text).toContain('&lt;name&gt;-1250000000');
  });

  test('is the last one after 200', () => {
    const { send } = emulatedCos();
    const create = (number: number) =>
      send('PUT /', { host: HOST.replace('statuses', `b${number}`) });
    for (let number = 2; number <= 200; number += 1) expect(create(number).status).toBe(200);
    expect(create(201).code).toBe('TooManyBuckets');
  });

  test('is private, and may be opened to everyone', () => {
    const { put, send } = emulatedCos();
    put('a');
    const anonymous = { caller: ANONYMOUS };
    expect(send('GET /a', anonymous)).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(textsIn(send('GET /?acl'), 'Permission')).toEqual(['FULL_CONTROL']);

    expect(send('PUT /?acl', { headers: { 'x-cos-acl': 'public-read' } }).status).toBe(200);
    expect(textsIn(send('GET /?acl'), 'Permission')).toEqual(['FULL_CONTROL', 'READ']);
    expect(send('GET /a', anonymous).text).toBe('a');
    expect(send('GET /', anonymous).status).toBe(200);
    expect(send('PUT /a', { ...anonymous, body: 'b' }).code).toBe('AccessDenied');

    send('PUT /?acl', { headers: { 'x-cos-acl': 'public-read-write' } });
    expect(textsIn(send('GET /?acl'), 'Permission')).toEqual(['FULL_CONTROL', 'READ', 'WRITE']);
    expect(send('PUT /a', { ...anonymous, body: 'b' }).status).toBe(200);
    expect(send('DELETE /', anonymous).code).toBe('AccessDenied');
  });

  test('has objects with lists of their own', () => {
    const { put, send } = emulatedCos();
    put('a', 'a', { 'x-cos-acl': 'public-read' });
    put('b', 'b', { 'x-cos-acl': 'default' });
    expect(textsIn(send('GET /a?acl'), 'Permission')).toEqual(['FULL_CONTROL', 'READ']);
    expect(send('GET /a', { caller: ANONYMOUS }).text).toBe('a');
    expect(send('GET /b', { caller: ANONYMOUS }).code).toBe('AccessDenied');
    send('PUT /b?acl', { headers: { 'x-cos-acl': 'public-read' } });
    send('PUT /a?acl', { headers: { 'x-cos-acl': 'default' } });
    expect(send('GET /a', { caller: ANONYMOUS }).code).toBe('AccessDenied');
    expect(send('GET /b', { caller: ANONYMOUS }).text).toBe('b');
    expect(send('PUT /none?acl', { headers: { 'x-cos-acl': 'private' } }).code).toBe('NoSuchKey');
  });

  test.each([
    ['none', {}, 'InvalidArgument'],
    ['that of a bucket', { headers: { 'x-cos-acl': 'default' } }, 'InvalidArgument'],
    ['a document', { headers: { 'x-cos-acl': 'private' }, body: '<List/>' }, 'NotImplemented'],
  ])('takes no other list, such as %s', (_, sent, code) => {
    const { send } = emulatedCos();
    expect(send('PUT /?acl', sent).code).toBe(code);
  });
});

describe('a lifecycle', () => {
  const rule = (content: string, status = 'Enabled') =>
    `<LifecycleConfiguration><Rule><ID>old</ID><Filter><Prefix>logs/</Prefix></Filter><Status>${status}</Status>${content}</Rule></LifecycleConfiguration>`;
  const days = (count: number | string) => `<Expiration><Days>${count}</Days></Expiration>`;

  test('is set, read, replaced and removed', () => {
    const { send } = emulatedCos();
    expect(send('GET /?lifecycle')).toMatchObject({
      status: 404,
      code: 'NoSuchLifecycleConfiguration',
    });
    expect(send('PUT /?lifecycle', withDigest(rule(days(3)))).status).toBe(200);
    expect(send('GET /?lifecycle').text).toContain(rule(days(3)));
    send('PUT /?lifecycle', withDigest(rule(days(4))));
    expect(textsIn(send('GET /?lifecycle'), 'Days')).toEqual(['4']);
    expect(send('DELETE /?lifecycle').status).toBe(204);
    expect(send('GET /?lifecycle').code).toBe('NoSuchLifecycleConfiguration');
  });

  test('deletes objects at the midnight in Beijing after their last day, and no others', () => {
    const { machine, put, send } = emulatedCos();
    send('PUT /?lifecycle', withDigest(rule(days(1))));
    put('logs/a');
    put('other');
    machine.advanceClock(16 * HOUR_MS); // Midnight in Beijing.
    expect(send('GET /logs/a').status).toBe(200);
    machine.advanceClock(24 * HOUR_MS - 1);
    expect(send('GET /logs/a').status).toBe(200);
    machine.advanceClock(1);
    expect(send('GET /logs/a').code).toBe('NoSuchKey');
    expect(textsIn(send('GET /'), 'Key')).toEqual(['other']);
  });

  test('counts from the last change of an object', () => {
    const { machine, put, send } = emulatedCos();
    send('PUT /?lifecycle', withDigest(rule(days(1))));
    put('logs/a');
    machine.advanceClock(17 * HOUR_MS);
    put('logs/a', 'again');
    machine.advanceClock(24 * HOUR_MS);
    expect(send('GET /logs/a').text).toBe('again');
    machine.advanceClock(24 * HOUR_MS);
    expect(send('GET /logs/a').code).toBe('NoSuchKey');
  });

  test('begins at the midnight after it was set, also for objects that are old', () => {
    const { machine, put, send } = emulatedCos();
    put('logs/a');
    machine.advanceClock(17 * HOUR_MS);
    send(
      'PUT /?lifecycle',
      withDigest(rule('<Expiration><Date>2025-12-31T16:00:00Z</Date></Expiration>')),
    );
    expect(send('GET /logs/a').status).toBe(200);
    machine.advanceClock(24 * HOUR_MS);
    expect(send('GET /logs/a').code).toBe('NoSuchKey');
  });

  test.each([
    ['is disabled', rule(days(1), 'Disabled')],
    [
      'is about markers of deletion',
      rule('<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>'),
    ],
    [
      'is about storage',
      rule('<Transition><Days>1</Days><StorageClass>ARCHIVE</StorageClass></Transition>'),
    ],
  ])('deletes nothing when its rule %s', (_, body) => {
    const { machine, put, send } = emulatedCos();
    expect(send('PUT /?lifecycle', withDigest(body)).status).toBe(200);
    put('logs/a');
    machine.advanceClock(100 * 24 * HOUR_MS);
    expect(send('GET /logs/a').status).toBe(200);
  });

  const refused: readonly (readonly [string, string])[] = [
    [rule(days(0)), 'InvalidArgument'],
    [rule(days(3_651)), 'InvalidArgument'],
    [rule(days('soon')), 'InvalidArgument'],
    [rule('<Expiration></Expiration>'), 'InvalidArgument'],
    [rule('<Expiration><Date>2026-01-01</Date></Expiration>'), 'InvalidArgument'],
    [rule('<Expiration><Date>2026-01-01T01:00:00Z</Date></Expiration>'), 'InvalidArgument'],
    [
      rule('<Expiration><Days>1</Days><Date>2025-12-31T16:00:00Z</Date></Expiration>'),
      'InvalidArgument',
    ],
    [rule(''), 'MalformedXML'],
    [rule(days(1), 'On'), 'MalformedXML'],
    [rule(days(1)).replaceAll('Rule>', 'Rules>'), 'MalformedXML'],
    ['<LifecycleConfiguration/>', 'MalformedXML'],
    ['{}', 'MalformedXML'],
    [rule(days(1)).replaceAll('Prefix', 'Tag'), 'NotImplemented'],
  ];
  test.each(refused)('is refused as %s', (body, code) => {
    expect(emulatedCos().send('PUT /?lifecycle', withDigest(body)).code).toBe(code);
  });

  test('is refused without a digest', () => {
    expect(emulatedCos().send('PUT /?lifecycle', { body: rule(days(1)) }).code).toBe(
      'InvalidDigest',
    );
  });
});

describe('what is not emulated', () => {
  test.each([
    'PUT /?cors',
    'GET /?versions',
    'POST /a?uploads',
    'PUT /a?uploadId=1',
    'POST /a',
    'GET /a?versionId=1',
  ])('%s is refused, and never taken for something else', (line) => {
    const { machine, send, put } = emulatedCos();
    put('a', 'before');
    expect(send(line)).toMatchObject({ status: 501, code: 'NotImplemented' });
    expect(send('GET /a').text).toBe('before');
    expect(machine.journal.list().at(-2)).toMatchObject({
      code: 'NotImplemented',
      mutating: false,
    });
  });

  test('a method that no operation has is refused', () => {
    expect(emulatedCos().send('PATCH /a')).toMatchObject({ status: 405, code: 'MethodNotAllowed' });
  });
});

describe('a host', () => {
  const rows: readonly (readonly [string, string])[] = [
    [HOST, '/a'],
    [`${HOST}:4700`, '/a'],
    [HOST.replace('myqcloud.com', 'tencentcos.cn'), '/a'],
    [HOST.replace('.cos.', '.cos-internal.').replace('myqcloud.com', 'tencentcos.cn'), '/a'],
    [HOST.replace('myqcloud.com', 'localhost:4700'), '/a'],
    [`${BUCKET}.localhost:4700`, '/a'],
    ['127.0.0.1:4700', `/${BUCKET}/a`],
    ['localhost', `/${BUCKET}/a`],
  ];
  test.each(rows)('%s has the object %s', (host, path) => {
    const { put, send } = emulatedCos();
    put('a', 'found');
    expect(send(`GET ${path}`, { host }).text).toBe('found');
  });

  test('of the vendor takes no bucket in its path, unless the bucket is old', () => {
    const { machine, put, send } = emulatedCos();
    put('a', 'found');
    const host = 'cos.ap-guangzhou.myqcloud.com';
    const refused = send(`GET /${BUCKET}/a`, { host });
    expect(refused).toMatchObject({ status: 403, code: 'PathStyleDomainForbidden' });
    machine.setSwitches({ cosPathStyle: true });
    expect(send(`GET /${BUCKET}/a`, { host }).text).toBe('found');
    const elsewhere = { host: 'cos.ap-tokyo.myqcloud.com' };
    expect(send(`GET /${BUCKET}/a`, elsewhere).code).toBe('NoSuchBucket');
  });
});

test('a client of S3 uses the names of AWS, and those of COS only where COS reads them', () => {
  const { machine, send } = emulatedCos();
  const headers = {
    'x-amz-meta-a': 'b',
    'x-amz-server-side-encryption': 'AES256',
    'x-cos-meta-c': 'd',
  };
  const put = send('PUT /a', { headers, body: 'abc', s3: true });
  expect(put.headers).toMatchObject({
    'x-amz-server-side-encryption': 'AES256',
    'x-amz-request-id': put.headers['x-cos-request-id'],
  });
  expect(send('GET /a', { s3: true }).headers).toMatchObject({ 'x-amz-meta-a': 'b' });
  expect(send('GET /a').headers).toMatchObject({ 'x-cos-meta-a': 'b' });
  expect(send('GET /a').headers).not.toHaveProperty('x-cos-meta-c');

  const forbid = { 'x-cos-forbid-overwrite': 'true' };
  expect(send('PUT /a', { headers: forbid, s3: true }).status).toBe(200);
  machine.setSwitches({ cosHeadersOverS3: true });
  expect(send('PUT /a', { headers: forbid, s3: true }).code).toBe('FileAlreadyExists');
});

test('an error names the resource and the request, which the journal has too', () => {
  const { machine, send } = emulatedCos();
  const { text, headers } = send('GET /a&b');
  const { 'x-cos-request-id': id = '' } = headers;
  expect(text).toBe(
    "<?xml version='1.0' encoding='utf-8' ?>\n<Error><Code>NoSuchKey</Code>" +
      `<Message>The specified key does not exist.</Message><Resource>${HOST}/a&amp;b</Resource>` +
      `<RequestId>${id}</RequestId><TraceId>${id}</TraceId></Error>\n`,
  );
  expect(headers).toMatchObject({ 'content-type': 'application/xml', 'x-cos-trace-id': id });
  expect(machine.journal.list().at(-1)).toEqual({
    action: 'cos:GetObject',
    caller: 'account',
    params: { Bucket: BUCKET, Key: 'a&b' },
    code: 'NoSuchKey',
    requestId: id,
    mutating: false,
    atMs: 1_767_225_600_000,
  });
});

test('the journal has no signature, no token and no content', () => {
  const { machine, send } = emulatedCos();
  send('PUT /a?q-signature=abc&X-Amz-Signature=def&x-cos-security-token=ghi&b=c', { body: 'jkl' });
  const [entry] = machine.journal.list().slice(-1);
  expect(entry).toMatchObject({ params: { Bucket: BUCKET, Key: 'a', b: 'c' }, mutating: true });
  expect(JSON.stringify(entry)).not.toMatch(/abc|def|ghi|jkl/);
  send('GET /a', { caller: ANONYMOUS });
  expect(machine.journal.list().at(-1)).toMatchObject({
    caller: 'anonymous',
    code: 'AccessDenied',
  });
});

test('each operation may have a fault, and each code has a status of its own', () => {
  const { machine } = emulatedCos();
  expect(COS_ACTIONS).toHaveLength(18);
  for (const action of COS_ACTIONS) expect(machine.hasAction(action), action).toBe(true);
  expect(machine.hasAction('cos:PutObjects')).toBe(false);
  for (const [code, [status, message]] of Object.entries(COS_CODES)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(message.length, code).toBeGreaterThan(0);
  }
});

test('the checksum of the digits is that of CRC-64/XZ', () => {
  const { put } = emulatedCos();
  expect(put('a', '123456789').headers['x-cos-hash-crc64ecma']).toBe('11051210869376104954');
});
