import { expect, test } from 'vitest';
import {
  causeRecordKey,
  idOfRecordKey,
  isCauseRecordKey,
  parkedRecordKey,
  redrivenRecordKey,
  retryRecordKey,
} from '../../shared/dead-letters/record-key.ts';
import type { FailedAttempt, Message } from '../../shared/tenant-key/message.ts';

const FAILED: FailedAttempt = {
  ...{ kind: 'failed', code: 'InternalError', stage: 'create', problems: [] },
  ...{ identity: undefined, keyId: undefined, error: undefined },
};

const MESSAGE: Message = {
  text: '{}',
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  callerWaits: false,
};

const keyOf = (message: Partial<Message> = {}, failed: Partial<FailedAttempt> = {}) =>
  parkedRecordKey('dl_x', {
    message: { ...MESSAGE, ...message },
    failed: { ...FAILED, ...failed },
  });

test('the record of a delivery has the key of the id and a digest', () => {
  expect(keyOf()).toMatch(/^dl_x\/[\w-]{16}$/);
  expect(idOfRecordKey(keyOf())).toBe('dl_x');
});

test('a repeat of a delivery has the same key, for whatever reason it is parked', () => {
  const again = { text: 'other', callerWaits: true, traceparent: 'trace' };
  expect(keyOf(again, { code: 'KeyGone', stage: 'tag' })).toBe(keyOf());
});

test('each other delivery has another key, and so has one that knows the key', () => {
  const source = MESSAGE.source;
  const keys = [
    keyOf(),
    keyOf({ source: { ...source, topic: 'others' } }),
    keyOf({ source: { ...source, partition: 1 } }),
    keyOf({ source: { ...source, offset: 8 } }),
    keyOf({ source: { door: 'queue', topic: 'key-requests', messageId: 'm-1' } }),
    keyOf({ source: { door: 'queue', topic: 'key-requests', messageId: 'm-2' } }),
    keyOf({ source: { door: 'http' }, deliveryId: 'i-1' }),
    keyOf({ source: { door: 'http' }, deliveryId: 'i-2' }),
    keyOf({ source: { door: 'invoke' }, deliveryId: 'i-1' }),
    keyOf({}, { keyId: 'k-1' }),
    keyOf({}, { keyId: 'k-2' }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('a redrive has a key of its own for the records that it replaces, in any order', () => {
  const key = redrivenRecordKey('dl_x', ['dl_x/1', 'dl_x/2'], 'i-1');
  expect(key).toMatch(/^dl_x\/[\w-]{16}$/);
  expect(redrivenRecordKey('dl_x', ['dl_x/2', 'dl_x/1'], 'i-1')).toBe(key);
  const others = [
    redrivenRecordKey('dl_x', ['dl_x/1', 'dl_x/2'], 'i-2'),
    redrivenRecordKey('dl_x', ['dl_x/1'], 'i-1'),
    redrivenRecordKey('dl_x', [key], 'i-1'),
  ];
  expect(new Set([key, ...others]).size).toBe(4);
});

test('what is sent in again has one key, until a key or a redrive is known', () => {
  const key = retryRecordKey('dl_x', { redrives: 0 });
  expect(key).toMatch(/^dl_x\/[\w-]{16}$/);
  expect(retryRecordKey('dl_x', { redrives: 0, code: 'KeyGone' } as { redrives: 0 })).toBe(key);
  const others = [
    retryRecordKey('dl_x', { redrives: 1 }),
    retryRecordKey('dl_x', { redrives: 0, keyId: 'k-1' }),
    retryRecordKey('dl_x', { redrives: 0, keyId: 'k-2' }),
    keyOf(),
  ];
  expect(new Set([key, ...others]).size).toBe(5);
});

test('the record of a cause has the key of no dead letter', () => {
  expect(causeRecordKey('InternalError')).toBe('cause:InternalError');
  expect(isCauseRecordKey('cause:InternalError')).toBe(true);
  expect(isCauseRecordKey('dl_cause/x')).toBe(false);
});

test.each([
  ['dl_x', 'dl_x'],
  ['dl_x/1', 'dl_x'],
  ['dl_x/1/2', 'dl_x'],
  ['/1', ''],
  ['', ''],
])('the key %j is of the id %j', (key, id) => {
  expect(idOfRecordKey(key)).toBe(id);
});
