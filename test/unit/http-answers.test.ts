import { describe, expect, test } from 'vitest';
import { answerKey, answerKeys } from '../../shared/http/keys.ts';
import { jsonResponse, toPlatform } from '../../shared/http/message.ts';
import {
  type HttpAnswer,
  type HttpProblem,
  internalFault,
  keyNotFound,
  mediaTypeUnsupported,
  methodNotAllowed,
  notFound,
  responseOf,
  retryProblem,
} from '../../shared/http/problems.ts';
import { answerOutcome } from '../../shared/http/provision.ts';
import { answerQueued } from '../../shared/http/queued-request.ts';
import type { FoundKey, KeyName, TenantId } from '../../shared/tenant-key/key.ts';
import type { MarkerSettings } from '../../shared/tenant-key/marker.ts';
import type { FailedAttempt, Message, Outcome } from '../../shared/tenant-key/message.ts';
import type { KeyRequest } from '../../shared/tenant-key/request.ts';
import { MARKER_SCOPE } from '../world/machine-ports.ts';

const MESSAGE: Message = { text: 'unreadable', source: { door: 'http' }, callerWaits: true };

const REQUEST: KeyRequest = {
  requestId: 'r-1',
  tenantId: 'acme' as TenantId,
  keyName: 'orders' as KeyName,
  keyUsage: 'ENCRYPT_DECRYPT',
  origin: 'TENCENT_KMS',
  description: 'for orders',
  tags: { team: 'billing' },
};

const KEY = { keyId: 'k-1', createTimeS: 1_552_897_190, keyState: 'Enabled' };
const CREATED: Outcome = { kind: 'provisioned', request: REQUEST, key: KEY, adopted: false };

const LIMITLESS: MarkerSettings = {
  markerKeys: [{ id: 'k1', secret: 's'.repeat(32) }],
  markerScope: MARKER_SCOPE,
};

const KEY_HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  Location: '/v1/tenants/acme/keys/orders',
  Vary: 'Prefer',
};

const STATUS_HEADERS = { ...KEY_HEADERS, Location: '/v1/tenants/acme/requests/r-1' };

function failed(code: string, more: Partial<FailedAttempt> = {}): FailedAttempt {
  const identity = { requestId: 'r-1', tenantId: 'acme', keyName: 'orders', fingerprint: 'f' };
  return { kind: 'failed', code, stage: 'create', identity, problems: [], ...more };
}

const retry = (code: string, delayMs: number): Outcome => ({
  kind: 'retry',
  failed: failed(code),
  attempts: 1,
  delayMs,
  inPlace: false,
});

const respond = (answer: HttpAnswer) => responseOf(answer, 'https://tenant-keys.example/');

const bodyOf = (answer: HttpAnswer): unknown => JSON.parse(respond(answer).body);

describe('a key', () => {
  const body = {
    keyId: 'k-1',
    alias: 'acme_orders',
    tenantId: 'acme',
    keyName: 'orders',
    keyUsage: 'ENCRYPT_DECRYPT',
    origin: 'TENCENT_KMS',
    keyState: 'Enabled',
    createdAt: '2019-03-18T08:19:50.000Z',
  };

  test.each<[string, Outcome, number, object]>([
    ['that was created is 201', CREATED, 201, { status: 'created' }],
    ['that existed is 200', { ...CREATED, adopted: true }, 200, { status: 'adopted' }],
  ])('%s, with its location', (_name, outcome, status, more) => {
    const answer = answerOutcome(outcome, MESSAGE);
    expect(answer).toMatchObject({ status, headers: KEY_HEADERS });
    expect(bodyOf(answer)).toEqual({ ...body, ...more, requestId: 'r-1' });
  });

  const found: FoundKey = {
    ...KEY,
    alias: 'acme_orders',
    description: 'for orders and our marker',
    keyUsage: 'ENCRYPT_DECRYPT',
    origin: 'TENCENT_KMS',
    resourceId: 'creatorUin/1/k-1',
  };

  const ALL = { limit: 100, keyState: undefined, keyUsage: undefined, place: undefined };

  test('is shown without its description and its resource', () => {
    const answer = answerKey('acme', found);
    expect(answer).toMatchObject({ status: 200, headers: { 'Cache-Control': 'no-store' } });
    expect(bodyOf(answer)).toEqual(body);
  });

  test('that does not exist is 404', () => {
    const answer = answerKey('acme', undefined);
    expect(bodyOf(answer)).toMatchObject({ status: 404, code: 'KeyNotFound', retryable: false });
  });

  test('is listed in the same form', () => {
    const bodyWith = (keys: FoundKey[], tenantId?: string) =>
      bodyOf(answerKeys({ keys }, tenantId, ALL, LIMITLESS));
    expect(bodyWith([found], 'acme')).toEqual({ keys: [body] });
    expect(bodyWith([found])).toEqual({ keys: [body] });
    expect(bodyWith([], 'acme')).toEqual({ keys: [] });
  });
});

