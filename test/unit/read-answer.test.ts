import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../local/news.ts';

const ASKED = { requestId: 'req-1', tenantId: 'acme', keyName: 'main' };
const KEY_ID = '6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0';

describe('the outcome in an answer of the HTTP door', () => {
  test.each<[string, number, object, object]>([
    [
      'is a new key',
      201,
      { status: 'created', keyId: KEY_ID },
      { outcome: 'provisioned', keyId: KEY_ID, adopted: false },
    ],
    [
      'is a key that was there',
      200,
      { status: 'adopted', keyId: KEY_ID },
      { outcome: 'provisioned', keyId: KEY_ID, adopted: true },
    ],
    [
      'is a parking',
      202,
      { status: 'parked', code: 'KeyDisabled' },
      { outcome: 'parked', code: 'KeyDisabled' },
    ],
    [
      'is a rejection',
      409,
      { code: 'KeyConflict', retryable: false },
      { outcome: 'rejected', code: 'KeyConflict' },
    ],
    [
      'is one that may come again',
      503,
      { code: 'ServiceUnavailable', retryable: true },
      { outcome: 'retry', code: 'ServiceUnavailable' },
    ],
    [
      'is unknown after a failure of the function, so it may come again',
      504,
      { errorCode: -1, errorMessage: 'TimeLimitReached', statusCode: 433 },
      { outcome: 'retry', code: 'SCF 433' },
    ],
  ])('%s', (_name, status, body, expected) => {
    expect(readAnswer(status, JSON.stringify(body), ASKED)).toEqual({
      kind: 'outcome',
      door: 'http',
      ...ASKED,
      ...expected,
    });
  });

  test.each<[string, number, string]>([
    ['a request that waits in the queue', 202, '{"status":"queued"}'],
    ['a plan', 200, '{"action":"create"}'],
    ['text', 200, 'hello'],
  ])('is not in the answer to %s', (_name, status, body) => {
    expect(readAnswer(status, body, ASKED)).toBeUndefined();
  });
});
