import { describe, expect, test } from 'vitest';
import {
  functionUrlEvent,
  functionUrlResponse,
  type QueryValue,
  type UrlResponse,
} from '../../emulator/scf/function-url.ts';
import { type Ending, failure } from '../../emulator/scf/invoke-result.ts';

const REQUEST = {
  method: 'POST',
  target: '/',
  headers: {},
  body: '',
  remoteAddress: '111.206.96.145',
};

describe('the event of a request', () => {
  test('has the documented shape', () => {
    const event = functionUrlEvent({
      ...REQUEST,
      target: '/?a=1&b=2',
      headers: { accept: '*/*', 'content-length': '22' },
      body: '{"test":"hello world"}',
    });
    expect(event).toEqual({
      body: '{"test":"hello world"}',
      headers: {
        accept: '*/*',
        'content-length': '22',
        'x-scf-remote-addr': '111.206.96.145',
      },
      httpMethod: 'POST',
      path: '/',
      queryString: { a: '1', b: '2' },
    });
  });

  test.each<[string, string, Record<string, QueryValue>]>([
    ['is empty without a query', '/', {}],
    ['is empty for a bare question mark', '/?', {}],
    ['is true for a key without a value', '/?plan', { plan: true }],
    ['is empty text for a key with an empty value', '/?plan=', { plan: '' }],
    ['is an array for a repeated key', '/?a=1&a=2&a', { a: ['1', '2', true] }],
    ['keeps an equals sign of a value', '/?a=b=c', { a: 'b=c' }],
    ['keeps a question mark of a value', '/?a=b?c', { a: 'b?c' }],
    ['is decoded', '/?%C3%BC=a%20b+c%26', { ü: 'a b c&' }],
    ['takes any name for a key', '/?__proto__=1', { ['__proto__']: '1' }],
  ])('has a query that %s', (_name, target, expected) => {
    expect(functionUrlEvent({ ...REQUEST, target }).queryString).toEqual(expected);
  });

  test('has the path unchanged', () => {
    const { path } = functionUrlEvent({ ...REQUEST, target: '/v1/tenants/a%2Fb/keys?plan' });
    expect(path).toBe('/v1/tenants/a%2Fb/keys');
  });

  test('joins the lines of a header, and prevents a forged address', () => {
    const headers = { 'set-cookie': ['a', 'b'], 'x-scf-remote-addr': '10.0.0.1', te: undefined };
    expect(functionUrlEvent({ ...REQUEST, headers }).headers).toEqual({
      'set-cookie': 'a, b',
      'x-scf-remote-addr': '111.206.96.145',
    });
  });
});

describe('the response', () => {
  const responseTo = (ending: Ending, urlStatusesStandard = false) =>
    functionUrlResponse(
      { ...ending, functionName: 'fn', requestId: 'r-1', durationMs: 1 },
      { urlStatusesStandard },
    );
  const JSON_HEADERS = { 'content-type': 'application/json' };

  test.each<[string, unknown, UrlResponse]>([
    [
      'is what the function describes',
      { statusCode: 201, headers: { Location: '/x', 'x-two': ['1', '2'] }, body: 'made' },
      { status: 201, headers: { Location: '/x', 'x-two': ['1', '2'] }, body: 'made' },
    ],
    [
      'says for itself how it goes over the wire',
      {
        statusCode: 200,
        headers: { 'Content-Length': '9', 'transfer-encoding': 'chunked', Connection: 'close' },
        body: 'made',
      },
      { status: 200, headers: {}, body: 'made' },
    ],
    ['may lack headers and body', { statusCode: 204 }, { status: 204, headers: {}, body: '' }],
    [
      'is a 200 for a value without a statusCode, even one that reports an error',
      { error: 'no' },
      { status: 200, headers: JSON_HEADERS, body: '{"error":"no"}' },
    ],
    ['is a 200 for text', 'hello', { status: 200, headers: JSON_HEADERS, body: '"hello"' }],
    ['is a 200 for nothing', null, { status: 200, headers: JSON_HEADERS, body: 'null' }],
  ])('%s', (_name, value, expected) => {
    expect(responseTo({ ok: true, value })).toEqual(expected);
  });

  test.each<[string, object]>([
    ['a statusCode of text', { statusCode: '200' }],
    ['a statusCode that is none', { statusCode: 99 }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['headers that are no object', { statusCode: 200, headers: 'a: b' }],
    ['a header with a line break', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
    ['a header name with a blank', { statusCode: 200, headers: { 'a b': 'c' } }],
    ['a header that is no text', { statusCode: 200, headers: { a: 5 } }],
    ['headers in a list', { statusCode: 200, headers: ['a'] }],
    ['headers of null', { statusCode: 200, headers: null }],
  ])('is a 502 for %s', (_name, value) => {
    const { status, body } = responseTo({ ok: true, value });
    expect(status).toBe(502);
    expect(body).toContain('Invalid scf response format');
  });

  test('reports an exception as the platform does', () => {
    const { status, headers, body } = responseTo(failure(430, 'Error: no\n    at line 1'));
    expect([status, headers]).toEqual([430, JSON_HEADERS]);
    expect(JSON.parse(body)).toEqual({
      errorCode: 1,
      errorMessage: 'user code exception caught',
      requestId: 'r-1',
      stackTrace: 'Error: no\n    at line 1',
      statusCode: 430,
    });
  });

  test.each([
    [406, 413],
    [407, 500],
    [430, 500],
    [432, 429],
    [433, 504],
    [434, 500],
    [435, 404],
    [439, 500],
    [500, 500],
  ] as const)('to a failure of %i is the same, or a %i if the switch is on', (code, status) => {
    expect(responseTo(failure(code)).status).toBe(code);
    expect(responseTo(failure(code), true).status).toBe(status);
  });
});
