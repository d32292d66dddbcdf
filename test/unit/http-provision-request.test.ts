import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../shared/http/message.ts';
import type { HttpProblem } from '../../shared/http/problems.ts';
import { readProvisionRequest } from '../../shared/http/provision-request.ts';
import { completeText, type KnownFields } from '../../shared/tenant-key/message.ts';

type Given = {
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string[]>;
};

const COMPLETE = '{ "requestId": "r-1", "tenantId": "acme", "keyName": "orders" }';

function read({ body = COMPLETE, headers = {}, query = {} }: Given, tenantId = 'acme') {
  const request: HttpRequest = {
    method: 'POST',
    path: '/v1/tenants/acme/keys',
    query: new Map(Object.entries(query)),
    headers: new Map(Object.entries(headers)),
    bodyText: body,
  };
  return readProvisionRequest(request, tenantId);
}

describe('the message of a POST', () => {
  const key = (value: string) => ({ 'idempotency-key': value });

  test.each<[string, Given, KnownFields | undefined, string]>([
    ['is its body unchanged when nothing is missing', {}, undefined, COMPLETE],
    [
      'is its body unchanged when path and header agree with it',
      { headers: key('"r-1"') },
      undefined,
      COMPLETE,
    ],
    [
      'is completed with the tenant of the path',
      { body: '{ "requestId": "r-1",\n"keyName": "orders" }' },
      { tenantId: 'acme' },
      '{"tenantId":"acme", "requestId": "r-1",\n"keyName": "orders" }',
    ],
    [
      'is completed with the key of the header',
      { body: '{"keyName":"orders"}', headers: key('r-1') },
      { tenantId: 'acme', requestId: 'r-1' },
      '{"tenantId":"acme","requestId":"r-1","keyName":"orders"}',
    ],
    [
      'is completed even when the body is empty',
      { body: ' { } ', headers: key('r-1') },
      { tenantId: 'acme', requestId: 'r-1' },
      ' {"tenantId":"acme","requestId":"r-1" } ',
    ],
    [
      'escapes the value of the header',
      { body: '{"tenantId":"acme"}', headers: key(String.raw`"a\"b"`) },
      { requestId: 'a"b' },
      String.raw`{"requestId":"a\"b","tenantId":"acme"}`,
    ],
    [
      'keeps every digit and unknown name of the body',
      { body: '{"__proto__":1.10,"n":12345678901234567890}' },
      { tenantId: 'acme' },
      '{"tenantId":"acme","__proto__":1.10,"n":12345678901234567890}',
    ],
    ['is any other JSON unchanged', { body: '[]', headers: key('r-1') }, undefined, '[]'],
  ])('%s', (_name, given, known, complete) => {
    const { body: text = COMPLETE } = given;
    const message = {
      text,
      source: { door: 'http' },
      callerWaits: true,
      ...(known === undefined ? {} : { known }),
    };
    const answer = read(given);
    expect(answer).toStrictEqual({
      ok: true,
      value: { message, respondAsync: false },
    });
    expect(answer.ok && completeText(answer.value.message)).toBe(complete);
  });

  test('names the tenant of the path, even an invalid one', () => {
    const answer = read({ body: '{}' }, 'a"\n/');
    expect(answer.ok && completeText(answer.value.message)).toBe(String.raw`{"tenantId":"a\"\n/"}`);
  });

  test.each<[string, Record<string, string>, string | undefined]>([
    [
      'has the trace of a valid traceparent',
      { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
      '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    ],
    ['has no trace of an invalid one', { traceparent: '00-0-0-00' }, undefined],
  ])('%s', (_name, headers, traceparent) => {
    const answer = read({ headers });
    expect(answer.ok && answer.value.message.traceparent).toBe(traceparent);
  });
});

describe('a POST', () => {
  test.each<[string, boolean]>([
    ['respond-async', true],
    ['wait=10, Respond-Async', true],
    ['respond-async; foo=bar, wait=10', true],
    ['respond-asynchronously', false],
    ['wait=10', false],
    ['', false],
  ])('that prefers "%s"', (prefer, respondAsync) => {
    expect(read({ headers: { prefer } })).toMatchObject({ ok: true, value: { respondAsync } });
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON ;charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=us-ascii',
    'application/json; profile="a, charset=utf-16"; version=1;',
    'application/vnd.acme.key+json',
  ])('may have the content type %s', (contentType) => {
    expect(read({ headers: { 'content-type': contentType } })).toMatchObject({ ok: true });
  });

  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'text/json',
    'application/jsonp',
    'application/json, text/plain',
    'application/json; charset=utf-8, text/plain',
    'application/json; charset=utf-16',
    'application/json; charset="gbk"',
    'application/json; charset=utf-8; charset=utf-16',
    'application/json; charset',
    'application/json; charset=',
    'application/json; charset="utf-8',
    'application/json utf-8',
    'application/json charset=utf-8',
    'application/jsonx=y',
    'application/',
    '',
  ])('may not have the content type "%s"', (contentType) => {
    expect(read({ headers: { 'content-type': contentType } })).toEqual({
      ok: false,
      problem: {
        status: 415,
        code: 'MediaTypeUnsupported',
        title: 'The content type is not supported',
        detail: 'Send the request as JSON, with the header Content-Type: application/json.',
        retryable: false,
      },
    });
  });
});