describe('a request that waits', () => {
  test('in the queue is 202, with the preference that was applied and when to ask', () => {
    const answer = answerQueued(REQUEST);
    expect(answer).toMatchObject({
      status: 202,
      headers: {
        ...STATUS_HEADERS,
        'Preference-Applied': 'respond-async',
        'Retry-After': '1',
      },
    });
    expect(bodyOf(answer)).toEqual({
      status: 'queued',
      requestId: 'r-1',
      tenantId: 'acme',
      keyName: 'orders',
    });
  });

  test.each<['waiting' | 'parked', string | undefined]>([
    ['waiting', '60'],
    ['parked', undefined], // It changes when an operator acts.
  ])(
    'and is %s is 202, with the reason and the id, and %s s until it may change',
    (kind, seconds) => {
      const outcome = {
        kind,
        failed: failed('LimitExceeded.CmkLimitExceeded'),
        attempts: 1,
      } as Outcome;
      const answer = answerOutcome(outcome, MESSAGE);
      expect(answer).toMatchObject({ status: 202, headers: STATUS_HEADERS });
      expect(answer.headers?.['Retry-After']).toBe(seconds);
      expect(bodyOf(answer)).toEqual({
        status: kind,
        requestId: 'r-1',
        tenantId: 'acme',
        keyName: 'orders',
        code: 'LimitExceeded.CmkLimitExceeded',
        reason: 'The key quota of the account is used up.',
        deadLetterId: expect.stringMatching(/^dl_[\w-]{43}$/),
      });
    },
  );

  test('as a dead letter without a name has the location of its status', () => {
    const identity = { requestId: 'r-1', tenantId: 'acme', fingerprint: 'f' };
    const nameless = failed('InternalError', { identity });
    const answer = answerOutcome({ kind: 'parked', failed: nameless, attempts: 1 }, MESSAGE);
    expect(answer).toMatchObject({ headers: STATUS_HEADERS });
    expect(bodyOf(answer)).toEqual({
      status: 'parked',
      requestId: 'r-1',
      tenantId: 'acme',
      code: 'InternalError',
      reason: 'An internal error occurred in the cloud.',
      deadLetterId: expect.any(String),
    });
  });
});

test('a parked message without an identity has no answer: its caller gets a rejection', () => {
  const nameless = failed('RequestUnreadable', { identity: undefined });
  const outcome: Outcome = { kind: 'parked', failed: nameless, attempts: 1 };
  expect(() => answerOutcome(outcome, MESSAGE)).toThrow('without an identity');
});

describe('a rejection', () => {
  const keyName = { pointer: '#/keyName', detail: 'keyName must be shorter.' };

  test.each<[string, FailedAttempt, object]>([
    [
      'of an invalid request lists every place',
      failed('RequestInvalid', {
        problems: [keyName, { pointer: '#/x', detail: 'x is unknown.' }],
      }),
      {
        type: 'https://tenant-keys.example/docs/failures.md#requestinvalid',
        title: 'The request cannot be met as it is',
        status: 422,
        detail: 'Correct what errors lists, then send the request again.',
        code: 'RequestInvalid',
        retryable: false,
        runbook: 'https://tenant-keys.example/docs/runbook.md#requestinvalid',
        requestId: 'r-1',
        errors: [keyName, { pointer: '#/x', detail: 'x is unknown.' }],
      },
    ],
    [
      'by KMS lists the place that KMS refuses',
      failed('InvalidParameterValue.InvalidHsmClusterId', {
        problems: [{ pointer: '#/hsmClusterId', detail: 'There is no such HSM cluster.' }],
      }),
      {
        type: 'https://tenant-keys.example/docs/failures.md#invalidparametervalueinvalidhsmclusterid',
        title: 'The request cannot be met as it is',
        status: 422,
        detail: 'Correct what errors lists, then send the request again.',
        code: 'InvalidParameterValue.InvalidHsmClusterId',
        retryable: false,
        runbook:
          'https://tenant-keys.example/docs/runbook.md#invalidparametervalueinvalidhsmclusterid',
        requestId: 'r-1',
        errors: [{ pointer: '#/hsmClusterId', detail: 'There is no such HSM cluster.' }],
      },
    ],
    [
      'of an unreadable request says what to send',
      failed('RequestUnreadable', {
        identity: undefined,
        problems: [{ pointer: '#', detail: 'The text is not JSON.' }],
      }),
      {
        type: 'https://tenant-keys.example/docs/failures.md#requestunreadable',
        title: 'The request is unreadable',
        status: 400,
        detail: 'The text is not JSON. Send one JSON object in UTF-8, without duplicate names.',
        code: 'RequestUnreadable',
        retryable: false,
        runbook: 'https://tenant-keys.example/docs/runbook.md#requestunreadable',
      },
    ],
    [
      'of too large a request is 413',
      failed('RequestTooLarge', {
        identity: undefined,
        problems: [{ pointer: '#', detail: 'The request is larger than 32768 bytes.' }],
      }),
      {
        type: 'https://tenant-keys.example/docs/failures.md#requesttoolarge',
        title: 'The request is too large',
        status: 413,
        detail: 'The request is larger than 32768 bytes. Send a smaller request.',
        code: 'RequestTooLarge',
        retryable: false,
        runbook: 'https://tenant-keys.example/docs/runbook.md#requesttoolarge',
      },
    ],
    [
      'of a conflict names no key',
      failed('KeyConflict', {
        keyId: 'k-9',
        problems: [{ pointer: '#/keyName', detail: 'The name is taken.' }],
      }),
      {
        type: 'https://tenant-keys.example/docs/failures.md#keyconflict',
        title: 'The key name is taken',
        status: 409,
        detail:
          'The name is taken. Choose another keyName, or send exactly the first specification.',
        code: 'KeyConflict',
        retryable: false,
        runbook: 'https://tenant-keys.example/docs/runbook.md#keyconflict',
        requestId: 'r-1',
      },
    ],
  ])('%s', (_name, attempt, body) => {
    const answer = respond(answerOutcome({ kind: 'rejected', failed: attempt }, MESSAGE));
    expect(bodyOf(answer)).toEqual(body);
    expect(answer.headers).toEqual({
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
    });
  });
});

