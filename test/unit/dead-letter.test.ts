import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deadLetterOf } from '../../shared/dead-letters/dead-letter.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { deadLetterQueue, removeRecords } from '../../shared/dead-letters/queue.ts';
import { retryRecordKey } from '../../shared/dead-letters/record-key.ts';
import { readDeadLetter } from '../../shared/dead-letters/records.ts';
import { isSigned, signDeadLetter } from '../../shared/dead-letters/signature.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { FailedAttempt, Message, Retry } from '../../shared/tenant-key/message.ts';
import type { Parking } from '../../shared/tenant-key/ports.ts';
import type { TopicMessage } from '../../shared/topics/topics.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';

const SEEN_AT = '2026-11-02T00:00:00.000Z';
const SEEN_MS = 1_793_577_600_000;
const TIMES = { wallMs: () => SEEN_MS, random: () => 0 };
const DOCS_URL = 'https://example.com/';

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
    DOCS_URL,
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
      nextStep: 'The request is tried again by itself; if it was parked, redrive it.',
      runbook: 'https://example.com/docs/runbook.md#tagsnotconfirmed',
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
    const problems = [{ pointer: '#', detail: 'The text is not JSON.' }];
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
      runbook: 'https://example.com/docs/runbook.md#requestunreadable',
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
    const { park } = deadLetterQueue(topics, MARKER_KEYS, TIMES, DOCS_URL);
    const parked = (text: string, state: Parking['state'] = 'parked') =>
      park({ message: { ...MESSAGE, text }, failed: FAILED, attempts: 5, state }, 5_000);
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

  test('parks a request that waited, since a part of its text cannot be sent in again', async () => {
    const { parked, stored } = topicOf(8_192);
    await parked('x'.repeat(32_768), 'waiting');
    const deadLetter = readFrom(stored);
    expect(deadLetter).toMatchObject({ state: 'parked', cut: { bytes: 32_768 } });
    expect(deadLetter).not.toHaveProperty('nextAttemptAt');
    expect(isSigned(deadLetter as DeadLetter, MARKER_KEYS)).toBe(true);
  });

  test('gets a text whole that cannot be why', async () => {
    const { parked, sizes, stored } = topicOf(100);
    await expect(parked('x'.repeat(1_024))).rejects.toMatchObject({ code: 'TopicRefused' });
    expect([sizes.length, stored]).toEqual([1, []]);
  });
});

/** A dead-letter queue, and what it publishes. */
function queueWith(times = TIMES) {
  const calls: { topic: string; messages: readonly TopicMessage[]; deadlineMs: number }[] = [];
  const topics = {
    publish: async (topic: string, messages: readonly TopicMessage[], deadlineMs: number) => {
      calls.push({ topic, messages, deadlineMs });
    },
    close: async () => {},
  };
  return { ...deadLetterQueue(topics, MARKER_KEYS, times, DOCS_URL), topics, calls };
}

/** The key of each message and what it says, undefined for a tombstone. */
const saidBy = (messages: readonly TopicMessage[] = []) =>
  messages.map(({ key, value }) => [key, value === null ? undefined : JSON.parse(value)]);

