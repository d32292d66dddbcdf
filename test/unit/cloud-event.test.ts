import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cloudEventOf, eventPublisher } from '../../shared/events/cloud-event.ts';
import type { KeyName, TenantId } from '../../shared/tenant-key/key.ts';
import type { FailedAttempt, Message } from '../../shared/tenant-key/message.ts';
import type { OutcomeEvent } from '../../shared/tenant-key/ports.ts';
import { type KeyRequest, specFingerprint } from '../../shared/tenant-key/request.ts';
import type { TopicMessage } from '../../shared/topics/topics.ts';

const REGION = 'ap-guangzhou';
const DOCS_URL = 'https://example.com/';
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const REQUEST: KeyRequest = {
  requestId: 'r-1',
  tenantId: 'acme' as TenantId,
  keyName: 'main' as KeyName,
  keyUsage: 'ENCRYPT_DECRYPT',
  origin: 'EXTERNAL',
  description: 'not for events',
  tags: { secret: 'not for events' },
};

/** The same, with its fields in another order. */
const REORDERED = Object.fromEntries(Object.entries(REQUEST).reverse()) as KeyRequest;

const KEY = { keyId: 'k-1', createTimeS: 1_552_897_190, keyState: 'PendingImport' };

const FAILED = {
  kind: 'failed',
  code: 'LimitExceeded.CmkLimitExceeded',
  stage: 'create',
  identity: { requestId: 'r-1', tenantId: 'acme', keyName: 'main', fingerprint: 'print' },
  problems: [{ pointer: '#/keyName', detail: 'keyName is taken.' }],
} as const satisfies FailedAttempt;

const MESSAGE: Message = {
  text: 'the text',
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  callerWaits: false,
};

const PROVISIONED: OutcomeEvent = { type: 'tenant-key.provisioned', request: REQUEST, key: KEY };
const REJECTED: OutcomeEvent = { type: 'tenant-key.rejected', failed: FAILED };
const PARKED: OutcomeEvent = { type: 'tenant-key.parked', message: MESSAGE, failed: FAILED };
const WAITING: OutcomeEvent = { type: 'tenant-key.waiting', message: MESSAGE, failed: FAILED };

/** The hash of a text in the canonical form of RFC 8785. */
const sha256 = (canonical: string) => createHash('sha256').update(canonical).digest('base64url');

const IDENTITY = '{"fingerprint":"print","keyName":"main","requestId":"r-1","tenantId":"acme"}';
const SOURCE = '/tenant-keys/ap-guangzhou';

const NOW_MS = Date.UTC(2026, 10, 30, 2, 52);

const eventOf = (event: OutcomeEvent, nowMs = NOW_MS) =>
  cloudEventOf(event, REGION, DOCS_URL, nowMs);
const idOf = (event: OutcomeEvent) => eventOf(event).id;

