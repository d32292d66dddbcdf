import { describe, expect, test } from 'vitest';
import { parseText } from '../../shared/tenant-key/json.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';

const VALID = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };

/** The problems of a request that is valid apart from these fields. */
function problemsWith(fields: object) {
  const parsed = parseRequest(JSON.stringify({ ...VALID, ...fields }));
  return parsed.ok ? [] : parsed.failed.problems;
}

describe('a text of exactly 32 kB is read, and one byte more is not', () => {
  test.each([
    ['one byte', 'x', 32_766],
    ['two bytes', 'é', 16_383],
  ])('in characters of %s', (_, character, count) => {
    const value = character.repeat(count);
    expect(parseText(`"${value}"`)).toStrictEqual({ ok: true, value });
    expect(parseText(`"${value}" `)).toMatchObject({ ok: false, code: 'RequestTooLarge' });
  });
});

describe('the same name may stand', () => {
  test.each<[string, string, unknown]>([
    ['in an object and in the one within it', '{"a":{"b":1},"b":2}', { a: { b: 1 }, b: 2 }],
    ['in an object and in a list of objects', '{"a":[{"b":1}],"b":2}', { a: [{ b: 1 }], b: 2 }],
    ['empty, once in each', '{"":{"":1}}', { '': { '': 1 } }],
  ])('%s', (_, text, value) => {
    expect(parseText(text)).toStrictEqual({ ok: true, value });
  });
});

test('nine values side by side are no deeper than one', () => {
  expect(parseText('[[],[],[],[],[],[],[],[],[]]')).toStrictEqual({
    ok: true,
    value: [[], [], [], [], [], [], [], [], []],
  });
});

describe('a request', () => {
  test('has no field that it did not set, apart from defaults', () => {
    expect(parseRequest(JSON.stringify(VALID))).toStrictEqual({
      ok: true,
      request: {
        ...VALID,
        ...{ keyUsage: 'ENCRYPT_DECRYPT', origin: 'TENCENT_KMS', description: '', tags: {} },
      },
    });
  });

  test('that cannot be parsed is a failure without an identity', () => {
    expect(parseRequest('{')).toStrictEqual({
      ok: false,
      failed: {
        ...{ kind: 'failed', code: 'RequestUnreadable', stage: 'parse', identity: undefined },
        problems: [{ pointer: '#', detail: 'The text is not JSON.' }],
      },
    });
  });

  test('with exactly fifty problems gets each of them, and no others', () => {
    const names = Array.from({ length: 50 }, (_, index) => `x${index}`);
    const problems = problemsWith(Object.fromEntries(names.map((name) => [name, 1])));
    expect(problems).toStrictEqual(
      names.map((name) => ({ pointer: `#/${name}`, detail: `${name} is not a known field.` })),
    );
  });

  test('with a description that is too long for KMS gets the limit', () => {
    expect(problemsWith({ description: 'é'.repeat(440) })).toStrictEqual([]);
    expect(problemsWith({ description: 'é'.repeat(441) })).toStrictEqual([
      { pointer: '#/description', detail: 'description must be at most 880 bytes in UTF-8.' },
    ]);
  });
});

test.each(['\ud83d', 'a\udc00', '\udc00\ud83d'])(
  'a description with half of a surrogate pair gets a sentence about it: %j',
  (description) => {
    expect(problemsWith({ description })).toStrictEqual([
      { pointer: '#/description', detail: 'description must have no half of a surrogate pair.' },
    ]);
  },
);

describe('an unknown name is repeated', () => {
  const repeated = (name: string) => problemsWith({ [name]: 1 })[0];

  test('whole up to 64 characters, the slash before it among them', () => {
    const name = 'x'.repeat(63);
    expect(repeated(name)).toStrictEqual({
      pointer: `#/${name}`,
      detail: `${name} is not a known field.`,
    });
  });

  test('up to its 64th character when it is longer', () => {
    const name = 'x'.repeat(64);
    expect(repeated(name)).toStrictEqual({
      pointer: `#/${'x'.repeat(63)}%E2%80%A6`,
      detail: `${name} is not a known field.`,
    });
  });

  test('without half of an escape in its pointer', () => {
    expect(repeated(`${'x'.repeat(62)}~y`)?.pointer).toBe(`#/${'x'.repeat(62)}%E2%80%A6`);
  });

  test.each([
    ['would ring a bell', 'a\u0007b', 'a\\u0007b', 'a%07b'],
    ['would change the writing direction', 'a\u202eb', 'a\\u202eb', 'a%E2%80%AEb'],
    ['would break the line', 'a\u2028b', 'a\\u2028b', 'a%E2%80%A8b'],
    ['is invisible, outside the basic plane', 'a\u{e0041}b', 'a\\udb40\\udc41b', 'a%F3%A0%81%81b'],
    ['is half of a character', 'a\ud800b', 'a\\ud800b', 'a%EF%BF%BDb'],
    ['ends a fragment', 'a%#b', 'a%#b', 'a%25%23b'],
  ])('with an escape for every character that %s', (_, name, spelt, encoded) => {
    expect(repeated(name)).toStrictEqual({
      pointer: `#/${encoded}`,
      detail: `${spelt} is not a known field.`,
    });
  });
});
