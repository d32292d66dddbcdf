import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseText } from '../../shared/tenant-key/json.ts';
import { deadLetterIdOf } from '../../shared/tenant-key/message.ts';
import { parseRequest, problemsOf } from '../../shared/tenant-key/parse.ts';
import { identityOf, specFingerprint, tagsOf } from '../../shared/tenant-key/request.ts';
import { sentId } from '../../shared/tenant-key/tenant-id.ts';
import { FRAGMENT_POINTER } from '../world/fragment-pointer.ts';

/** Any text: code points, unpaired surrogates and bytes; and the tokens of JSON in any order. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.nat({ max: 0xff_ff })).map((units) => String.fromCharCode(...units)),
  fc.array(fc.nat({ max: 0xff })).map((bytes) => Buffer.from(bytes).toString('utf8')),
  fc
    .array(
      fc.constantFrom(...'{}[]:,"\\ \n0e-u', '""', '"a"', '"a":', 'null', '1e9', '\\u', 'd83d'),
    )
    .map((tokens) => tokens.join('')),
  fc.json({ maxDepth: 12 }),
);

const schema = JSON.parse(
  readFileSync(new URL('../../events/key-request.schema.json', import.meta.url), 'utf8'),
);

/** Valid values of a field, as its rule in the schema says. */
function valuesOf(rule: any): fc.Arbitrary<unknown> {
  if (rule.enum !== undefined) return fc.constantFrom(...rule.enum);
  if (rule.type === 'boolean') return fc.boolean();
  if (rule.type === 'integer') return fc.integer({ min: rule.minimum, max: rule.maximum });
  if (rule.type === 'object') {
    const { propertyNames, additionalProperties, maxProperties } = rule;
    return fc.dictionary(textsOf(propertyNames), textsOf(additionalProperties), {
      maxKeys: maxProperties,
    });
  }
  return textsOf(rule);
}

function textsOf({
  pattern,
  not = {},
  maxLength = Number.POSITIVE_INFINITY,
}: any): fc.Arbitrary<string> {
  const limits = { maxLength: Math.min(maxLength, 100) };
  const excluded = [not.anyOf ?? not].flat().filter((rule) => 'pattern' in rule);
  const texts =
    pattern === undefined
      ? fc.string({ unit: 'grapheme', ...limits })
      : fc.stringMatching(new RegExp(pattern, 'u'), limits);
  return texts.filter(
    (text) =>
      !text.includes(DAMAGED) && !excluded.some((rule) => new RegExp(rule.pattern, 'u').test(text)),
  );
}

/** What the platform makes of bytes that are not UTF-8. No message with it is read. */
const DAMAGED = '\uFFFD';

const validRequest = fc.record(
  Object.fromEntries(
    Object.entries<any>(schema.properties).map(([name, rule]) => [name, valuesOf(rule)]),
  ),
  { requiredKeys: schema.required },
) as fc.Arbitrary<object>;