describe('the event of an outcome', () => {
  test('of a key has the time when KMS created it, and nothing confidential of the request', () => {
    expect(eventOf(PROVISIONED)).toEqual({
      specversion: '1.0',
      id: sha256(
        `["tenant-key.provisioned","${SOURCE}",${IDENTITY.replace(':"print"', `:"${specFingerprint(REQUEST)}"`)},["k-1"]]`,
      ),
      source: SOURCE,
      type: 'tenant-key.provisioned',
      subject: 'acme/main',
      partitionkey: 'acme',
      time: '2019-03-18T08:19:50.000Z',
      datacontenttype: 'application/json',
      data: {
        requestId: 'r-1',
        tenantId: 'acme',
        keyName: 'main',
        keyId: 'k-1',
        alias: 'acme_main',
        keyUsage: 'ENCRYPT_DECRYPT',
        origin: 'EXTERNAL',
        createdAt: '2019-03-18T08:19:50.000Z',
      },
    });
  });

  test('of a rejection has its reasons, and the time of the report', () => {
    expect(eventOf(REJECTED)).toEqual({
      specversion: '1.0',
      id: sha256(`["tenant-key.rejected","${SOURCE}",${IDENTITY},["${FAILED.code}"]]`),
      source: SOURCE,
      type: 'tenant-key.rejected',
      subject: 'acme/main',
      partitionkey: 'acme',
      time: '2026-11-30T02:52:00.000Z',
      datacontenttype: 'application/json',
      data: {
        requestId: 'r-1',
        tenantId: 'acme',
        keyName: 'main',
        code: FAILED.code,
        reason: 'The key quota of the account is used up.',
        runbook: 'https://example.com/docs/runbook.md#limitexceededcmklimitexceeded',
        problems: [{ pointer: '#/keyName', detail: 'keyName is taken.' }],
      },
    });
  });

  test('of a request that waits has the id of its dead letter, and not why or until when it waits', () => {
    expect(eventOf(WAITING)).toEqual({
      specversion: '1.0',
      id: sha256(`["tenant-key.waiting","${SOURCE}",${IDENTITY}]`),
      source: SOURCE,
      type: 'tenant-key.waiting',
      subject: 'acme/main',
      partitionkey: 'acme',
      time: '2026-11-30T02:52:00.000Z',
      datacontenttype: 'application/json',
      data: {
        requestId: 'r-1',
        tenantId: 'acme',
        keyName: 'main',
        deadLetterId: `dl_${sha256(IDENTITY)}`,
      },
    });
  });

  test('of a parked message has the id of its dead letter, and the time of the report', () => {
    expect(eventOf(PARKED)).toEqual({
      specversion: '1.0',
      id: sha256(`["tenant-key.parked","${SOURCE}",${IDENTITY},["${FAILED.code}","create"]]`),
      source: SOURCE,
      type: 'tenant-key.parked',
      subject: 'acme/main',
      partitionkey: 'acme',
      time: '2026-11-30T02:52:00.000Z',
      datacontenttype: 'application/json',
      data: {
        requestId: 'r-1',
        tenantId: 'acme',
        keyName: 'main',
        code: FAILED.code,
        stage: 'create',
        reason: 'The key quota of the account is used up.',
        runbook: 'https://example.com/docs/runbook.md#limitexceededcmklimitexceeded',
        deadLetterId: `dl_${sha256(IDENTITY)}`,
      },
    });
  });

  test('of a message without a tenant is identified by the text, and has no subject', () => {
    const failed = {
      ...FAILED,
      code: 'RequestUnreadable',
      stage: 'parse',
      identity: undefined,
    } as const;
    const deadLetterId = `dl_${sha256('"the text"')}`;
    expect(eventOf({ type: 'tenant-key.parked', message: MESSAGE, failed })).toEqual({
      specversion: '1.0',
      id: sha256(
        `["tenant-key.parked","${SOURCE}","${deadLetterId}",["RequestUnreadable","parse"]]`,
      ),
      source: SOURCE,
      type: 'tenant-key.parked',
      time: '2026-11-30T02:52:00.000Z',
      datacontenttype: 'application/json',
      data: {
        code: 'RequestUnreadable',
        stage: 'parse',
        reason: 'The message is not a JSON object.',
        runbook: 'https://example.com/docs/runbook.md#requestunreadable',
        deadLetterId,
      },
    });
  });

  test('of a key name without a tenant has no subject', () => {
    const failed = { ...FAILED, identity: undefined, claimed: { keyName: 'main' } };
    const event = eventOf({ type: 'tenant-key.parked', message: MESSAGE, failed });
    expect(event.subject).toBeUndefined();
    expect(event.data).toMatchObject({ keyName: 'main' });
  });

  test('of a request without a key name has the tenant as its subject', () => {
    const identity = { requestId: 'r-1', tenantId: 'acme', fingerprint: 'print' };
    const event = eventOf({ type: 'tenant-key.rejected', failed: { ...FAILED, identity } });
    expect(event.subject).toBe('acme');
    expect(event.data).not.toHaveProperty('keyName');
  });

  test('continues the trace of the request', () => {
    expect(eventOf({ ...REJECTED, traceparent: TRACEPARENT }).traceparent).toBe(TRACEPARENT);
  });
});

