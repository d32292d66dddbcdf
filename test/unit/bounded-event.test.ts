import { describe, expect, test } from 'vitest';
import { bounded } from '../../shared/events/bounded.ts';

/** A text that takes so many bytes in JSON, with its quotes. */
const text = (bytes: number) => 'x'.repeat(bytes - 2);

const list = (count: number, each: unknown) => Array(count).fill(each);

describe('the data of an event', () => {
  test('stays as it is up to 60,000 bytes', () => {
    const data = { text: text(60_000 - '{"text":}'.length) };
    expect(JSON.stringify(data)).toHaveLength(60_000);
    expect(bounded(data)).toBe(data);
  });

  test('that is longer has half of the entries, and again, until it fits', () => {
    // With their commas 1,024 of these fit, and 2,048 do not.
    const { entries, leftOut } = bounded({ entries: list(3_000, text(56)) }) as {
      entries: unknown[];
      leftOut: object;
    };
    expect(entries).toEqual(list(1_024, text(56)));
    expect(leftOut).toEqual({ entries: 1_976 });
  });

  test('has the first entries of lists and of objects in it, and counts the others by field', () => {
    const names = Object.fromEntries(list(4_000, 0).map((_, index) => [`name-${index}`, null]));
    const data = { kind: 'check', at: null, selection: { ids: list(3_000, text(20)), names } };
    const short = bounded(data);
    expect(short.kind).toBe('check');
    expect(short.at).toBeNull();
    expect(short.selection.ids).toHaveLength(1_024);
    expect(Object.keys(short.selection.names)).toEqual(Object.keys(names).slice(0, 1_024));
    expect(short.leftOut).toEqual({ 'selection.ids': 1_976, 'selection.names': 2_976 });
  });

  test('keeps all of its own fields, however many', () => {
    const fields = Object.fromEntries(list(3_000, 0).map((_, index) => [`field-${index}`, 1]));
    const short = bounded({ ...fields, entries: list(3_000, text(30)) });
    expect(Object.keys(short)).toHaveLength(3_002);
  });

  test('counts bytes, not characters', () => {
    const { entries } = bounded({ entries: list(1_000, '值'.repeat(30)) }) as {
      entries: unknown[];
    };
    expect(entries).toHaveLength(512);
  });

  test('that no cut makes shorter is given as it is left', () => {
    const data = { text: text(70_000), entries: list(3, 1) };
    expect(bounded(data)).toEqual({ ...data, entries: [1], leftOut: { entries: 2 } });
  });
});
