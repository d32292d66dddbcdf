import { describe, expect, test } from 'vitest';
import { byteReader } from '../../shared/topics/byte-reader.ts';

const readerOf = (hex: string) => byteReader(Buffer.from(hex, 'hex'));

describe('the bytes of an answer', () => {
  test.each([
    ['00', 0],
    ['01', -1],
    ['02', 1],
    ['7f', -64],
    ['8001', 64],
    ['ac02', 150],
    ['feffffff0f', 2_147_483_647],
    ['ffffffff0f', -2_147_483_648],
  ])('%s are the number %i of variable length', (hex, number) => {
    const reader = readerOf(`${hex}00`);
    expect(reader.varint()).toBe(number);
    expect(reader.left()).toBe(1);
  });

  test.each(['', '80', 'ffff'])('%s end within a number of variable length', (hex) => {
    expect(() => readerOf(hex).varint()).toThrow('the bytes end too early');
  });

  test('may be a text of no bytes, which is another value than none', () => {
    const reader = readerOf('61');
    expect(reader.bytes(0)).toEqual(Buffer.alloc(0));
    expect(reader.bytes(-1)).toBeNull();
    expect(reader.bytes(1)?.toString()).toBe('a');
  });

  test.each([-1, 2])('cannot be a part of %i bytes', (length) => {
    const reader = readerOf('61');
    expect(() => reader.take(length)).toThrow('the bytes end too early');
    expect(reader.take(1).toString()).toBe('a');
  });
});
