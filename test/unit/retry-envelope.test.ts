import { describe, expect, test } from 'vitest';
import { ENVELOPE_BYTES_MAX, openEnvelope, signedText } from '../../shared/auth/signed-message.ts';
import { REQUEST_LENGTH_MAX } from '../../shared/dead-letters/dead-letter.ts';
import {
  isSignedRetry,
  openRetry,
  RETRY_BYTES_MAX,
  type RetriedRequest,
  retryText,
} from '../../shared/retry-envelope.ts';
import { signingKeysFor } from '../../shared/tenant-key/marker.ts';
import { deadLetterWith } from '../world/dead-letters.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import { SETTINGS } from '../world/provisioning-world.ts';
import { AUDIENCE } from '../world/world-config.ts';

const SENT_AT = '2026-11-23T10:00:00.000Z';
const TEXT = '{"requestId":"r-1","tenantId":"acme","keyName":"main"}';
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const REQUEST: RetriedRequest = {
  firstSeenAt: '2026-11-23T08:20:00.000Z',
  code: 'InternalError',
  sinceAt: '2026-11-23T09:20:00.000Z',
  attempts: 3,
  redrives: 1,
  source: { door: 'queue', topic: 'key-requests', partition: 1, offset: 36 },
  text: TEXT,
};

describe('a request that is sent in again', () => {
  test('has what is known of it beside its text, and nothing else of its dead letter', () => {
    const deadLetter = deadLetterWith('dl_x', {
      ...REQUEST,
      keyId: 'k-1',
      traceparent: TRACEPARENT,
    });
    const text = retryText(
      deadLetter,
      { sentAt: SENT_AT, isTrial: true, okAt: SENT_AT },
      MARKER_KEYS,
    );
    expect(JSON.parse(text!)).toEqual({
      retry: {
        ...{ firstSeenAt: '2026-11-23T08:20:00.000Z', attempts: 3, redrives: 1, keyId: 'k-1' },
        ...{ code: 'InternalError', sinceAt: '2026-11-23T09:20:00.000Z' },
        ...{ sentAt: SENT_AT, isTrial: true, okAt: SENT_AT, traceparent: TRACEPARENT },
        source: { door: 'queue', topic: 'key-requests', partition: 1, offset: 36 },
      },
      payload: TEXT,
      signature: expect.stringMatching(/^k1:[\w-]{43}$/),
    });
  });

  test('is read again as it was', () => {
    const { text: payload, ...known } = REQUEST;
    expect(openRetry(retryText(REQUEST, { sentAt: SENT_AT }, MARKER_KEYS)!)).toEqual({
      ...{ payload, retry: { ...known, sentAt: SENT_AT } },
      signature: expect.any(String),
    });
  });

  test.each([
    ['as it was written', (text: string) => text, true],
    ['with more redrives', (text: string) => text.replace('"redrives":1', '"redrives":9'), false],
    [
      'with another key',
      (text: string) => text.replace('"sentAt"', '"keyId":"k-2","sentAt"'),
      false,
    ],
    ['around another request', (text: string) => text.replace('acme', 'evil'), false],
    ['by another key', (text: string) => text.replace('"k1:', '"k2:'), false],
  ])('%s is signed or not', (_, change, expected) => {
    const text = change(retryText(REQUEST, { sentAt: SENT_AT }, MARKER_KEYS)!);
    expect(isSignedRetry(openRetry(text)!, MARKER_KEYS)).toBe(expected);
  });

  test('is no retry with a space before it', () => {
    const text = retryText(REQUEST, { sentAt: SENT_AT }, MARKER_KEYS)!;
    expect(openRetry(` ${text}`)).toBeUndefined();
  });

  test('is signed by any of several keys', () => {
    const [first] = MARKER_KEYS;
    const other = { id: 'k9', secret: 'Z'.repeat(32) };
    const text = retryText(REQUEST, { sentAt: SENT_AT }, MARKER_KEYS)!;
    expect(isSignedRetry(openRetry(text)!, [other, first])).toBe(true);
    expect(isSignedRetry(openRetry(text)!, [other])).toBe(false);
  });

  test('is signed for its environment alone', () => {
    const keysIn = (environment: string) =>
      signingKeysFor({ ...SETTINGS, markerScope: { ...SETTINGS.markerScope, environment } });
    const text = retryText(REQUEST, { sentAt: SENT_AT }, keysIn('staging'))!;
    expect(isSignedRetry(openRetry(text)!, keysIn('staging'))).toBe(true);
    expect(isSignedRetry(openRetry(text)!, keysIn('tenant-keys'))).toBe(false);
  });

  test('names its source by the fields that this release knows', () => {
    const source = { door: 'http', port: 1 } as RetriedRequest['source'];
    const text = retryText({ ...REQUEST, source }, { sentAt: SENT_AT }, MARKER_KEYS);
    expect(openRetry(text!)?.retry.source).toEqual({ door: 'http' });
  });

  test('counts as new without a first time that exists', () => {
    const request = { ...REQUEST, firstSeenAt: '2026-13-41T00:00:00Z' };
    expect(
      openRetry(retryText(request, { sentAt: SENT_AT }, MARKER_KEYS)!)?.retry.firstSeenAt,
    ).toBe(SENT_AT);
  });

  test('has a number of attempts that can be counted on, whatever its dead letter says', () => {
    for (const attempts of [Number.MAX_SAFE_INTEGER + 1, 1e308]) {
      const text = retryText({ ...REQUEST, attempts }, { sentAt: SENT_AT }, MARKER_KEYS);
      expect(openRetry(text!)?.retry.attempts).toBe(1_000_000);
    }
  });

  test('fails in its way since its first time, if its dead letter does not say since when', () => {
    const { sinceAt: _, ...request } = REQUEST;
    const { retry } = openRetry(retryText(request, { sentAt: SENT_AT }, MARKER_KEYS)!)!;
    expect(retry.sinceAt).toBe('2026-11-23T08:20:00.000Z');
  });

  const LONG = 'n'.repeat(256);
  const SOURCE = { door: 'queue', topic: LONG, messageId: LONG } as const;

  test.each([
    ['quotation marks', '"'],
    ['backslashes', '\\'],
    ['line breaks', '\n'],
    ['control characters', '\u0001'],
    ['damaged characters', '\uFFFD'],
    ['halves of characters', '\ud800'],
    ['Chinese characters', '密'],
  ])('fits into its envelopes as the longest text of %s', (_, character) => {
    const text = character.repeat(REQUEST_LENGTH_MAX);
    const request = { ...REQUEST, source: SOURCE, keyId: LONG, traceparent: TRACEPARENT, text };
    const retry = retryText(
      request,
      { sentAt: SENT_AT, isTrial: true, okAt: SENT_AT },
      MARKER_KEYS,
    )!;
    expect(openRetry(retry)?.payload).toBe(text);
    expect(Buffer.byteLength(retry)).toBeLessThanOrEqual(RETRY_BYTES_MAX);
    const signed = signedText(retry, MARKER_KEYS, 1_000, AUDIENCE);
    expect(Buffer.byteLength(signed)).toBeLessThanOrEqual(ENVELOPE_BYTES_MAX);
    const signing = { keys: MARKER_KEYS, ageSMax: 60 };
    expect(openEnvelope(signed, signing, 1_000, AUDIENCE)).toEqual({ text: retry });
  });

  test('fits with room for what else an envelope may have, however JSON escapes it', () => {
    const rest = RETRY_BYTES_MAX - 6 * REQUEST_LENGTH_MAX;
    const retry = '\u0001'.repeat(REQUEST_LENGTH_MAX);
    const text = `{"retry":${'"'.repeat(rest / 2 - 64)},"payload":${JSON.stringify(retry)}}`;
    const signed = signedText(text, MARKER_KEYS, 1_000, AUDIENCE);
    expect(Buffer.byteLength(signed)).toBeLessThanOrEqual(ENVELOPE_BYTES_MAX);
  });

  test('is not sent if its source is longer than any of ours', () => {
    const source = { door: 'queue', topic: 'x'.repeat(300_000) } as const;
    expect(retryText({ ...REQUEST, source }, { sentAt: SENT_AT }, MARKER_KEYS)).toBeUndefined();
  });
});

