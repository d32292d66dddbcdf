import { describe, expect, test } from 'vitest';
import {
  furthestKey,
  objectKeyOf,
  prefixOf,
  type RequestStatus,
  rankOf,
  type State,
  settledStatus,
} from '../../shared/request-status/status.ts';
import { readStatus, statusText } from '../../shared/request-status/stored.ts';
import type { FailedAttempt, Message } from '../../shared/tenant-key/message.ts';

const NAMES = { tenantId: 'acme', requestId: 'r-1' };

/** A status with everything that one can have. */
const STATUS: RequestStatus = {
  ...{ state: 'parked', ...NAMES, externalTenantId: 'ACME', keyName: 'orders' },
  ...{ fingerprint: 'f', updatedAt: '2026-11-02T00:00:00.000Z', attempts: 3, redrives: 1 },
  key: {
    ...{ keyId: 'k-1', keyUsage: 'ENCRYPT_DECRYPT', origin: 'TENCENT_KMS' },
    ...{ keyState: 'Enabled', createdAt: '2026-11-02T00:00:00.000Z' },
  },
  failure: { code: 'KeyGone', problems: [{ pointer: '#/keyName', detail: 'It is gone.' }] },
  deadLetterId: 'dl_x',
};

describe('the rank of a status', () => {
  test.each<[State, number, number, string]>([
    ['provisioned', 0, 9, '000000000000'],
    ['rejected', 0, 9, '000000000001'],
    ['queued', 0, 0, '999999999999'],
    ['waiting', 0, 0, '999999999998'],
    ['parked', 0, 0, '999999999997'],
    ['waiting', 0, 1, '999999999996'],
    ['parked', 0, 1, '999999999995'],
    ['waiting', 0, 9_999_999, '999980000000'],
    ['waiting', 1, 0, '999979999998'],
    ['parked', 9_999, 9_999_999, '799999999999'],
  ])('%s after %i redrives and %i attempts', (state, redrives, attempts, rank) => {
    expect(rankOf({ state, redrives, attempts })).toBe(rank);
  });

  test('stays among those of its redrives, and before no end, however large its counts are', () => {
    const state = 'waiting';
    expect(rankOf({ state, redrives: 0, attempts: 10_000_000 })).toBe('999980000000');
    expect(rankOf({ state, redrives: 10_000, attempts: 10_000_000 })).toBe('800000000000');
  });
});

describe('the keys of the statuses of a request', () => {
  test.each([
    ['r-1', 'statuses/acme/r-1/'],
    ['.', 'statuses/acme/%2E/'],
    ['..', 'statuses/acme/%2E%2E/'],
    ['.a', 'statuses/acme/.a/'],
    ['a.', 'statuses/acme/a./'],
  ])('of %s begin with %s', (requestId, prefix) => {
    expect(prefixOf({ tenantId: 'acme', requestId })).toBe(prefix);
  });

  const key = (name: string) => `statuses/acme/r-1/${name}`;

  test.each(['queued', 'waiting', 'parked', 'rejected', 'provisioned'])(
    'may be of the state %s',
    (state) => {
      const name = key(`000000000001-${state}.json`);
      expect(furthestKey([name], NAMES)).toBe(name);
    },
  );

  test('have the furthest one, in whatever order they are', () => {
    const [queued, waiting] = [key('999999999999-queued.json'), key('999999999998-waiting.json')];
    expect(furthestKey([queued, waiting], NAMES)).toBe(waiting);
    expect(furthestKey([waiting, queued], NAMES)).toBe(waiting);
  });

  test.each([
    'statuses/acme/r-2/000000000000-provisioned.json',
    'statuses/acme/r-1/x000000000000-provisioned.json',
    'statuses/acme/r-1/000000000000-provisioned.json.old',
    'statuses/acme/r-1/00000000000-provisioned.json',
    'statuses/acme/r-1/000000000000-lost.json',
    'statuses/acme/r-1/000000000000-provisioned_json',
  ])('do not include %s', (other) => {
    expect(furthestKey([other], NAMES)).toBeUndefined();
  });
});