describe('a temporary failure', () => {
  test.each<[string, number, number, string]>([
    ['RequestLimitExceeded', 1, 429, '1'],
    ['RequestLimitExceeded.UinLimitExceeded', 1_000, 429, '1'],
    ['NoTurn', 1_001, 429, '2'],
    ['DeadlineExceeded', 0, 503, '1'],
    ['NoAnswer', 30_000, 503, '30'],
    ['UnsupportedOperation.ServiceTemporaryUnavailable', 500, 503, '1'],
    ['ResourceUnavailable.NotPurchased', 500, 503, '30'], // An operator must act first.
    ['UnauthorizedOperation', 500, 503, '30'], // An operator must act first.
    ['TopicRefused', 2_000, 503, '2'], // Nothing is wrong with the request.
  ])('%s after %i ms is %i with Retry-After %s', (code, delayMs, status, retryAfter) => {
    const answer = respond(answerOutcome(retry(code, delayMs), MESSAGE));
    expect(answer).toMatchObject({ status, headers: { 'Retry-After': retryAfter } });
    expect(bodyOf(answer)).toMatchObject({ status, code, retryable: true, requestId: 'r-1' });
  });

  test('says what to do, even if no request is known', () => {
    expect(retryProblem('NoAnswer', 2_500)).toEqual({
      status: 503,
      code: 'NoAnswer',
      title: 'Unavailable for now',
      detail: 'The cloud did not answer in time. Send the same request again after 3 s.',
      retryable: true,
      requestId: undefined,
      headers: { 'Retry-After': '3' },
    });
  });
});

describe('a problem of HTTP alone', () => {
  test.each<[string, () => HttpProblem, number, boolean, string]>([
    ['NotFound', notFound, 404, false, 'notfound'],
    ['KeyNotFound', keyNotFound, 404, false, 'keynotfound'],
    ['MethodNotAllowed', () => methodNotAllowed('GET, HEAD'), 405, false, 'methodnotallowed'],
    ['MediaTypeUnsupported', mediaTypeUnsupported, 415, false, 'mediatypeunsupported'],
    ['InternalFault', internalFault, 500, true, 'internalfault'],
  ])('%s has a status of its own', (code, problemOf, status, retryable, section) => {
    const answer = respond(problemOf());
    expect(answer.status).toBe(status);
    expect(bodyOf(answer)).toEqual({
      type: `https://tenant-keys.example/docs/failures.md#${section}`,
      title: expect.stringMatching(/./),
      status,
      detail: expect.stringMatching(/\.$/),
      code,
      retryable,
      runbook: `https://tenant-keys.example/docs/runbook.md#${section}`,
    });
  });

  test('a method that is not allowed lists those that are', () => {
    const answer = respond(methodNotAllowed('GET, HEAD'));
    expect(answer.headers).toMatchObject({ Allow: 'GET, HEAD' });
    expect(bodyOf(answer)).toMatchObject({ detail: 'This path allows: GET, HEAD.' });
  });
});

describe('the response for the platform', () => {
  const response = jsonResponse(200, { status: 'ok' });
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };

  test.each<[string, string]>([
    ['GET', '{"status":"ok"}'],
    ['HEAD', ''],
  ])('answers a %s', (method, body) => {
    const expected = { statusCode: 200, headers, body, isBase64Encoded: false };
    expect(toPlatform(response, method)).toEqual(expected);
  });
});
