import { describe, expect, test } from 'vitest';
import { deadLetterOf } from '../../shared/dead-letters/dead-letter.ts';
import { completeText, deadLetterIdOf, type KnownFields } from '../../shared/tenant-key/message.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { identityOf } from '../../shared/tenant-key/request.ts';

const messageOf = (text: string, known: KnownFields) => ({
  text,
  known,
  source: { door: 'http' } as const,
  callerWaits: true,
});

/**
 * Fingerprints and ids as releases computed them that put the fields into the text first. Dead letters
 * and events with these ids exist.
 */
const EARLIER: readonly {
  readonly text: string;
  readonly known: KnownFields;
  readonly complete: string;
  readonly fingerprint: string;
  readonly deadLetterId: string;
}[] = [
  {
    text: '{ "requestId": "r-1", "keyName": "Main" }',
    known: { tenantId: 'acme' },
    complete: '{"tenantId":"acme", "requestId": "r-1", "keyName": "Main" }',
    fingerprint: 'gWmgV5WFNZMT0j9bR7xH8mVYuTewgtepoVnMlhg3k9c',
    deadLetterId: 'Y_Utq7oe2iaV0z9sYf1jmY1Fmk67eUAQyDYZ2ugnKbY',
  },
  {
    text: ' { } ',
    known: { tenantId: 'acme', requestId: 'r-1' },
    complete: ' {"tenantId":"acme","requestId":"r-1" } ',
    fingerprint: 'Pwl898Uz8NoQAgzS0T0fjueDcDQ6w5bnNkhKbCvPPoE',
    deadLetterId: '8OW_Hy5xmH8dGyOFTO6eWk9f6fO7gKE0gWr7776kLBM',
  },
  {
    text: '{"tenantId":"acme","keyName":"Main"}',
    known: { requestId: 'a"b' },
    complete: String.raw`{"requestId":"a\"b","tenantId":"acme","keyName":"Main"}`,
    fingerprint: 'HlFdPWvmjlbnfM7QqY3u1ym7LOVW6cnYjYm7waIgCVM',
    deadLetterId: 'Csg85fRKZSFTDQxiQX-BQ17-Phhnk_RQzm1K_oUSLD8',
  },
];

describe('a message with fields beside its text', () => {
  test.each(EARLIER)('keeps the ids of its complete text: $complete', (earlier) => {
    const { text, known, complete, fingerprint, deadLetterId } = earlier;
    const message = messageOf(text, known);
    expect(completeText(message)).toBe(complete);
    const parsed = parseRequest(text, known);
    expect(parsed).toStrictEqual(parseRequest(complete));
    if (parsed.ok) throw new Error('the request of this test must be invalid');
    const { failed } = parsed;
    expect(failed.identity?.fingerprint).toBe(fingerprint);
    expect(idOf(deadLetterIdOf(message, failed))).toBe(deadLetterId);
    expect(idOf(deadLetterIdOf(message, { ...failed, identity: undefined }))).toBe(fingerprint);
  });

  test('is parsed into the request of its complete text', () => {
    const known = { tenantId: 'acme', requestId: 'r-1' };
    const parsed = parseRequest('{"keyName":"main"}', known);
    expect(parsed).toStrictEqual(parseRequest(completeText({ text: '{"keyName":"main"}', known })));
    expect(parsed.ok && identityOf(parsed.request)).toMatchObject({
      ...known,
      keyName: 'main',
    });
  });

  test('has its complete text in its dead letter', () => {
    const known = { tenantId: 'acme', requestId: 'r-1' };
    const message = messageOf('{ "keyName": "main" }', known);
    const failed = {
      ...({ kind: 'failed', code: 'KeyGone', stage: 'create', problems: [] } as const),
      identity: undefined,
    };
    const { text } = deadLetterOf({ message, failed, attempts: 1, state: 'parked' }, '', '');
    expect(text).toBe('{"tenantId":"acme","requestId":"r-1", "keyName": "main" }');
  });

  test.each<[string, string, KnownFields, string]>([
    [
      'is too large if its complete text is, even by one byte',
      `{"keyName":"${'x'.repeat(32_768 - 31)}"}`,
      { tenantId: 'acme' },
      'RequestTooLarge',
    ],
    [
      'may have a complete text of 32 KiB',
      `{"keyName":"${'x'.repeat(32_768 - 32)}"}`,
      { tenantId: 'acme' },
      'RequestInvalid',
    ],
    [
      'is damaged if a field beside the text is',
      '{"keyName":"main"}',
      { tenantId: '\uFFFD' },
      'RequestUnreadable',
    ],
  ])('%s', (_, text, known, code) => {
    expect(parseRequest(text, known)).toMatchObject({ ok: false, failed: { code } });
    expect(parseRequest(text, known)).toStrictEqual(parseRequest(completeText({ text, known })));
  });
});

/** The part of a dead letter's id that is computed. */
function idOf(deadLetterId: string): string {
  return deadLetterId.slice(-43);
}
