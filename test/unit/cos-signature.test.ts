import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isCosRequest, parseCosRequest } from '../../emulator/cos/request.ts';
import { checkCosSignature } from '../../emulator/cos/signature.ts';

type Example = {
  readonly method?: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

type Key = { readonly secretId: string; readonly secretKey: string };

const check = (
  { method = 'GET', url, headers, body = '' }: Example,
  key: Key & { readonly token?: string; readonly expiresAtMs?: number; readonly role?: string },
  nowMs: number,
  skewMsMax = 0,
) => {
  const request = parseCosRequest({ method, url, headers, body: Buffer.from(body) }, 'ap-beijing');
  const find = (secretId: string) => (secretId === key.secretId ? key : undefined);
  const checked = checkCosSignature(request, { find, nowMs, skewMsMax });
  return checked.ok ? checked.caller : checked.code;
};

const ACCOUNT = { kind: 'account' };

/** The examples of the vendor's page, with its keys and its results. */
describe("a signature of the vendor's page", () => {
  const key = {
    secretId: 'AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q',
    secretKey: 'BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz',
  };
  const host = 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com';
  const path = '/exampleobject(%E8%85%BE%E8%AE%AF%E4%BA%91)';
  const sign = (time: string, headerList: string, paramList: string, signature: string) =>
    [
      ...['q-sign-algorithm=sha1', `q-ak=${key.secretId}`, `q-sign-time=${time}`],
      ...[`q-key-time=${time}`, `q-header-list=${headerList}`, `q-url-param-list=${paramList}`],
      `q-signature=${signature}`,
    ].join('&');
  const put = {
    method: 'PUT',
    url: path,
    body: 'ObjectContent',
    headers: {
      date: 'Thu, 16 May 2019 06:45:51 GMT',
      host,
      'content-type': 'text/plain',
      'content-length': '13',
      'content-md5': 'mQ/fVh815F3k6TAUm8m0eg==',
      'x-cos-acl': 'private',
      'x-cos-grant-read': 'uin="100000000011"',
      authorization: sign(
        '1557989151;1557996351',
        'content-length;content-md5;content-type;date;host;x-cos-acl;x-cos-grant-read',
        '',
        '3b8851a11a569213c17ba8fa7dcf2abec6935172',
      ),
    },
  };
  const get = {
    url: `${path}?response-content-type=application%2Foctet-stream&response-cache-control=max-age%3D600`,
    headers: {
      date: 'Thu, 16 May 2019 06:55:53 GMT',
      host,
      authorization: sign(
        '1557989753;1557996953',
        'date;host',
        'response-cache-control;response-content-type',
        '01681b8c9d798a678e43b685a9f1bba0f6c0e012',
      ),
    },
  };
  const now = 1_557_990_000_000;

  test('of PUT and of GET is valid', () => {
    expect(check(put, key, now)).toEqual(ACCOUNT);
    expect(check(get, key, now)).toEqual(ACCOUNT);
  });

  test('is valid in the URL too', () => {
    const { authorization, ...headers } = get.headers;
    const encoded = authorization.replaceAll(';', '%3B');
    expect(check({ ...get, url: `${get.url}&${encoded}`, headers }, key, now)).toEqual(ACCOUNT);
  });

  const altered: readonly (readonly [string, Partial<typeof put>])[] = [
    ['method', { method: 'POST' }],
    ['path', { url: '/other' }],
    ['header', { headers: { ...put.headers, 'x-cos-acl': 'public-read' } }],
    ['host', { headers: { ...put.headers, host: `x${host}` } }],
  ];
  test.each(altered)('is not valid for another %s', (_, change) => {
    expect(check({ ...put, ...change }, key, now)).toBe('SignatureDoesNotMatch');
  });

  test('is not valid for other parameters in its list, nor with another key', () => {
    const url = get.url.replace('600', '601');
    expect(check({ ...get, url }, key, now)).toBe('SignatureDoesNotMatch');
    expect(check(get, { ...key, secretKey: 'other' }, now)).toBe('SignatureDoesNotMatch');
    expect(check(get, { ...key, secretId: 'AKIDother' }, now)).toBe('InvalidAccessKeyId');
  });

  test('covers only what is in its lists', () => {
    expect(check({ ...get, url: `${get.url}&other=1` }, key, now)).toEqual(ACCOUNT);
  });

  test('is valid from the beginning to the end of its time', () => {
    expect(check(get, key, 1_557_989_752_999)).toBe('RequestTimeTooSkewed');
    expect(check(get, key, 1_557_989_752_999, 900_000)).toEqual(ACCOUNT);
    expect(check(get, key, 1_557_989_753_000)).toEqual(ACCOUNT);
    expect(check(get, key, 1_557_996_953_000)).toEqual(ACCOUNT);
    expect(check(get, key, 1_557_996_953_001)).toBe('AccessDenied');
  });

  test.each([
    ['sha1', 'md5'],
    ['q-sign-time=1557989753;1557996953', 'q-sign-time=1557989753'],
    ['q-key-time=1557989753;1557996953', 'q-key-time=0;x'],
  ])('has not %s as %s', (from, to) => {
    const authorization = get.headers.authorization.replace(from, to);
    const headers = { ...get.headers, authorization };
    expect(check({ ...get, headers }, key, now)).toBe('InvalidArgument');
  });

  test('of temporary credentials needs their token, as long as that is valid', () => {
    const temporary = { ...key, token: 'the token', role: 'worker', expiresAtMs: now + 1 };
    const withToken = (token: string) => ({
      ...get,
      headers: { ...get.headers, 'x-cos-security-token': token },
    });
    expect(check(withToken('the token'), temporary, now)).toEqual({ kind: 'role', name: 'worker' });
    expect(check(withToken('another'), temporary, now)).toBe('InvalidAccessKeyId');
    expect(check(get, temporary, now)).toBe('InvalidAccessKeyId');
    expect(check(withToken('the token'), temporary, now + 1)).toBe('InvalidAccessKeyId');
    const url = `${get.url}&x-cos-security-token=the%20token`;
    expect(check({ ...get, url }, temporary, now)).toEqual({ kind: 'role', name: 'worker' });
  });

  test('is absent from an anonymous request', () => {
    const { authorization: _, ...headers } = get.headers;
    expect(check({ ...get, headers }, key, now)).toEqual({ kind: 'anonymous' });
  });

  test('may leave out the port of the host', () => {
    const headers = { ...get.headers, host: `${host}:4700` };
    expect(check({ ...get, headers }, key, now)).toEqual(ACCOUNT);
  });
});

/** The examples of AWS for S3, with its keys and its results. */
describe('a signature of the documentation of S3', () => {
  const key = {
    secretId: 'AKIAIOSFODNN7EXAMPLE',
    secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const now = Date.UTC(2013, 4, 24);
  const host = 'examplebucket.s3.amazonaws.com';
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const date = '20130524T000000Z';
  const scope = `${key.secretId}/20130524/us-east-1/s3/aws4_request`;
  const authorization = (names: string, signature: string) =>
    `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=${names},Signature=${signature}`;
  const common = { host, 'x-amz-date': date, 'x-amz-content-sha256': empty };
  const dated = 'host;x-amz-content-sha256;x-amz-date';
  const object: Example = {
    url: '/test.txt',
    headers: {
      ...common,
      range: 'bytes=0-9',
      authorization: authorization(
        'host;range;x-amz-content-sha256;x-amz-date',
        'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
      ),
    },
  };
  const put: Example = {
    method: 'PUT',
    url: '/test%24file.text',
    body: 'Welcome to Amazon S3.',
    headers: {
      ...common,
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      authorization: authorization(
        'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
        '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      ),
    },
  };
  const lifecycle: Example = {
    url: '/?lifecycle',
    headers: {
      ...common,
      authorization: authorization(
        dated,
        'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
      ),
    },
  };
  const list: Example = {
    url: '/?max-keys=2&prefix=J',
    headers: {
      ...common,
      authorization: authorization(
        dated,
        '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      ),
    },
  };
  const link: Example = {
    url: `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(scope)}&X-Amz-Date=${date}&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
    headers: { host },
  };

  test.each([
    ['an object', object],
    ['a new object', put],
    ['a lifecycle', lifecycle],
    ['a list', list],
    ['a link', link],
  ])('for %s is valid', (_, example) => {
    expect(check(example, key, now)).toEqual(ACCOUNT);
  });

  test('is not valid for another path, header, parameter or key', () => {
    expect(check({ ...object, url: '/test' }, key, now)).toBe('SignatureDoesNotMatch');
    const headers = { ...object.headers, range: 'bytes=0-8' };
    expect(check({ ...object, headers }, key, now)).toBe('SignatureDoesNotMatch');
    expect(check({ ...list, url: `${list.url}&x=1` }, key, now)).toBe('SignatureDoesNotMatch');
    expect(check(link, { ...key, secretKey: 'x' }, now)).toBe('SignatureDoesNotMatch');
    expect(check(link, { ...key, secretId: 'x' }, now)).toBe('InvalidAccessKeyId');
  });

  test('is not valid for another body, unless the body is not signed', () => {
    expect(check({ ...put, body: 'Welcome.' }, key, now)).toBe('XAmzContentSHA256Mismatch');
    const streamed = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
    const headers = { ...put.headers, 'x-amz-content-sha256': streamed };
    expect(check({ ...put, headers }, key, now)).toBe('NotImplemented');
    expect(check({ ...link, body: 'any' }, key, now)).toEqual(ACCOUNT);
  });

  test('is valid for a quarter of an hour, and a link as long as it says', () => {
    expect(check(object, key, now + 900_000)).toEqual(ACCOUNT);
    expect(check(object, key, now + 900_001)).toBe('RequestTimeTooSkewed');
    expect(check(object, key, now - 900_001)).toBe('RequestTimeTooSkewed');
    expect(check(link, key, now + 86_400_000)).toEqual(ACCOUNT);
    expect(check(link, key, now + 86_400_001)).toBe('AccessDenied');
    const url = link.url.replace('86400', '604801');
    expect(check({ ...link, url }, key, now)).toBe('InvalidArgument');
  });

  test('must be one of S3, with its date', () => {
    const other = (from: string, to: string) => {
      const headers = { ...object.headers };
      headers.authorization = headers.authorization?.replace(from, to) ?? '';
      return check({ ...object, headers }, key, now);
    };
    expect(other('/s3/', '/ec2/')).toBe('InvalidArgument');
    expect(other('20130524', '20130525')).toBe('AccessDenied');
    expect(check({ ...link, url: link.url.replace('%2Fs3', '') }, key, now)).toBe(
      'InvalidArgument',
    );
    const headers = { ...object.headers, 'x-amz-date': 'today' };
    expect(check({ ...object, headers }, key, now)).toBe('AccessDenied');
  });

  test('of temporary credentials needs their token', () => {
    const temporary = { ...key, token: 'token', expiresAtMs: now + 1 };
    const headers = { ...object.headers, 'x-amz-security-token': 'token' };
    expect(check({ ...object, headers }, temporary, now)).toEqual(ACCOUNT);
    expect(check(object, temporary, now)).toBe('InvalidAccessKeyId');
  });
});

test('names with a common beginning are signed in their order', () => {
  const key = { secretId: 'AKID1', secretKey: 'secret' };
  const hmac = (secret: string | Buffer, text: string) =>
    createHmac('sha256', secret).update(text).digest();
  const canonical = 'GET\n/\na=2&a-b=1&a.b=3\nhost:h\n\nhost\nUNSIGNED-PAYLOAD';
  const scope = '20130524/r/s3/aws4_request';
  const hash = createHash('sha256').update(canonical).digest('hex');
  const toSign = `AWS4-HMAC-SHA256\n20130524T000000Z\n${scope}\n${hash}`;
  const signing = scope.split('/').reduce<string | Buffer>(hmac, 'AWS4secret');
  const headers = {
    host: 'h',
    'x-amz-date': '20130524T000000Z',
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    authorization: `AWS4-HMAC-SHA256 Credential=AKID1/${scope}, SignedHeaders=host, Signature=${hmac(signing, toSign).toString('hex')}`,
  };
  const example = { url: '/?a-b=1&a.b=3&a=2', headers };
  expect(check(example, key, Date.UTC(2013, 4, 24))).toEqual(ACCOUNT);
});

describe('a request', () => {
  const own = { host: '127.0.0.1:4700' };
  const sha1 = { ...own, authorization: 'q-sign-algorithm=sha1&q-ak=x' };
  const aws = { ...own, authorization: 'AWS4-HMAC-SHA256 Credential=x' };
  const rows: readonly (readonly [string, Readonly<Record<string, string>>, boolean])[] = [
    ['/', own, false],
    ['/', sha1, true],
    ['/', aws, true],
    ['/?q-sign-algorithm=sha1', own, true],
    ['/?prefix=a&X-Amz-Algorithm=AWS4-HMAC-SHA256', own, true],
    ['/?note=q-sign-algorithm', own, false],
    ['/a-1250000000', own, true],
    ['/a-1250000000/b', own, true],
    ['/a-1250000000?acl', own, true],
    ['/a-1250', own, false],
    ['/topics/a-1250000000/messages', own, false],
    ['/functions/echo/v1?X-Amz-Algorithm=x', own, false],
    ['/functions/echo', aws, false],
    ['/', { host: 'a-1250000000.cos.ap-beijing.myqcloud.com' }, true],
    ['/', { host: 'a-1250000000.localhost:4700' }, true],
    ['/', { host: 'cos.ap-beijing.localhost' }, true],
    ['/', { host: 'service.cos.tencentcos.cn' }, true],
    ['/', { host: 'cos.ap-beijing.myqcloud.com.example.com' }, false],
    ['/', { host: 'example.com' }, false],
    ['/', {}, false],
  ];
  test.each(rows)('%s to %o is for COS: %s', (url, headers, isCos) => {
    expect(isCosRequest({ method: 'GET', url, headers })).toBe(isCos);
  });
});
