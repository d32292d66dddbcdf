import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deadLetterOf } from '../../shared/dead-letters/dead-letter.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { deadLetterQueue } from '../../shared/dead-letters/queue.ts';
import { readDeadLetter } from '../../shared/dead-letters/records.ts';
import { isSigned, signDeadLetter } from '../../shared/dead-letters/signature.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { FailedAttempt, Message } from '../../shared/tenant-key/message.ts';
import type { TopicMessage } from '../../shared/topics/topics.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';

const SEEN_AT = '2026-11-02T00:00:00.000Z';
const RUNBOOK = 'https://example.com/runbook.md';

/** Every byte of it must be kept, however unusual it is. */
const TEXT =
  ' {"requestId" : "r-1",\r\n"tenantId":"acme","keyName":"main","description":"\\u0041 é 😀"} ';

const MESSAGE: Message = {
  text: TEXT,
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  callerWaits: false,
};

const IDENTITY = { requestId: 'r-1', tenantId: 'acme', keyName: 'main', fingerprint: 'print' };

const FAILED: FailedAttempt = {
  kind: 'failed',
  code: 'TagsNotConfirmed',
  stage: 'tag',
  identity: IDENTITY,
  problems: [],
  keyId: 'k-1',
  error: new ApiError('TagsNotConfirmed', { detail: 'a detail', kmsRequestId: '4ca7089c' }),
};

const deadLetterFor = (failed: Partial<FailedAttempt> = {}, message = MESSAGE) =>
  deadLetterOf(
    { message, failed: { ...FAILED, ...failed }, attempts: 5, state: 'parked' },
    SEEN_AT,
    RUNBOOK,
  );

/** Of canonical JSON (RFC 8785). */
const sha256 = (canonical: string) => createHash('sha256').update(canonical).digest('base64url');

describe('a dead letter (P10)', () => {
  test('has the reason and the next step, and keeps the text unchanged', () => {
    expect(deadLetterFor()).toEqual({
      id: `dl_${sha256('{"fingerprint":"print","keyName":"main","requestId":"r-1","tenantId":"acme"}')}`,
      state: 'parked',
      code: 'TagsNotConfirmed',
      stage: 'tag',
      reason: 'The tags were set, but reading them back does not show them.',
      nextStep: 'Redrive the message.',
      runbook: 'https://example.com/runbook.md#tagsnotconfirmed',
      attempts: 5,
      firstSeenAt: SEEN_AT,
      lastSeenAt: SEEN_AT,
      redrives: 0,
      problems: [],
      kmsRequestId: '4ca7089c',
      keyId: 'k-1',
      identity: IDENTITY,
      source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
      text: TEXT,
    });
  });

  test('of a message without a tenant has no identity', () => {
    const problems = [{ pointer: '', detail: 'The text is not JSON.' }];
    const failed = {
      ...({ code: 'RequestUnreadable', stage: 'parse', problems } as const),
      ...{ identity: undefined, keyId: undefined, error: undefined },
    };
    expect(deadLetterFor(failed, { ...MESSAGE, text: '{' })).toEqual({
      id: `dl_${sha256('"{"')}`,
      state: 'parked',
      code: 'RequestUnreadable',
      stage: 'parse',
      reason: 'The message is not a JSON object.',
      nextStep:
        'Find the producer by the source of the message and have it fixed, then discard the dead letter.',
      runbook: 'https://example.com/runbook.md#requestunreadable',
      attempts: 5,
      firstSeenAt: SEEN_AT,
      lastSeenAt: SEEN_AT,
      redrives: 0,
      problems,
      source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
      text: '{',
    });
  });

  test('keeps the trace of its message', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect(deadLetterFor({}, { ...MESSAGE, traceparent })).toEqual({
      ...deadLetterFor(),
      traceparent,
    });
  });

  test('has the same id wherever, whenever and for whatever reason its request is parked', () => {
    const elsewhere: Message = { ...MESSAGE, text: 'other', source: { door: 'http' } };
    const failed = { code: 'KeyDisabled', stage: 'create' } as const;
    expect(deadLetterFor(failed, elsewhere).id).toBe(deadLetterFor().id);
  });

  test('has another id for another request', () => {
    const others = [
      { ...IDENTITY, requestId: 'r-2' },
      { ...IDENTITY, tenantId: 'globex' },
      { ...IDENTITY, keyName: 'other' },
      { ...IDENTITY, fingerprint: 'other' },
    ];
    const ids = [IDENTITY, ...others].map((identity) => deadLetterFor({ identity }).id);
    expect(new Set(ids).size).toBe(5);
  });
});

describe('a text that is too long for any request', () => {
  test('is kept whole up to 131,072 characters', () => {
    const text = 'x'.repeat(131_072);
    expect(deadLetterFor({}, { ...MESSAGE, text })).toStrictEqual({ ...deadLetterFor(), text });
  });

  test('is cut when it is longer, and the dead letter has its size and digest', () => {
    const deadLetter = deadLetterFor({}, { ...MESSAGE, text: 'x'.repeat(131_073) });
    expect(deadLetter).toMatchObject({
      text: 'x'.repeat(131_072),
      cut: { bytes: 131_073, sha256: 'DFxcdZqoFk-ftTxHH_BgkDyZ7ctSD7fZy0v3pFdV8cI' },
    });
  });
});