describe('the object of a status', () => {
  const KEY = objectKeyOf(STATUS);

  test('is read as it was written', () => {
    expect(readStatus(statusText(STATUS), KEY)).toEqual(STATUS);
  });

  test('is read with what every status has alone', () => {
    const { externalTenantId, keyName, key, failure, deadLetterId, ...least } = STATUS;
    expect(readStatus(JSON.stringify(least), KEY)).toEqual(least);
  });

  test.each<[string, object]>([
    ...(['requestId', 'tenantId', 'fingerprint', 'updatedAt'] as const).map(
      (name) => [`a number as ${name}`, { [name]: 7 }] as [string, object],
    ),
    ...(['externalTenantId', 'keyName', 'deadLetterId'] as const).map(
      (name) => [`a number as ${name}`, { [name]: 7 }] as [string, object],
    ),
    ...(['attempts', 'redrives'] as const).map(
      (name) => [`no count as ${name}`, { [name]: '1' }] as [string, object],
    ),
    ...(['keyId', 'keyUsage', 'origin', 'keyState', 'createdAt'] as const).map(
      (name) =>
        [`a key without ${name}`, { key: { ...STATUS.key, [name]: undefined } }] as [
          string,
          object,
        ],
    ),
    ['a key that is no object', { key: null }],
    ['a failure without a code', { failure: { problems: [] } }],
    ['a failure without problems', { failure: { code: 'KeyGone' } }],
    ['a problem without a pointer', { failure: { code: 'KeyGone', problems: [{ detail: 'x' }] } }],
    ['a problem without a sentence', { failure: { code: 'KeyGone', problems: [{ pointer: '' }] } }],
    [
      'a problem that is none, after one that is',
      { failure: { code: 'KeyGone', problems: [{ pointer: '', detail: '' }, null] } },
    ],
  ])('is none with %s', (_, fields) => {
    const changed = { ...STATUS, ...fields };
    const key = objectKeyOf(changed as RequestStatus);
    expect(readStatus(JSON.stringify(changed), key)).toBeUndefined();
  });

  test('is none in the place of another, and none if it is no JSON or no object', () => {
    expect(readStatus(statusText(STATUS), objectKeyOf({ ...STATUS, attempts: 4 }))).toBeUndefined();
    expect(readStatus('{', KEY)).toBeUndefined();
    expect(readStatus('null', KEY)).toBeUndefined();
  });
});

describe('the status after a message was settled', () => {
  const NOW_MS = Date.UTC(2026, 10, 2);
  const MESSAGE: Message = { text: '{}', source: { door: 'queue' }, callerWaits: false };
  const failedWith = (fields: Partial<FailedAttempt> = {}): FailedAttempt => ({
    ...{ kind: 'failed', code: 'InternalError', stage: 'create', problems: [] },
    identity: { ...NAMES, keyName: 'orders', fingerprint: 'f' },
    ...fields,
  });

  test('counts the attempts of all deliveries, and the redrives', () => {
    const retry = {
      ...{ firstSeenAt: '', sinceAt: '', code: 'InternalError', ageMs: 0, isTrial: false },
      ...{ attempts: 4, redrives: 2 },
    };
    const outcome = { kind: 'waiting', failed: failedWith(), attempts: 3 } as const;
    const message = { ...MESSAGE, retry };
    expect(settledStatus({ message, outcome }, NOW_MS)).toEqual({
      ...{ state: 'waiting', ...NAMES, keyName: 'orders', fingerprint: 'f' },
      ...{ updatedAt: '2026-11-02T00:00:00.000Z', attempts: 7, redrives: 2 },
      failure: { code: 'InternalError', problems: [] },
      deadLetterId: expect.stringMatching(/^dl_/),
    });
    const redriven = { attempts: 1, redrives: 5 };
    expect(settledStatus({ message, outcome, redriven }, NOW_MS)).toMatchObject({
      ...{ attempts: 4, redrives: 5 },
    });
  });

  test('of one that is rejected has no dead letter, and counts one attempt', () => {
    const outcome = { kind: 'rejected', failed: failedWith({ code: 'KeyConflict' }) } as const;
    const status = settledStatus({ message: MESSAGE, outcome }, NOW_MS);
    expect(status).toMatchObject({ state: 'rejected', attempts: 1, redrives: 0 });
    expect(status).not.toHaveProperty('deadLetterId');
    const heard = { ...MESSAGE, callerWaits: true };
    expect(settledStatus({ message: heard, outcome }, NOW_MS)).toBeUndefined();
  });

  test('is there for a caller who waits and whose request waits or is parked', () => {
    const message = { ...MESSAGE, callerWaits: true };
    const outcome = { kind: 'parked', failed: failedWith(), attempts: 1 } as const;
    expect(settledStatus({ message, outcome }, NOW_MS)).toMatchObject({ state: 'parked' });
  });

  test.each<[string, FailedAttempt['identity']]>([
    ['whose request it is', undefined],
    ['of which tenant it is', { ...NAMES, tenantId: 'a b', fingerprint: 'f' }],
    [
      'by a name that a path may have whose it is',
      { ...NAMES, requestId: 'a/b', fingerprint: 'f' },
    ],
  ])('is none if the message does not say %s', (_, identity) => {
    const outcome = { kind: 'parked', failed: failedWith({ identity }), attempts: 1 } as const;
    expect(settledStatus({ message: MESSAGE, outcome }, NOW_MS)).toBeUndefined();
  });

  test('is none while it will be delivered again', () => {
    const again = { attempts: 1, delayMs: 0, inPlace: false };
    const outcome = { kind: 'retry', failed: failedWith(), ...again } as const;
    expect(settledStatus({ message: MESSAGE, outcome }, NOW_MS)).toBeUndefined();
  });
});
