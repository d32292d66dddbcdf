import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cloudEventOf } from '../../shared/events/cloud-event.ts';
import { type Operation, operationEventOf } from '../../shared/events/operation-event.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';

const BYTES_MAX = 64 * 1_024;
const NOW_MS = Date.UTC(2026, 10, 30);
const RUNBOOK = `https://example.com/${'r'.repeat(180)}`;

const bytesOf = (event: object) => Buffer.byteLength(JSON.stringify(event));

const ID = `dl_${'x'.repeat(61)}`;
const CODE = `C${'y'.repeat(127)}`;
const deadLettersOf = (count: number) =>
  Array.from({ length: count }, () => ({ id: ID, code: CODE }));
const textsOf = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, 'z'));
const countsOf = (count: number) =>
  Object.fromEntries(textsOf(count, 128).map((code) => [code, 1_000_000]));

const operationOf = (type: Operation['type'], count: number): Operation => {
  const invocationId = 'i'.repeat(64);
  const selection = { codes: textsOf(100, 128), ids: textsOf(1_000, 64), tenantId: 't'.repeat(64) };
  const reason = '\u0001'.repeat(400);
  const letters = deadLettersOf(count);
  const counts = countsOf(count);
  switch (type) {
    case 'tenant-keys.redriven': {
      const redriven = letters.map((each) => ({ ...each, outcome: 'provisioned' as const }));
      return {
        type,
        data: { invocationId, selection, counts, letters: redriven, stoppedBy: CODE },
      };
    }
    case 'tenant-keys.discarded':
      return { type, data: { invocationId, reason, selection, letters } };
    case 'tenant-keys.retried':
      return { type, data: { invocationId, selection, counts, letters } };
    case 'tenant-keys.queue-paused':
    case 'tenant-keys.queue-resumed':
      return { type, data: { invocationId, triggers: textsOf(count, 200) } };
    case 'tenant-keys.tenant-blocked':
      return { type, data: { invocationId, tenantId: 't'.repeat(36), reason: '界'.repeat(200) } };
    case 'tenant-keys.tenant-unblocked':
      return { type, data: { invocationId, tenantId: 't'.repeat(36) } };
    case 'tenant-keys.quota-reached':
      return { type, data: { percent: 100, limit: 1e15, crossing: 1e15 } };
    case 'tenant-keys.fleet-checked':
      return { type, data: { invocationId, keys: count, findings: countsOf(20), planHash: ID } };
    case 'tenant-keys.fleet-repaired': {
      const repaired = textsOf(count, 64).map((keyId) => ({ keyId, tenantId: 't'.repeat(64) }));
      return { type, data: { invocationId, planHash: ID, repaired, left: count } };
    }
  }
};

const TYPES: readonly Operation['type'][] = [
  'tenant-keys.redriven',
  'tenant-keys.discarded',
  'tenant-keys.retried',
  'tenant-keys.queue-paused',
  'tenant-keys.queue-resumed',
  'tenant-keys.tenant-blocked',
  'tenant-keys.tenant-unblocked',
  'tenant-keys.quota-reached',
  'tenant-keys.fleet-checked',
  'tenant-keys.fleet-repaired',
];

test.each(TYPES)('an event %s of any number of entries has at most 64 kB', (type) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (count) => {
      const event = operationEventOf(operationOf(type, count), 'ap-guangzhou', NOW_MS);
      expect(bytesOf(event)).toBeLessThanOrEqual(BYTES_MAX);
    }),
    { numRuns: 12, examples: [[4_000], [10_000], [0]] },
  );
});

test('an event about 4,000 redriven dead letters has the first of them and the number of the rest', () => {
  const letters = Array.from({ length: 4_000 }, (_, index) => ({
    id: `dl_${index}`.padEnd(46, 'x'),
    outcome: 'provisioned' as const,
  }));
  const counts = { provisioned: 4_000 };
  const data = { invocationId: 'i-1', selection: { all: true as const }, counts, letters };
  const event = operationEventOf({ type: 'tenant-keys.redriven', data }, 'ap-guangzhou', NOW_MS);
  expect(bytesOf(event)).toBeLessThanOrEqual(BYTES_MAX);
  expect(event.data).toEqual({
    ...{ ...data, letters: letters.slice(0, 512) },
    leftOut: { letters: 3_488 },
  });
});

test('an event that is short has everything, and counts nothing', () => {
  const { data } = operationEventOf(operationOf('tenant-keys.queue-paused', 3), 'r', NOW_MS);
  expect(data).toEqual({ invocationId: 'i'.repeat(64), triggers: textsOf(3, 200) });
});

test('an event about a rejected request has at most 64 kB, whatever its fields are named', () => {
  const names = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), {
    maxLength: 60,
  });
  const emoji = Array.from({ length: 60 }, (_, index) => `${index}`.padEnd(64, '\u{e0001}'));
  fc.assert(
    fc.property(names, (fields) => {
      const odd = Object.fromEntries(fields.map((name) => [name, 1]));
      const text = JSON.stringify({ ...odd, requestId: 'r'.repeat(64), tenantId: '"'.repeat(128) });
      const parsed = parseRequest(text);
      if (parsed.ok || parsed.failed.identity === undefined) return;
      const vendor = { kmsRequestId: 'k'.repeat(64), tagCode: 2, tagMsg: '界'.repeat(200) };
      const failed = { ...parsed.failed, identity: parsed.failed.identity, vendor };
      const message = { text, source: { door: 'queue' }, callerWaits: false } as const;
      for (const event of [
        { type: 'tenant-key.rejected', failed },
        { type: 'tenant-key.waiting', message, failed },
        { type: 'tenant-key.parked', message, failed },
      ] as const) {
        const published = cloudEventOf(event, 'ap-guangzhou', RUNBOOK, NOW_MS);
        expect(bytesOf(published), event.type).toBeLessThanOrEqual(BYTES_MAX);
      }
    }),
    { numRuns: 100, examples: [[emoji]] },
  );
});
