import { describe, expect, test } from 'vitest';
import type { Activity } from '../../local/activity.ts';
import { liveLine, outcomeJson } from '../../local/live-line.ts';
import { paintFor } from '../../terminal/paint.ts';

const NAMES = { requestId: 'req-1', tenantId: 'acme', keyName: 'main' };
const KEY_ID = '6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0';

const lineOf = (activity: Activity) => liveLine(activity, '13:05:09', paintFor(false));

describe('the live line', () => {
  test.each<[string, Activity, string]>([
    [
      'of a request has its tenant and key name',
      { kind: 'request', wayIn: 'http', ...NAMES },
      '13:05:09  http    acme/main             received: req-1',
    ],
    [
      'of a request without names says so',
      { kind: 'request', wayIn: 'queue' },
      '13:05:09  queue   (no tenant)           received',
    ],
    [
      'of a new key has the beginning of its id',
      { kind: 'outcome', wayIn: 'http', outcome: 'provisioned', ...NAMES, keyId: KEY_ID },
      '13:05:09  http    acme/main             provisioned: key 6f1c1d2e',
    ],
    [
      'of a key that existed before says so',
      {
        kind: 'outcome',
        wayIn: 'queue',
        outcome: 'provisioned',
        ...NAMES,
        keyId: KEY_ID,
        adopted: true,
      },
      '13:05:09  queue   acme/main             provisioned: key 6f1c1d2e, adopted',
    ],
    [
      'of a parked request has its code, and fits into 80 columns',
      {
        kind: 'outcome',
        wayIn: 'queue',
        outcome: 'parked',
        ...NAMES,
        code: 'LimitExceeded.CmkLimitExceeded',
      },
      '13:05:09  queue   acme/main             parked: LimitExceeded.CmkLimitExceeded',
    ],
    [
      'of a redriven dead letter has its outcome',
      { kind: 'outcome', wayIn: 'redrive', outcome: 'rejected', ...NAMES, code: 'KeyConflict' },
      '13:05:09  redrive acme/main             rejected: KeyConflict',
    ],
    [
      'of a request that waited and was sent in again has its names',
      { kind: 'request', wayIn: 'retry', ...NAMES },
      '13:05:09  retry   acme/main             received: req-1',
    ],
    [
      'of a failure names the function',
      { kind: 'failure', functionName: 'provision-keys', reason: 'TimeLimitReached' },
      '13:05:09  provision-keys: TimeLimitReached',
    ],
    [
      'of another answer has its status',
      { kind: 'answer', method: 'GET', path: '/v1/tenants/acme/keys', status: 200 },
      '13:05:09  http    GET /v1/tenants/acme/keys: 200',
    ],
  ])('%s', (_name, activity, expected) => {
    expect(lineOf(activity)).toBe(expected);
  });

  test('has no character of a caller that moves the cursor', () => {
    const names = { requestId: 'a\nb\u001b[2J', tenantId: 'ac\u202eme', keyName: 'x'.repeat(50) };
    expect(lineOf({ kind: 'request', wayIn: 'queue', ...names })).toBe(
      `13:05:09  queue   ac?me/${'x'.repeat(37)}...  received: a?b?[2J`,
    );
  });
});

describe('the JSON line', () => {
  test('of an outcome has the fields that are known, in this order', () => {
    const outcome = { kind: 'outcome', outcome: 'provisioned', wayIn: 'queue' } as const;
    expect(outcomeJson({ ...outcome, ...NAMES, keyId: KEY_ID, adopted: false })).toBe(
      `{"outcome":"provisioned","requestId":"req-1","tenantId":"acme","keyName":"main","keyId":"${KEY_ID}","adopted":false,"door":"queue"}\n`,
    );
  });

  test('of a redriven dead letter names it as the door', () => {
    const code = 'KeyConflict';
    expect(outcomeJson({ kind: 'outcome', outcome: 'rejected', wayIn: 'redrive', code })).toBe(
      '{"outcome":"rejected","code":"KeyConflict","door":"letter"}\n',
    );
  });

  test.each<Activity>([
    { kind: 'request', wayIn: 'http', ...NAMES },
    { kind: 'answer', method: 'GET', path: '/healthz', status: 200 },
    { kind: 'failure', functionName: 'redrive', reason: 'TimeLimitReached' },
  ])('is empty for $kind', (activity) => {
    expect(outcomeJson(activity)).toBe('');
  });
});
