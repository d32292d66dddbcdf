import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type Operation,
  operationEventOf,
  operationPublisher,
} from '../../shared/events/operation-event.ts';
import type { TopicMessage } from '../../shared/topics/topics.ts';

const REGION = 'ap-guangzhou';
const SOURCE = '/tenant-keys/ap-guangzhou';

const REDRIVEN = {
  type: 'tenant-keys.redriven',
  data: {
    invocationId: 'i-1',
    selection: { tenantId: 'acme' },
    counts: { provisioned: 1, left: 1 },
    letters: [
      { id: 'a', outcome: 'provisioned' },
      { id: 'b', outcome: 'left', code: 'NoAnswer' },
    ],
    stoppedBy: 'NoAnswer',
  },
} as const satisfies Operation;
const DISCARDED: Operation = {
  type: 'tenant-keys.discarded',
  data: {
    invocationId: 'i-2',
    reason: 'The tenant left.',
    letters: [{ id: 'a', code: 'KeyDisabled' }],
  },
};
const QUOTA_REACHED = {
  type: 'tenant-keys.quota-reached',
  data: { percent: 90, limit: 200, crossing: 2 },
} as const satisfies Operation;
const FLEET_CHECKED: Operation = {
  type: 'tenant-keys.fleet-checked',
  data: {
    invocationId: 'i-3',
    keys: 2_000,
    findings: { untagged: 20, orphan: 3 },
    planHash: 'hash',
  },
};
const FLEET_REPAIRED: Operation = {
  type: 'tenant-keys.fleet-repaired',
  data: {
    invocationId: 'i-4',
    planHash: 'hash',
    repaired: [{ keyId: 'k-1', tenantId: 'acme' }],
    left: 19,
  },
};

/** The hash of a text in the canonical form of RFC 8785. */
const sha256 = (canonical: string) => createHash('sha256').update(canonical).digest('base64url');

const NOW_MS = Date.UTC(2026, 10, 30, 2, 52);

const eventOf = (operation: Operation, nowMs = NOW_MS) =>
  operationEventOf(operation, REGION, nowMs);

describe('the event of an operation', () => {
  const rows: readonly (readonly [operation: Operation, canonical: string, data: object])[] = [
    [
      REDRIVEN,
      '{"counts":{"left":1,"provisioned":1},"invocationId":"i-1","letters":[{"id":"a","outcome":"provisioned"},{"code":"NoAnswer","id":"b","outcome":"left"}],"selection":{"tenantId":"acme"},"stoppedBy":"NoAnswer"}',
      {
        invocationId: 'i-1',
        selection: { tenantId: 'acme' },
        counts: { provisioned: 1, left: 1 },
        letters: [
          { id: 'a', outcome: 'provisioned' },
          { id: 'b', outcome: 'left', code: 'NoAnswer' },
        ],
        stoppedBy: 'NoAnswer',
      },
    ],
    [
      DISCARDED,
      '{"invocationId":"i-2","letters":[{"code":"KeyDisabled","id":"a"}],"reason":"The tenant left."}',
      {
        invocationId: 'i-2',
        reason: 'The tenant left.',
        letters: [{ id: 'a', code: 'KeyDisabled' }],
      },
    ],
    [
      QUOTA_REACHED,
      '{"crossing":2,"limit":200,"percent":90}',
      { percent: 90, limit: 200, crossing: 2 },
    ],
    [
      FLEET_CHECKED,
      '{"findings":{"orphan":3,"untagged":20},"invocationId":"i-3","keys":2000,"planHash":"hash"}',
      {
        invocationId: 'i-3',
        keys: 2_000,
        findings: { untagged: 20, orphan: 3 },
        planHash: 'hash',
      },
    ],
    [
      FLEET_REPAIRED,
      '{"invocationId":"i-4","left":19,"planHash":"hash","repaired":[{"keyId":"k-1","tenantId":"acme"}]}',
      {
        invocationId: 'i-4',
        planHash: 'hash',
        repaired: [{ keyId: 'k-1', tenantId: 'acme' }],
        left: 19,
      },
    ],
  ];
  test.each(rows)(
    '$type has its data, and the time of the report',
    (operation, canonical, data) => {
      expect(eventOf(operation)).toEqual({
        specversion: '1.0',
        id: sha256(`["${operation.type}","${SOURCE}",${canonical}]`),
        source: SOURCE,
        type: operation.type,
        time: '2026-11-30T02:52:00.000Z',
        datacontenttype: 'application/json',
        data,
      });
    },
  );

  const changes: readonly (readonly [name: string, operation: Operation])[] = [
    ['of another percentage', { ...QUOTA_REACHED, data: { ...QUOTA_REACHED.data, percent: 80 } }],
    ['under another limit', { ...QUOTA_REACHED, data: { ...QUOTA_REACHED.data, limit: 300 } }],
    ['with another number', { ...QUOTA_REACHED, data: { ...QUOTA_REACHED.data, crossing: 5 } }],
  ];
  test.each(changes)('has an id of its own for a quota event %s (P4)', (_, operation) => {
    expect(eventOf(operation).id).not.toBe(eventOf(QUOTA_REACHED).id);
  });

  test('has an id of its own in each region and for each invocation (P4)', () => {
    const ids = [
      eventOf(REDRIVEN).id,
      operationEventOf(REDRIVEN, 'ap-beijing', NOW_MS).id,
      eventOf({ ...REDRIVEN, data: { ...REDRIVEN.data, invocationId: 'i-9' } }).id,
    ];
    expect(new Set(ids).size).toBe(3);
  });

  test('has another id if a repeated invocation did something else (P4)', () => {
    const other: Operation = { ...REDRIVEN, data: { ...REDRIVEN.data, letters: [] } };
    expect(eventOf(other).id).not.toBe(eventOf(REDRIVEN).id);
  });
});

describe('publishing an operation', () => {
  const publish = async (operation: Operation, nowMs = NOW_MS) => {
    const calls: unknown[][] = [];
    const publish = async (
      topic: string,
      messages: readonly TopicMessage[],
      deadlineMs: number,
    ) => {
      calls.push([topic, messages, deadlineMs]);
    };
    const topics = { publish, close: async () => {} };
    await operationPublisher(topics, REGION, () => nowMs)(operation, 5_000);
    return calls;
  };

  test('sends it to key-events under the source, by the deadline', async () => {
    const id = sha256(
      `["tenant-keys.quota-reached","${SOURCE}",{"crossing":2,"limit":200,"percent":90}]`,
    );
    const value = `{"specversion":"1.0","id":"${id}","source":"${SOURCE}","type":"tenant-keys.quota-reached","time":"2026-11-30T02:52:00.000Z","datacontenttype":"application/json","data":{"percent":90,"limit":200,"crossing":2}}`;
    expect(await publish(QUOTA_REACHED)).toEqual([
      [
        'key-events',
        [{ key: SOURCE, value, headers: { 'content-type': 'application/cloudevents+json' } }],
        5_000,
      ],
    ]);
  });

  test('is byte-identical when it is repeated at once (P4)', async () => {
    expect(await publish(structuredClone(REDRIVEN))).toEqual(await publish(REDRIVEN));
  });

  test('differs in its time alone when it is repeated later (P4)', () => {
    const later = eventOf(structuredClone(REDRIVEN), NOW_MS + 60_000);
    expect(later).toEqual({ ...eventOf(REDRIVEN), time: '2026-11-30T02:53:00.000Z' });
  });
});