describe('a dead letter can be read again', () => {
  test.each([
    ['', 'Unreadable'],
    ['没有配额', 'Unreadable'],
    ['4.InternalError', 'InternalError'],
    ['Failed Operation\n{"a":1}', 'Failed-Operation---a--1-'],
    ['C'.repeat(500), 'C'.repeat(128)],
  ])('whatever code the cloud sends, such as %j', (code, written) => {
    const error = new ApiError(code, { detail: 'a detail' });
    const deadLetter = deadLetterFor({ code: error.code, error });
    expect(deadLetter.code).toBe(written);
    const record = { partition: 0, offset: 0, timestampMs: 0 };
    const value = JSON.stringify(deadLetter);
    expect(readDeadLetter({ ...record, key: deadLetter.id, value })).toEqual(deadLetter);
  });

  test('when the cloud gives its call an empty id', () => {
    const error = new ApiError('InternalError', { detail: 'a detail', kmsRequestId: '' });
    expect(deadLetterFor({ error })).not.toHaveProperty('kmsRequestId');
  });
});

describe('a topic that refuses large messages', () => {
  /** Stores messages of at most that many bytes, and refuses others. */
  function topicOf(bytesMax: number) {
    const sizes: number[] = [];
    const stored: TopicMessage[] = [];
    const topics = {
      publish: async (_: string, messages: readonly TopicMessage[]) => {
        const bytes = Buffer.byteLength(messages[0]?.value ?? '');
        sizes.push(bytes);
        if (bytes > bytesMax) throw new ApiError('TopicRefused', { detail: 'too large' });
        stored.push(...messages);
      },
      close: async () => {},
    };
    const park = deadLetterQueue(topics, MARKER_KEYS, () => 1_793_577_600_000, RUNBOOK);
    const parked = (text: string) =>
      park({ message: { ...MESSAGE, text }, failed: FAILED, attempts: 5, state: 'parked' }, 5_000);
    return { parked, sizes, stored };
  }
  const readFrom = ([message]: readonly TopicMessage[]) =>
    readDeadLetter({
      ...{ partition: 0, offset: 0, timestampMs: 0 },
      ...{ key: message?.key ?? null, value: message?.value ?? null },
    });

  test('gets a half, a quarter and so on of the text, signed, until it fits', async () => {
    const { parked, sizes, stored } = topicOf(262_144);
    const text = '\u0001'.repeat(131_072);
    await parked(text);
    expect(sizes.map((bytes) => Math.round(bytes / 1_000))).toEqual([787, 394, 197]);
    const deadLetter = readFrom(stored);
    expect(deadLetter).toMatchObject({
      text: text.slice(0, 32_768),
      cut: { bytes: 131_072, sha256: createHash('sha256').update(text).digest('base64url') },
    });
    expect(isSigned(deadLetter as DeadLetter, MARKER_KEYS)).toBe(true);
  });

  test('gets the size and digest of the whole text, however often it was cut', async () => {
    const { parked, stored } = topicOf(8_192);
    const text = 'x'.repeat(200_000);
    await parked(text);
    expect(readFrom(stored)).toMatchObject({
      text: 'x'.repeat(4_096),
      cut: { bytes: 200_000, sha256: createHash('sha256').update(text).digest('base64url') },
    });
  });

  test('gets a text whole that cannot be why', async () => {
    const { parked, sizes, stored } = topicOf(100);
    await expect(parked('x'.repeat(1_024))).rejects.toMatchObject({ code: 'TopicRefused' });
    expect([sizes.length, stored]).toEqual([1, []]);
  });
});

describe('the dead-letter queue', () => {
  test('publishes a signed dead letter under the key of its delivery, with the time of day, by the deadline', async () => {
    const calls: { topic: string; messages: readonly TopicMessage[]; deadlineMs: number }[] = [];
    const topics = {
      publish: async (topic: string, messages: readonly TopicMessage[], deadlineMs: number) => {
        calls.push({ topic, messages, deadlineMs });
      },
      close: async () => {},
    };
    const park = deadLetterQueue(topics, MARKER_KEYS, () => 1_793_577_600_000, RUNBOOK);
    await park({ message: MESSAGE, failed: FAILED, attempts: 5, state: 'parked' }, 5_000);
    const recordKey = `${deadLetterFor().id}/bPEpcGruVSTad8Sb`;
    const deadLetter = signDeadLetter({ ...deadLetterFor(), recordKey }, MARKER_KEYS);
    expect(calls).toEqual([
      {
        topic: 'key-dead-letters',
        messages: [
          { key: recordKey, partitionKey: deadLetter.id, value: JSON.stringify(deadLetter) },
        ],
        deadlineMs: 5_000,
      },
    ]);
  });
});
