import { describe, expect, test } from 'vitest';
import { readAnswer, readLogLine } from '../../local/activity.ts';

const REQUESTED = { requestId: 'req-1', tenantId: 'acme', keyName: 'main' };
const KEY_ID = '6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0';

describe('the outcome in an answer of the HTTP API', () => {
  test.each<[string, number, object, object]>([
    [
      'is a new key',
      201,
      { status: 'created', keyId: KEY_ID },
      { outcome: 'provisioned', keyId: KEY_ID, adopted: false },
    ],
    [
      'is a key that existed',
      200,
      { status: 'adopted', keyId: KEY_ID },
      { outcome: 'provisioned', keyId: KEY_ID, adopted: true },
    ],
    [
      'is a parked request',
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
      'is a retry if the request may be sent again',
      503,
      { code: 'ServiceUnavailable', retryable: true },
      { outcome: 'retry', code: 'ServiceUnavailable' },
    ],
    [
      'is a retry if the function itself failed',
      504,
      { errorCode: -1, errorMessage: 'TimeLimitReached', statusCode: 433 },
      { outcome: 'retry', code: 'SCF 433' },
    ],
  ])('%s', (_name, status, body, expected) => {
    expect(readAnswer(status, JSON.stringify(body), REQUESTED)).toEqual({
      kind: 'outcome',
      wayIn: 'http',
      ...REQUESTED,
      ...expected,
    });
  });

  test.each<[string, number, string]>([
    ['a request that was queued', 202, '{"status":"queued"}'],
    ['a plan', 200, '{"action":"create"}'],
    ['text', 200, 'hello'],
  ])('is not in the answer to %s', (_name, status, body) => {
    expect(readAnswer(status, body, REQUESTED)).toBeUndefined();
  });
});

describe('a log line', () => {
  const read = (fields: object, functionName = 'provision-keys') =>
    readLogLine({ functionName, line: JSON.stringify(fields) });

  test('of a message of the queue has its outcome and place', () => {
    const place = { partition: 2, offset: 7 };
    const fields = { ...REQUESTED, ...place, outcome: 'parked', code: 'KeyDisabled', topic: 'any' };
    expect(read({ ...fields, door: 'queue' })).toEqual({
      kind: 'outcome',
      wayIn: 'queue',
      outcome: 'parked',
      ...REQUESTED,
      code: 'KeyDisabled',
      place,
    });
  });

  test.each([
    ['redrive', 'redrive'],
    ['retry', 'provision-keys'],
  ])('of a dead letter is of a %s if %s wrote it, whatever the first way in', (wayIn, name) => {
    const fields = { outcome: 'provisioned', letterId: 'id', keyId: KEY_ID, adopted: true };
    expect(read({ ...fields, door: 'http' }, name)).toEqual({
      kind: 'outcome',
      wayIn,
      outcome: 'provisioned',
      keyId: KEY_ID,
      adopted: true,
    });
  });

  test.each<[string, object, string]>([
    ['with a reason', { detail: 'TypeError: x' }, 'TypeError: x'],
    ['without a reason', {}, 'The log line gives no reason.'],
  ])('of a fault %s is a failure', (_name, fields, reason) => {
    expect(read({ outcome: 'fault', ...fields })).toEqual({
      kind: 'failure',
      functionName: 'provision-keys',
      reason,
    });
  });

  test.each<[string, object]>([
    ['an HTTP request', { outcome: 'provisioned', door: 'http' }],
    ['a batch', { outcome: 'done', door: 'queue' }],
    ['a text', ['provisioned']],
  ])('of %s has no outcome to report', (_name, fields) => {
    expect(read(fields)).toBeUndefined();
  });
});
