import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openEnvelope, signedText } from '../../shared/auth/signed-message.ts';
import { AUDIENCE } from '../world/world-config.ts';

const PAYLOAD = '{"requestId":"r-1","tenantId":"acme","keyName":"main"}';
const TIME_S = 1_793_577_600;
const KEY = { id: 'k1', secret: 'a-message-key-of-at-least-32-chars' };
const SIGNING = { keys: [KEY], ageSMax: 86_400 } as const;

describe('a signed message', () => {
  test('is an envelope of exactly four members; openssl makes the same signature', () => {
    // printf '%s\\n%s\\n%s\\n%s' tenant-keys key-requests 1793577600 "$PAYLOAD" |
    //   openssl dgst -sha256 -hmac "$SECRET" -binary | base64
    expect(JSON.parse(signedText(PAYLOAD, [KEY], TIME_S, AUDIENCE))).toEqual({
      payload: PAYLOAD,
      timestamp: TIME_S,
      keyId: 'k1',
      signature: '5rKBNZYN-W7v_yDL0wFeFkb5XMVq5lZ5ipizxdfdGE8',
    });
  });

  test('is signed with the first key, and opened with any', () => {
    const newer = { id: 'k2', secret: 'another-key-of-at-least-32-characters' };
    const text = signedText(PAYLOAD, [newer, KEY], TIME_S, AUDIENCE);
    expect(JSON.parse(text)).toMatchObject({ keyId: 'k2' });
    const keys = [KEY, newer] as const;
    expect(openEnvelope(text, { ...SIGNING, keys }, TIME_S, AUDIENCE)).toEqual({ text: PAYLOAD });
  });

  test.each(['  { "a" : "\\u00e9\u00e9" }\r\n', '"\u4e2d\u6587 \u{1f511}"', '', 'not JSON'])(
    'keeps the payload %j byte for byte',
    (payload) => {
      const text = signedText(payload, [KEY], TIME_S, AUDIENCE);
      expect(openEnvelope(text, SIGNING, TIME_S, AUDIENCE)).toEqual({ text: payload });
    },
  );
});

/** The recipe as the page for operators prints it. */
function recipeIn(language: string): string {
  const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  return page.split(`\`\`\`${language}\n`)[1]!.split('```')[0]!;
}

describe('the recipe for senders in Node', () => {
  test('has six lines', () => {
    expect(recipeIn('js').trimEnd().split('\n')).toHaveLength(6);
  });

  test('signs as we do, run as it is printed', () => {
    const given = `const [SECRET, KEY_ID, NAME] = ['${KEY.secret}', '${KEY.id}', 'tenant-keys'];\n`;
    const program = `${given}${recipeIn('js')}process.stdout.write(message);`;
    const message = execFileSync(process.execPath, ['--input-type=module', '-'], {
      input: program,
      encoding: 'utf8',
    });
    expect(openEnvelope(message, SIGNING, Date.now() / 1_000, AUDIENCE)).toEqual({ text: PAYLOAD });
  });
});
