import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PLANTED_BUGS } from './planted-bugs.ts';

test.each(PLANTED_BUGS)(
  'what the slip "$name" takes the place of stands in the code once',
  ({ file, right, wrong }) => {
    const text = readFileSync(new URL(`../../shared/${file}`, import.meta.url), 'utf8');
    expect(text.split(right)).toHaveLength(2);
    expect(text).not.toContain(wrong || '\0');
  },
);

test('there are as many slips as names', () => {
  expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(PLANTED_BUGS.length);
  expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(25);
});