describe('a text that is not exactly one', () => {
  const known = {
    ...{ firstSeenAt: SENT_AT, attempts: 0, redrives: 0, sentAt: SENT_AT },
    ...{ code: 'InternalError', sinceAt: SENT_AT },
    source: { door: 'http' },
  };
  const whole = { retry: known, payload: TEXT, signature: 'k1:x' };
  const { sentAt: _, ...unsent } = known;
  const { source: __, ...nowhere } = known;

  test('differs from the shortest that is', () => {
    expect(openRetry(JSON.stringify(whole))).toEqual(whole);
  });

  test.each<[string, unknown]>([
    ['a request', JSON.parse(TEXT)],
    ['a signed message', { payload: TEXT, timestamp: 1, keyId: 'k', signature: 's' }],
    ['one with a member more', { ...whole, more: 1 }],
    ['one without a payload', { retry: known, signature: 'k1:x' }],
    ['one without a signature', { retry: known, payload: TEXT }],
    ['one whose signature is no text', { ...whole, signature: 1 }],
    ['one whose payload is no text', { ...whole, payload: {} }],
    ['one that is empty', { ...whole, retry: {} }],
    ['one with a field more', { ...whole, retry: { ...known, id: 'dl_x' } }],
    ['one that was never sent', { ...whole, retry: unsent }],
    ['one from nowhere', { ...whole, retry: nowhere }],
    ['one from an unknown door', { ...whole, retry: { ...known, source: { door: 'window' } } }],
    [
      'one from a place with a field more',
      { ...whole, retry: { ...known, source: { door: 'http', port: 1 } } },
    ],
    [
      'one from a partition that is no number',
      { ...whole, retry: { ...known, source: { door: 'queue', partition: '1' } } },
    ],
    [
      'one from a topic that is no text',
      { ...whole, retry: { ...known, source: { door: 'queue', topic: 1 } } },
    ],
    ['one with a part of an attempt', { ...whole, retry: { ...known, attempts: 1.5 } }],
    ['one with fewer redrives than none', { ...whole, retry: { ...known, redrives: -1 } }],
    ['one of a local time', { ...whole, retry: { ...known, firstSeenAt: '2026-11-23T08:20:00' } }],
    ['one with a code that is no text', { ...whole, retry: { ...known, code: 1 } }],
    ['one that fails since no time', { ...whole, retry: { ...known, sinceAt: '' } }],
    [
      'one of a day that does not exist',
      { ...whole, retry: { ...known, sentAt: '2026-02-31T25:00:00Z' } },
    ],
    ['one that is no trial', { ...whole, retry: { ...known, isTrial: false } }],
    ['one that went well at no time', { ...whole, retry: { ...known, okAt: 'yes' } }],
    ['one with an empty key id', { ...whole, retry: { ...known, keyId: '' } }],
    ['one of another trace', { ...whole, retry: { ...known, traceparent: '00-x' } }],
    ['null in place of one', { ...whole, retry: null }],
    ['a list', [whole]],
  ])('is read as a request: %s', (_, value) => {
    expect(openRetry(JSON.stringify(value))).toBeUndefined();
  });

  test.each([
    [
      'another order of members',
      JSON.stringify({ payload: TEXT, retry: known, signature: 'k1:x' }),
    ],
    ['a space', ` ${JSON.stringify(whole)}`],
    ['a member twice', `${JSON.stringify(whole).slice(0, -1)},"payload":"{}"}`],
    ['a damaged byte', JSON.stringify({ ...whole, payload: 'x\uFFFD' })],
    ['more bytes than any', JSON.stringify({ ...whole, payload: 'x'.repeat(RETRY_BYTES_MAX) })],
    ['no end', JSON.stringify(whole).slice(0, -1)],
  ])('is read as a request: one with %s', (_, text) => {
    expect(openRetry(text)).toBeUndefined();
  });
});