describe('a header that changes what the bytes mean', () => {
  const codings = (name: string, ...values: string[]) =>
    values.map((value) => [name, value] as const);

  test.each([
    ...codings('content-encoding', 'identity', 'Identity', '', 'identity, identity'),
    ...codings('transfer-encoding', 'chunked', 'Chunked', 'identity'),
    ...codings('content-transfer-encoding', 'binary', '8bit', '7BIT'),
    ...codings('content-language', 'en'),
    ...codings('accept-encoding', 'gzip'),
  ])('may be %s: %s', (name, value) => {
    expect(read({ headers: { [name]: value } })).toMatchObject({ ok: true });
  });

  test.each([
    ...codings('content-encoding', 'gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'aes128gcm'),
    ...codings('content-encoding', 'identity, gzip', 'GZIP', 'utf-8'),
    ...codings('transfer-encoding', 'gzip, chunked', 'deflate'),
    ...codings('content-transfer-encoding', 'base64', 'quoted-printable'),
  ])('may not be %s: %s', (name, value) => {
    expect(read({ headers: { [name]: value }, body: 'damaged \uFFFD' })).toEqual({
      ok: false,
      problem: {
        status: 415,
        code: 'MediaTypeUnsupported',
        title: 'The content type is not supported',
        detail:
          'Send the body as it is: not compressed, and without the headers Content-Encoding and Transfer-Encoding.',
        retryable: false,
        headers: { 'Accept-Encoding': 'identity' },
      },
    });
  });

  test('may not be a range, since a part is no request', () => {
    const refused = read({ headers: { 'content-range': 'bytes 0-49/50' } });
    expect(refused).toMatchObject({
      ok: false,
      problem: { status: 400, code: 'RequestUnreadable' },
    });
    expect(JSON.stringify(refused)).toContain('Content-Range says that the body is only a part');
  });
});

describe('a POST is refused', () => {
  test.each<[string, string, Partial<HttpProblem>]>([
    ['without a body', '', { status: 400, code: 'RequestUnreadable' }],
    ['with a body that is cut', '{"keyName":', { status: 400, code: 'RequestUnreadable' }],
    ['with a name that stands twice', '{"a":1,"a":1}', { status: 400, code: 'RequestUnreadable' }],
    ['with bytes that were not UTF-8', '"\uFFFD"', { status: 400, code: 'RequestUnreadable' }],
    ['above 32 KiB', `"${'x'.repeat(32_767)}"`, { status: 413, code: 'RequestTooLarge' }],
  ])('%s', (_name, body, problem) => {
    expect(read({ body })).toMatchObject({ ok: false, problem });
  });

  const mustAgree = (name: string, place: string) => ({
    pointer: `#/${name}`,
    detail: `${name} must be the same as in ${place}, or be left out of the body.`,
  });

  test.each<[string, Given, readonly object[]]>([
    [
      'when the body names another tenant than the path',
      { body: '{"requestId":"r-1","tenantId":"globex","keyName":"orders"}' },
      [mustAgree('tenantId', 'the path')],
    ],
    [
      'when the body and the header name different requests',
      { headers: { 'idempotency-key': '"r-2"' } },
      [mustAgree('requestId', 'the header Idempotency-Key')],
    ],
    [
      'when the header cannot be read',
      { headers: { 'idempotency-key': '"r-1' } },
      [
        {
          pointer: '#/requestId',
          detail: 'The header Idempotency-Key must be a string in double quotes, or plain text.',
        },
      ],
    ],
    [
      'with everything else that is wrong too',
      {
        body: '{"tenantId":"globex","keyName":"UPPER"}',
        headers: { 'idempotency-key': 'r-1' },
      },
      [
        mustAgree('tenantId', 'the path'),
        {
          pointer: '#/keyName',
          detail: 'keyName must be 1 to 22 lower-case letters, digits or inner hyphens.',
        },
      ],
    ],
  ])('%s', (_name, given, errors) => {
    expect(read(given)).toMatchObject({
      ok: false,
      problem: { status: 422, code: 'RequestInvalid', retryable: false, errors },
    });
  });
});