describe('the id of an event', () => {
  const message = { ...MESSAGE, text: 'other', source: { door: 'http' } } as const;

  test.each<[string, OutcomeEvent, OutcomeEvent]>([
    ['by any way in', PARKED, { ...PARKED, message }],
    ['in any trace', PROVISIONED, { ...PROVISIONED, traceparent: TRACEPARENT }],
    [
      'in any order of the fields of its request',
      PROVISIONED,
      { ...PROVISIONED, request: REORDERED },
    ],
  ])('is the same for the same outcome, %s', (_, first, second) => {
    expect(idOf(second)).toBe(idOf(first));
  });

  test.each<[string, OutcomeEvent]>([
    ['another request', { ...PROVISIONED, request: { ...REQUEST, requestId: 'r-2' } }],
    ['another tenant', { ...PROVISIONED, request: { ...REQUEST, tenantId: 'globex' as TenantId } }],
    ['another key', { ...PROVISIONED, request: { ...REQUEST, keyName: 'other' as KeyName } }],
    ['another specification', { ...PROVISIONED, request: { ...REQUEST, description: 'x' } }],
    ['another outcome', REJECTED],
  ])('differs for %s', (_, other) => {
    expect(idOf(other)).not.toBe(idOf(PROVISIONED));
  });

  test('differs for the same failure at another stage, and for another failure', () => {
    const at = (fields: Partial<FailedAttempt>) =>
      idOf({ ...PARKED, failed: { ...FAILED, ...fields } } as OutcomeEvent);
    const ids = [at({}), at({ stage: 'announce' }), at({ code: 'KeyDisabled' })];
    expect(new Set(ids).size).toBe(3);
  });

  test('does not depend on the location of the runbook', () => {
    const elsewhere = cloudEventOf(PARKED, REGION, 'https://elsewhere.example/', NOW_MS);
    expect(elsewhere.id).toBe(idOf(PARKED));
    expect(elsewhere.data).not.toEqual(eventOf(PARKED).data);
  });

  test('differs in another region', () => {
    expect(cloudEventOf(PROVISIONED, 'ap-beijing', DOCS_URL, NOW_MS).id).not.toBe(
      idOf(PROVISIONED),
    );
  });
});

describe('publishing an outcome', () => {
  const publish = async (event: OutcomeEvent, nowMs = NOW_MS) => {
    const calls: unknown[][] = [];
    const publish = async (
      topic: string,
      messages: readonly TopicMessage[],
      deadlineMs: number,
    ) => {
      calls.push([topic, messages, deadlineMs]);
    };
    const topics = { publish, close: async () => {} };
    await eventPublisher(topics, REGION, DOCS_URL, () => nowMs)(event, 5_000);
    return calls;
  };

  test('sends it to key-events under its tenant, by the deadline', async () => {
    expect(await publish(PROVISIONED)).toEqual([
      [
        'key-events',
        [
          {
            key: 'acme',
            value: JSON.stringify(eventOf(PROVISIONED)),
            headers: { 'content-type': 'application/cloudevents+json' },
          },
        ],
        5_000,
      ],
    ]);
  });

  test('of a key is byte-identical when it is repeated later (P4)', async () => {
    const again = structuredClone(PROVISIONED);
    expect(await publish(again, NOW_MS + 60_000)).toEqual(await publish(PROVISIONED));
  });

  test.each([REJECTED, PARKED, WAITING])(
    'as $type differs in its time alone when it is repeated later (P4)',
    (event) => {
      const later = eventOf(structuredClone(event), NOW_MS + 60_000);
      expect(later).toEqual({ ...eventOf(event), time: '2026-11-30T02:53:00.000Z' });
    },
  );

  test('of a message without a tenant sends it without a key', async () => {
    const failed = { ...FAILED, identity: undefined };
    const [[, messages] = []] = await publish({ ...PARKED, failed } as OutcomeEvent);
    expect((messages as object[])[0]).not.toHaveProperty('key');
  });
});
