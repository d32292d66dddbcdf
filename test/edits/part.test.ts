import { describe, expect, test } from 'vitest';
import { itemsOf, readPart } from './part.mjs';

describe('a part', () => {
  test.each([
    ['1/1', { part: 0, parts: 1 }],
    ['2/4', { part: 1, parts: 4 }],
    ['40/40', { part: 39, parts: 40 }],
    ...['0/4', '5/4', '2', '2/', '/4', '-1/4', '2/4/1', ' 2/4', 'two/4', ''].map(
      (text) => [text, undefined] as const,
    ),
  ] as const)('is read from %j as %j', (text, part) => {
    expect(readPart(text)).toEqual(part);
  });

  test('has items of its own, and with the other parts all', () => {
    const items = ['a', 'b', 'c', 'd', 'e'];
    expect(itemsOf(items, { part: 0, parts: 2 })).toEqual(['a', 'c', 'e']);
    expect(itemsOf(items, { part: 1, parts: 2 })).toEqual(['b', 'd']);
  });
});
