import { describe, expect, test } from 'vitest';
import { parseIdempotencyKey, parseTraceparent, prefersAsync } from '../../shared/http/headers.ts';

describe('a traceparent', () => {
  const valid = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  test.each<[string, string]>([
    ['of version 00 is kept', valid],
    ['may have ids that end with zeros', '00-10000000000000000000000000000000-1000000000000000-01'],
    [
      'may have ids that begin with zeros',
      '00-00000000000000000000000000000001-0000000000000001-01',
    ],
    ['may be unsampled', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00'],
  ])('%s', (_name, header) => {
    expect(parseTraceparent(header)).toBe(header);
  });

  test.each<[string, string]>([
    ['of a later version', 'cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
    ['with more fields', 'cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-more'],
  ])('%s is kept as far as version 00 goes', (_name, header) => {
    expect(parseTraceparent(header)).toBe(valid);
  });

  test.each<[string, string | undefined]>([
    ['that is absent', undefined],
    ['that is empty', ''],
    ['of version ff', 'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
    ['of version 00 with more fields', `${valid}-more`],
    ['of a later version with more that is not separated', `cc${valid.slice(2)}more`],
    ['without a trace', '00-00000000000000000000000000000000-00f067aa0ba902b7-01'],
    ['without a parent', '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01'],
    ['in capitals', '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01'],
    ['with a short trace', '00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01'],
    ['with a space before it', ` ${valid}`],
    ['that stands twice', `${valid}, ${valid}`],
    ['with a line break after it', `${valid}\n`],
    ['without flags', valid.slice(0, -3)],
    ['with flags that are not a number', `${valid.slice(0, -2)}0x`],
  ])('%s is ignored', (_name, header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });
});

describe('an Idempotency-Key', () => {
  test.each<[string, string, string | undefined]>([
    ['is a quoted string', '"8e03978e-40d5"', '8e03978e-40d5'],
    ['may have spaces around it', ' "r-1"\t', 'r-1'],
    ['may have escapes', String.raw`"a\"b\\c"`, String.raw`a"b\c`],
    ['may be bare', 'r-1', 'r-1'],
    ['may be empty', '""', ''],
    ['must not have an open quote', '"r-1', undefined],
    ['must not have other escapes', String.raw`"a\nb"`, undefined],
    ['must not stand twice', '"a", "b"', undefined],
    ['must not have parameters', '"a";p=1', undefined],
    ['must be ASCII within quotes', '"值"', undefined],
    ['must not have a line break', '"a\nb"', undefined],
  ])('%s', (_name, header, expected) => {
    expect(parseIdempotencyKey(header)).toBe(expected);
  });
});

describe('an answer at once', () => {
  test.each([
    'respond-async',
    ' Respond-Async ',
    'wait=5, respond-async;x=1',
    'respond-async, wait',
  ])('is preferred by %j', (header) => expect(prefersAsync(header)).toBe(true));

  test.each([
    undefined,
    '',
    'wait=5',
    'no-respond-async',
    'respond-asynchronously',
    'respond-async=no',
  ])('is not preferred by %j', (header) => expect(prefersAsync(header)).toBe(false));
});
