import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openEnvelope, signedText } from '../../shared/auth/signed-message.ts';
import { AUDIENCE } from '../world/world-config.ts';

const KEYS = [
  { id: 'k1', secret: 'a-message-key-of-at-least-32-chars' },
  { id: 'k2', secret: 'another-key-of-at-least-32-characters' },
] as const;
const SIGNING = { keys: KEYS, ageSMax: 86_400 };
const NOW_S = 1_793_577_600;

/**
 * Any text that UTF-8 can write, but for U+FFFD, which stands for damage; requests and envelopes are
 * frequent among them.
 */
const anyPayload = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.json(),
    fc.json().map((payload) => signedText(payload, KEYS, NOW_S, AUDIENCE)),
    fc.constant('{"requestId":"r-1","tenantId":"acme","keyName":"main"}'),
  )
  .filter((payload) => !payload.includes('\uFFFD'));
const anyTimeS = fc.integer({ min: NOW_S - 86_400, max: NOW_S + 300 });

/** A way to change a text: remove, insert or replace a character, or swap two. */
const anyChange = fc.tuple(
  fc.constantFrom('drop', 'insert', 'replace', 'swap'),
  fc.nat(),
  fc.oneof(
    fc.constantFrom(...'"\\{}:,.0123456789k_- \n'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
);

function changed(text: string, [how, at, character]: readonly [string, number, string]): string {
  const index = at % text.length;
  const [before, one, after] = [text.slice(0, index), text[index] ?? '', text.slice(index + 1)];
  switch (how) {
    case 'drop':
      return before + after;
    case 'insert':
      return before + character + one + after;
    case 'swap':
      return before + after.slice(0, 1) + one + after.slice(1);
    default:
      return before + character + after;
  }
}

/** The signed values of an envelope; undefined for another text. */
function meaningOf(text: string): string | undefined {
  try {
    const { payload, timestamp, keyId, signature } = JSON.parse(text);
    return JSON.stringify([payload, timestamp, keyId, signature]);
  } catch {
    return undefined;
  }
}

describe('a signed text', () => {
  test('opens to the same text', () => {
    fc.assert(
      fc.property(anyPayload, anyTimeS, (payload, timeS) => {
        expect(
          openEnvelope(signedText(payload, KEYS, timeS, AUDIENCE), SIGNING, NOW_S, AUDIENCE),
        ).toEqual({
          text: payload,
        });
      }),
      { numRuns: 500 },
    );
  });

  test('that is changed never opens, unless the change has no meaning in JSON', () => {
    fc.assert(
      fc.property(
        anyPayload,
        anyTimeS,
        fc.array(anyChange, { minLength: 1, maxLength: 3 }),
        (payload, timeS, changes) => {
          const signed = signedText(payload, KEYS, timeS, AUDIENCE);
          const text = changes.reduce(changed, signed);
          const opened = openEnvelope(text, SIGNING, NOW_S, AUDIENCE);
          if (meaningOf(text) === meaningOf(signed) && opened.refused === undefined) {
            expect(opened.text).toBe(payload); // For example, a space between the members.
          } else {
            expect(opened.refused).toBeDefined();
            expect(opened.text).toBe(text);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('with a member of another envelope never opens', () => {
    const member = fc.constantFrom('payload', 'timestamp', 'keyId', 'signature');
    fc.assert(
      fc.property(anyPayload, anyPayload, anyTimeS, anyTimeS, member, (one, other, a, b, name) => {
        const mine = JSON.parse(signedText(one, KEYS, a, AUDIENCE));
        const theirs = JSON.parse(signedText(other, [KEYS[1]], b, AUDIENCE));
        fc.pre(mine[name] !== theirs[name]);
        const { refused } = openEnvelope(
          JSON.stringify({ ...mine, [name]: theirs[name] }),
          SIGNING,
          NOW_S,
          AUDIENCE,
        );
        expect(refused?.code).toBe('SignatureInvalid');
      }),
      { numRuns: 500 },
    );
  });

  test('with the signature of another key never opens', () => {
    const anySecret = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(anyPayload, anySecret, (payload, secret) => {
        const text = signedText(payload, [{ id: 'k1', secret }], NOW_S, AUDIENCE);
        expect(openEnvelope(text, SIGNING, NOW_S, AUDIENCE).refused?.code).toBe('SignatureInvalid');
      }),
      { numRuns: 500 },
    );
  });
});

test('no text makes openEnvelope throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      expect(openEnvelope(text, SIGNING, NOW_S, AUDIENCE).refused?.code).toBe('SignatureMissing');
    }),
    { numRuns: 1_000 },
  );
});
