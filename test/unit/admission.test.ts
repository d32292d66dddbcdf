import { describe, expect, test } from 'vitest';
import { signedText } from '../../shared/auth/signed-message.ts';
import { type RetriedRequest, retryText } from '../../shared/retry-envelope.ts';
import { admitMessage, KEPT_MS_MAX } from '../../shared/triggers/admission.ts';
import type { QueueMessage } from '../../shared/triggers/queue.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import { AUDIENCE, CONFIG } from '../world/world-config.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 12);
const at = (ms: number) => new Date(NOW_MS + ms).toISOString();

const messageOf = (text: string, fields: Partial<QueueMessage> = {}): QueueMessage => ({
  ...{ text, wayIn: 'ckafka', callerWaits: false },
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 1 },
  ...fields,
});

/** The text of a request that was sent in again, with what is known of it. */
function retried(fields: Partial<RetriedRequest> = {}, steering: object = {}): string {
  const request: RetriedRequest = {
    ...{ firstSeenAt: at(-90_000), sinceAt: at(-30_000), code: 'NoAnswer', attempts: 3 },
    ...{ redrives: 2, source: { door: 'http' }, text: '{}', ...fields },
  };
  const text = retryText(request, { sentAt: at(-1_000), ...steering }, MARKER_KEYS);
  if (text === undefined) throw new Error('It is none that we write.');
  return text;
}

const admitted = (message: QueueMessage, config: object = {}) =>
  admitMessage(message, { ...CONFIG, ...config }, NOW_MS);

describe('a message from another place than the settings name', () => {
  const WAYS_IN = { ...CONFIG.waysIn, ckafkaTopic: 'a', cmqTopic: 'b', eventBridgeSource: 'c' };

  test.each([
    ['ckafka', 'a', 'REQUESTS_TOPIC'],
    ['cmq', 'b', 'CMQ_TOPIC'],
    ['eventbridge', 'c', 'EVENTBRIDGE_SOURCE'],
  ] as const)('is refused by %s unless it is %s, and names %s', (wayIn, topic, setting) => {
    const from = (name: string) =>
      messageOf('{}', { wayIn, source: { door: 'queue', topic: name } });
    expect(admitted(from(topic), { waysIn: WAYS_IN }).refused).toBeUndefined();
    expect(admitted(from('x'), { waysIn: WAYS_IN }).refused).toEqual({
      code: 'SourceUnexpected',
      detail: `The topic in the source is not the one that ${setting} names for this way in.`,
    });
  });

  test.each(['cmq', 'eventbridge'] as const)(
    'is refused by %s where that way in has no setting, also if it says no topic',
    (wayIn) => {
      const message = messageOf('{}', { wayIn, source: { door: 'queue' } });
      expect(admitted(message).refused).toMatchObject({ code: 'SourceUnexpected' });
    },
  );
});

describe('a message that was sent in again', () => {
  test('is opened, with what is known of its request and where that came from', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const text = retried({ keyId: 'k-1', traceparent }, { okAt: at(-9_000), isTrial: true });
    expect(admitted(messageOf(text))).toStrictEqual({
      ...{ text: '{}', callerWaits: false, source: { door: 'http' }, traceparent },
      retry: {
        ...{ firstSeenAt: at(-90_000), code: 'NoAnswer', sinceAt: at(-30_000), ageMs: 30_000 },
        ...{ attempts: 3, redrives: 2, isTrial: true, okMs: NOW_MS - 9_000, keyId: 'k-1' },
      },
    });
  });

  test('has no more than that of its request', () => {
    expect(admitted(messageOf(retried()))).toStrictEqual({
      ...{ text: '{}', callerWaits: false, source: { door: 'http' } },
      retry: {
        ...{ firstSeenAt: at(-90_000), code: 'NoAnswer', sinceAt: at(-30_000), ageMs: 30_000 },
        ...{ attempts: 3, redrives: 2, isTrial: false },
      },
    });
  });

  test('has no time that is yet to come, and any other as it is written', () => {
    const now = '2026-11-23T12:00:00Z';
    const { retry } = admitted(messageOf(retried({ firstSeenAt: now, sinceAt: at(1) })));
    expect(retry).toMatchObject({ firstSeenAt: now, sinceAt: at(0), ageMs: 0 });
  });

  test('is refused when we did not sign it', () => {
    const text = retried().replace('NoAnswer', 'KeyGone_');
    expect(admitted(messageOf(text))).toMatchObject({
      text,
      refused: {
        code: 'SignatureInvalid',
        detail:
          'The message says that it was sent in again, and is not signed by this environment.',
      },
    });
  });

  test('stays refused when its record is malformed', () => {
    const refused = { code: 'RequestUnreadable', detail: 'The record is malformed.' } as const;
    const text = retried();
    expect(admitted(messageOf(text, { refused }))).toMatchObject({ text, refused });
  });

  const KEY = { id: 'k1', secret: 'a-message-key-of-at-least-32-chars' };
  const messageSigning = { keys: [KEY], ageSMax: 60 } as const;

  test.each([
    [KEPT_MS_MAX, undefined],
    [KEPT_MS_MAX + 1_000, 'SignatureExpired'],
  ])('may be %i ms older than the signatures of others: refused with %s', (ageMs, code) => {
    const text = retried({}, { sentAt: at(-ageMs) });
    const signed = signedText(text, [KEY], (NOW_MS - ageMs) / 1_000, AUDIENCE);
    const message = admitted(messageOf(signed), { messageSigning });
    expect(message.refused?.code).toBe(code);
    expect(message.retry === undefined).toBe(code !== undefined);
  });

  test('is a copy only where signatures can expire', () => {
    const text = retried({}, { sentAt: at(-KEPT_MS_MAX - 1_000) });
    expect(admitted(messageOf(text)).refused).toBeUndefined();
  });

  test('is not opened when its signature is that of a stranger', () => {
    const stranger = { ...KEY, secret: 'another-key-of-at-least-32-characters' };
    const signed = signedText(retried(), [stranger], NOW_MS / 1_000, AUDIENCE);
    const message = admitted(messageOf(signed), { messageSigning });
    expect(message).toMatchObject({ refused: { code: 'SignatureInvalid' } });
    expect(message).not.toHaveProperty('retry');
  });
});
