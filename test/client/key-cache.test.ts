import { describe, expect, test } from 'vitest';
import { keyCache } from '../../client/src/key-cache.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const LIMITS = { freshMs: 1_000, staleMs: 10_000, retryMs: 500, keysMax: 2 };

class Outage extends Error {}

function cached() {
  const clock = virtualClock();
  const cache = keyCache<string>(LIMITS, clock, (error) => error instanceof Outage);
  const reads: string[] = [];
  const find = (name: string, outcome: string | Error | null = `key of ${name}`) =>
    cache.find(name, async () => {
      reads.push(name);
      if (outcome instanceof Error) throw outcome;
      return outcome ?? undefined;
    });
  return { cache, find, reads, pass: (ms: number) => clock.run(clock.sleep(ms)) };
}

describe('a key', () => {
  test('is read once while it is fresh, and again after that', async () => {
    const { find, reads, pass } = cached();
    expect([await find('a'), await find('a')]).toEqual(['key of a', 'key of a']);
    await pass(1_000);
    expect(await find('a', 'as it is now')).toBe('as it is now');
    expect(reads).toEqual(['a', 'a']);
  });

  test('is read once for all who ask at the same time', async () => {
    const { find, reads } = cached();
    expect(await Promise.all([find('a'), find('a'), find('a')])).toEqual(Array(3).fill('key of a'));
    expect(reads).toEqual(['a']);
  });

  test('that does not exist is looked for each time', async () => {
    const { find, reads } = cached();
    expect([await find('a', null), await find('a')]).toEqual([undefined, 'key of a']);
    expect(reads).toEqual(['a', 'a']);
  });

  test('is given from memory while reading it again fails for now', async () => {
    const { find, pass } = cached();
    await find('a');
    await pass(9_000);
    expect(await find('a', new Outage())).toBe('key of a');
    await pass(1_000);
    await expect(find('a', new Outage())).rejects.toThrow(Outage);
  });

  test('is not read again at once after reading it has failed for now', async () => {
    const { find, reads, pass } = cached();
    await find('a');
    await pass(2_000);
    for (let number = 0; number < 9; number += 1) await find('a', new Outage());
    expect(reads).toEqual(['a', 'a']);
    await pass(500);
    expect(await find('a', 'as it is now')).toBe('as it is now');
  });

  test('is read in the knowledge whether there is one in memory', async () => {
    const { cache, pass } = cached();
    const known: boolean[] = [];
    const read = async (isSpare: boolean) => {
      known.push(isSpare);
      return 'key';
    };
    await cache.find('a', read);
    await pass(1_000);
    await cache.find('a', read);
    await pass(10_000);
    await cache.find('a', read);
    expect(known).toEqual([false, true, false]);
  });

  test('is not given from memory when reading it again is refused', async () => {
    const { find, pass } = cached();
    await find('a');
    await pass(2_000);
    await expect(find('a', new Error('forbidden'))).rejects.toThrow('forbidden');
  });

  test('that is gone is forgotten', async () => {
    const { find, pass, reads } = cached();
    await find('a');
    await pass(2_000);
    expect(await find('a', null)).toBeUndefined();
    await expect(find('a', new Outage())).rejects.toThrow(Outage);
    expect(reads).toEqual(['a', 'a', 'a']);
  });

  test('is forgotten when there are too many that were read later', async () => {
    const { find, reads } = cached();
    for (const name of ['a', 'b', 'c', 'b', 'c', 'a']) await find(name);
    expect(reads).toEqual(['a', 'b', 'c', 'a']);
  });
});