/** A valid request as text, in which a few places are overwritten, removed or repeated. */
const brokenText = fc
  .tuple(
    validRequest,
    fc.array(
      fc.tuple(fc.nat(), fc.nat({ max: 8 }), fc.constantFrom('cut', 'again', 'other'), anyText),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([request, edits]) =>
    edits.reduce((text, [place, length, edit, other]) => {
      const at = place % (text.length + 1);
      const piece = text.slice(at, at + length);
      const replacement = edit === 'cut' ? '' : edit === 'again' ? piece + piece : other;
      return text.slice(0, at) + replacement + text.slice(at + length);
    }, JSON.stringify(request)),
  );

/** A request in which some fields have any value, and some are unknown. */
const brokenValue = fc
  .tuple(
    validRequest,
    fc.dictionary(
      fc.oneof(
        fc.constantFrom('requestId', 'tenantId', 'keyName', 'tags', 'description', '__proto__'),
        fc.string({ unit: 'binary' }),
      ),
      fc.oneof(
        fc.jsonValue(),
        fc.string({ unit: 'binary' }),
        fc.dictionary(fc.string(), fc.string()),
      ),
      { maxKeys: 4 },
    ),
  )
  .map(([request, others]) => JSON.stringify({ ...request, ...others }));

const hostileText = fc.oneof(anyText, brokenText, brokenValue);

/** No control or format character, nothing invisible, no unpaired surrogate. */
const VISIBLE = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

const source = { door: 'queue', topic: 'key-requests', partition: 0, offset: 0 } as const;

describe('whatever a text is', () => {
  test('it is a request or a refusal that can be reported, and nothing is thrown (P9)', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const parsed = parseRequest(text);
        if (parsed.ok) {
          const { request } = parsed;
          expect(specFingerprint(request)).toMatch(/^[\w-]{43}$/);
          expect(tagsOf(request)[0]).toEqual({
            key: 'tenant-keys:tenant',
            value: request.tenantId,
          });
          expect(identityOf(request).tenantId).toBe(request.tenantId);
          return;
        }
        const { failed } = parsed;
        expect(failed).toMatchObject({ kind: 'failed', stage: 'parse' });
        expect(['RequestTooLarge', 'RequestUnreadable', 'RequestInvalid']).toContain(failed.code);
        expect(failed.problems.length).toBeGreaterThan(0);
        expect(failed.problems.length).toBeLessThanOrEqual(51);
        for (const { pointer, detail } of failed.problems) {
          expect(pointer).toMatch(FRAGMENT_POINTER);
          expect(detail).toMatch(VISIBLE);
          expect(pointer.length + detail.length).toBeLessThan(1_200);
        }
        expect(JSON.stringify(failed.identity ?? {})).toMatch(/^[ -~]*$/);
        expect(deadLetterIdOf({ text, source, callerWaits: false }, failed)).toMatch(
          /^dl_[\w-]{43}$/,
        );
      }),
      { numRuns: 3_000 },
    );
  });

  test('it has the value that every JSON parser gives it, or it is refused', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const parsed = parseText(text);
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
        else expect(parsed.problems).toHaveLength(1);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a name that an object has twice is refused, however it is escaped', () => {
    const escaped = (name: string) =>
      name.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const name = fc.string({ unit: 'grapheme', minLength: 1 });
    const other = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
    fc.assert(
      fc.property(name, other, fc.nat({ max: 3 }), (twice, between, depth) => {
        const inner = JSON.stringify(between).slice(1, -1);
        const first = `${JSON.stringify(twice)} \n: 1`;
        const text = [first, ...(inner === '' ? [] : [inner]), `"${escaped(twice)}":2`].join(',');
        const nested = `${'[{"a":'.repeat(depth)}{${text}}${'}]'.repeat(depth)}`;
        expect(JSON.parse(nested)).toBeDefined();
        expect(parseText(nested)).toMatchObject({ ok: false, code: 'RequestUnreadable' });
      }),
      { numRuns: 1_000 },
    );
  });

  test('it is too large at 32,769 bytes, and not at 32,768', () => {
    const characters = fc.constantFrom(['x', 1], ['é', 2], ['密', 3], ['😀', 4]);
    fc.assert(
      fc.property(characters, ([character, bytes]) => {
        const length = Math.floor(32_766 / Number(bytes));
        const fill = 'x'.repeat(32_766 - length * Number(bytes));
        const text = `"${String(character).repeat(length)}${fill}"`;
        expect(parseText(text)).toMatchObject({ ok: true });
        expect(parseText(`${text} `)).toMatchObject({ ok: false, code: 'RequestTooLarge' });
      }),
    );
  });
});

test('a valid request has the values of its fields, in whatever order they are', () => {
  const shuffled = validRequest.chain((request) =>
    fc
      .shuffledSubarray(Object.entries(request), { minLength: Object.keys(request).length })
      .map((fields) => [request, JSON.stringify(Object.fromEntries(fields), null, 1)] as const),
  );
  fc.assert(
    fc.property(shuffled, ([fields, text]) => {
      const parsed = parseRequest(text);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.failed.problems));
      const tenantId = sentId(parsed.request);
      expect({ ...parsed.request, tenantId }).toMatchObject(fields);
    }),
    { numRuns: 1_000 },
  );
});

/** Counts the accesses to a value. */
function watched(value: object): { readonly value: object; readonly accesses: () => number } {
  let accesses = 0;
  const counted = <Result>(result: Result) => {
    accesses += 1;
    return result;
  };
  const proxy: object = new Proxy(value, {
    get: (target, name) => counted(Reflect.get(target, name)),
    has: (target, name) => counted(Reflect.has(target, name)),
    ownKeys: (target) => counted(Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (target, name) =>
      counted(Reflect.getOwnPropertyDescriptor(target, name)),
  });
  return { value: proxy, accesses: () => accesses };
}

describe('a request of twice the size takes at most twice the time (P9)', () => {
  // Each expression is linear (test/corpus/patterns.test.ts), and scans each text once.
  const fields = (count: number, prefix: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, '!']));

  const accessesPerField = (
    make: (count: number) => readonly [whole: object, counted: () => number],
  ) =>
    [100, 200, 400, 800, 1_600, 3_200].map((count) => {
      const [whole, accesses] = make(count);
      expect(problemsOf(whole as Record<string, unknown>).length).toBeLessThanOrEqual(51);
      return accesses() / count;
    });

  test.each<[string, (count: number) => readonly [object, () => number]]>([
    [
      'of unknown fields',
      (count) => {
        const { value, accesses } = watched(fields(count, 'x'));
        return [value, accesses];
      },
    ],
    [
      'of tags',
      (count) => {
        const { value, accesses } = watched(fields(count, 'qcs:!'));
        return [{ tags: value }, accesses];
      },
    ],
  ])('%s', (_, make) => {
    const perField = accessesPerField(make);
    expect(perField[0]).toBeGreaterThan(0);
    for (const share of perField.slice(1)) expect(share).toBeLessThanOrEqual(perField[0]!);
  });
});