describe('the dead-letter queue', () => {
  test('publishes a signed dead letter under the key of its delivery, with the time of day, by the deadline', async () => {
    const { park, calls } = queueWith();
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

test('a dead letter whose records are all kept loses none', async () => {
  const { calls, topics } = queueWith();
  const recordKeys = ['dl_x/1', 'dl_x/2'];
  await removeRecords(topics, 'dl_x', { recordKeys, keptKeys: recordKeys }, 5_000);
  expect(calls).toEqual([]);
});

describe('the next attempt', () => {
  test.each([
    [0, '2026-11-02T00:00:30.000Z'],
    [0.5, '2026-11-02T00:00:45.000Z'],
  ])('at what waits is half a minute to a minute later, with the jitter %d', async (jitter, at) => {
    const { park, calls } = queueWith({ ...TIMES, random: () => jitter });
    await park({ message: MESSAGE, failed: FAILED, attempts: 5, state: 'waiting' }, 5_000);
    const [[, waiting]] = saidBy(calls[0]?.messages) as [[string, DeadLetter]];
    expect(waiting).toMatchObject({ state: 'waiting', nextAttemptAt: at });
    expect(isSigned(waiting, MARKER_KEYS)).toBe(true);
  });

  test('is later by as long as the request has failed', async () => {
    const { park, calls } = queueWith();
    const message = { ...MESSAGE, retry: { ...RETRY, sinceAt: '2026-11-01T23:40:00.000Z' } };
    await park({ message, failed: FAILED, attempts: 1, state: 'waiting' }, 5_000);
    const [[, waiting]] = saidBy(calls[0]?.messages) as [[string, DeadLetter]];
    expect(waiting).toMatchObject({ nextAttemptAt: '2026-11-02T00:10:00.000Z' });
  });

  test('is never, at what is parked', async () => {
    const { park, calls } = queueWith();
    await park({ message: MESSAGE, failed: FAILED, attempts: 5, state: 'parked' }, 5_000);
    expect(calls[0]?.messages[0]?.value).not.toContain('nextAttemptAt');
  });
});

const RETRY: Retry = {
  ...{ firstSeenAt: '2026-11-01T23:50:00.000Z', ageMs: 600_000 },
  ...{ code: 'InternalError', sinceAt: '2026-11-01T23:50:00.000Z' },
  ...{ attempts: 7, redrives: 2, isTrial: false },
};

describe('a request that was sent in again', () => {
  const { id } = deadLetterFor();
  const unknown = retryRecordKey(id, { redrives: 2 });
  const known = retryRecordKey(id, { redrives: 2, keyId: 'k-1' });
  const parkedWith = async (retry: Partial<Retry>, failed: Partial<FailedAttempt>) => {
    const { park, calls } = queueWith();
    const message = { ...MESSAGE, retry: { ...RETRY, ...retry } };
    const parking = { message, failed: { ...FAILED, ...failed }, attempts: 3 };
    await park({ ...parking, state: 'waiting' }, 5_000);
    expect(calls).toHaveLength(1); // The topic stores all of it or nothing.
    return saidBy(calls[0]?.messages);
  };

  test('and fails again has the attempts of all deliveries, and its first time', async () => {
    expect(await parkedWith({}, { keyId: undefined })).toEqual([
      [
        unknown,
        expect.objectContaining({
          ...{ id, recordKey: unknown, state: 'waiting', attempts: 10, redrives: 2 },
          ...{ firstSeenAt: '2026-11-01T23:50:00.000Z', lastSeenAt: SEEN_AT },
        }),
      ],
    ]);
  });

  test.each([
    ['since its first failure of the same kind', 'HttpStatus', '2026-11-01T23:50:00.000Z'],
    ['only now, if it waited for something else', 'LimitExceeded.CmkLimitExceeded', SEEN_AT],
  ])('fails in its way %s', async (_, code, sinceAt) => {
    const [[, waiting]] = (await parkedWith({}, { code })) as [[string, DeadLetter]];
    expect(waiting).toMatchObject({ sinceAt, firstSeenAt: '2026-11-01T23:50:00.000Z' });
  });

  test('and now knows its key has another record, which replaces the one without it', async () => {
    expect(await parkedWith({}, { keyId: 'k-1' })).toEqual([
      [known, expect.objectContaining({ recordKey: known, keyId: 'k-1' })],
      [unknown, undefined],
    ]);
  });

  test('and fails before it finds its key again keeps the id', async () => {
    expect(await parkedWith({ keyId: 'k-1' }, { keyId: undefined })).toEqual([
      [known, expect.objectContaining({ recordKey: known, keyId: 'k-1' })],
      [unknown, undefined],
    ]);
  });

  test('and fails with the key that was known replaces its record alone', async () => {
    expect(await parkedWith({ keyId: 'k-1' }, { keyId: 'k-1' })).toEqual([
      [known, expect.objectContaining({ recordKey: known, keyId: 'k-1' })],
    ]);
  });

  test.each<[string, Partial<Retry>, string | undefined, readonly string[]]>([
    ['whose key was found', {}, 'k-1', [unknown, known]],
    ['without a key', {}, undefined, [unknown]],
    ['whose key was known', { keyId: 'k-1' }, 'k-1', [known]],
  ])('%s leaves no record at its end', async (_, retry, keyId, removed) => {
    const { release, calls } = queueWith();
    const message = { ...MESSAGE, retry: { ...RETRY, ...retry } };
    await release({ message, identity: IDENTITY, keyId }, 5_000);
    expect(calls).toEqual([
      {
        ...{ topic: 'key-dead-letters', deadlineMs: 5_000 },
        messages: removed.map((key) => ({ key, partitionKey: id, value: null })),
      },
    ]);
  });

  test('is removed under the id of its own request, whatever it claims', async () => {
    const { release, calls } = queueWith();
    const message = { ...MESSAGE, retry: RETRY };
    await release({ message, identity: { ...IDENTITY, tenantId: 'globex' }, keyId: 'k-1' }, 5_000);
    const keys = calls[0]?.messages.map(({ key }) => key) ?? [];
    expect(keys).toHaveLength(2);
    expect(keys).not.toContain(unknown);
    expect(keys).not.toContain(known);
  });

  test('is the only message of which anything is removed', async () => {
    const { release, calls } = queueWith();
    await release({ message: MESSAGE, identity: IDENTITY, keyId: 'k-1' }, 5_000);
    expect(calls).toEqual([]);
  });
});
