import { describe, expect, test } from 'vitest';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { FailedAttempt, Outcome } from '../../shared/tenant-key/message.ts';
import { runItems } from '../../shared/tenant-key/runner.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const failedWith = (code: string): FailedAttempt => ({
  kind: 'failed',
  code,
  stage: 'create',
  identity: undefined,
  problems: [],
});

const REJECTED: Outcome = { kind: 'rejected', failed: failedWith('KeyConflict') };
const HELD: Outcome = {
  kind: 'retry',
  failed: failedWith('ServiceUnavailable'),
  attempts: 1,
  delayMs: 0,
  inPlace: false,
};

/** Yields the items, notes how far it was read, and can fail at its end. */
function readingOf(items: readonly string[], error?: Error) {
  const notes: string[] = [];
  async function* read() {
    try {
      for (const item of items) {
        notes.push(`read ${item}`);
        yield item;
      }
      if (error !== undefined) throw error;
    } finally {
      notes.push('closed');
    }
  }
  return { source: read(), notes };
}

const IN_TURN = { concurrencyMax: 1, messageMsMin: 10, endMs: 100, settlesInTurn: true };

describe('a run over a source that is read', () => {
  test('settles each item before it reads the next, and then closes the source', async () => {
    const { source, notes } = readingOf(['a', 'b']);
    const { clock, steps } = stepsOf(notes, () => REJECTED);
    const ran = await clock.run(runItems(source, steps, IN_TURN, clock.nowMs));
    expect(notes).toEqual([
      ...['read a', 'attempt a by 10', 'settle a', 'settled a'],
      ...['read b', 'attempt b by 15', 'settle b', 'settled b', 'closed'],
    ]);
    expect(ran).toStrictEqual({ outcomes: [REJECTED, REJECTED] });
  });

  test('reads no further once the breaker is open, and closes the source', async () => {
    const { source, notes } = readingOf(['a', 'b', 'c']);
    const { clock, steps } = stepsOf(notes, () => HELD);
    const { openedBy } = await clock.run(runItems(source, steps, IN_TURN, clock.nowMs));
    expect(openedBy).toBe('ServiceUnavailable');
    expect(notes.filter((note) => /read|closed/.test(note))).toEqual([
      'read a',
      'read b',
      'closed',
    ]);
    expect(notes.slice(-2)).toEqual(['settle b', 'settled b']);
  });

  test('is opened by a source that cannot be read, and settles what is undecided', async () => {
    const error = new ApiError('TopicsUnavailable', { detail: 'the topic is down' });
    const { source, notes } = readingOf(['a'], error);
    const { clock, steps } = stepsOf(notes, () => HELD);
    const ran = await clock.run(runItems(source, steps, IN_TURN, clock.nowMs));
    expect(ran).toMatchObject({ outcomes: [{ kind: 'retry' }], openedBy: 'TopicsUnavailable' });
  });

  test('closes the source when an attempt throws, and settles nothing', async () => {
    const { source, notes } = readingOf(['a', 'b']);
    const { clock, steps } = stepsOf(notes, () => {
      throw new TypeError('a defect of ours');
    });
    const ran = clock.run(runItems(source, steps, IN_TURN, clock.nowMs));
    await expect(ran).rejects.toThrow('a defect of ours');
    expect(notes).toEqual(['read a', 'attempt a by 10', 'closed']);
  });

  test('ends with the outage when the source cannot be closed after it', async () => {
    const notes: string[] = [];
    const { clock, steps } = stepsOf(notes, () => HELD);
    const items = ['a', 'b', 'c'].values();
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: async () => items.next(),
        return: async () => {
          notes.push('closed');
          throw new ApiError('TopicsUnavailable', { detail: 'the topic is down' });
        },
      }),
    };
    const { openedBy } = await clock.run(runItems(source, steps, IN_TURN, clock.nowMs));
    expect(openedBy).toBe('ServiceUnavailable');
    expect(notes.slice(-5)).toEqual(['closed', 'settle a', 'settled a', 'settle b', 'settled b']);
  });

  test('fails with a defect of the source', async () => {
    const { source, notes } = readingOf([], new TypeError('a defect of ours'));
    const { clock, steps } = stepsOf(notes, () => REJECTED);
    const ran = clock.run(runItems(source, steps, IN_TURN, clock.nowMs));
    await expect(ran).rejects.toThrow('a defect of ours');
  });
});

describe('a run over a list', () => {
  const limits = { concurrencyMax: 2, messageMsMin: 0, endMs: 100 };

  test('does not wait for settling before the next attempt', async () => {
    const notes: string[] = [];
    const { clock, steps } = stepsOf(notes, () => REJECTED);
    await clock.run(runItems(['a', 'b', 'c'], steps, limits, clock.nowMs));
    expect(notes.indexOf('attempt c by 100')).toBeLessThan(notes.indexOf('settled a'));
  });

  test('is not opened by an item that stays undecided if the steps say so', async () => {
    const { clock, steps } = stepsOf([], () => HELD);
    const own = { ...steps, opensBreaker: () => false };
    const ran = await clock.run(runItems(['a'], own, limits, clock.nowMs));
    expect(ran).toStrictEqual({ outcomes: [HELD] });
    expect(await clock.run(runItems(['a'], steps, limits, clock.nowMs))).toStrictEqual({
      outcomes: [HELD],
      openedBy: 'ServiceUnavailable',
    });
  });
});

/** Steps that take three milliseconds for an attempt and two for settling, and are noted. */
function stepsOf(notes: string[], outcomeOf: (item: string) => Outcome) {
  const clock = virtualClock();
  const steps = {
    attempt: async (item: string, deadlineMs: number) => {
      notes.push(`attempt ${item} by ${deadlineMs}`);
      await clock.sleep(3);
      return { outcome: outcomeOf(item) };
    },
    settle: async (item: string, outcome: Outcome) => {
      notes.push(`settle ${item}`);
      await clock.sleep(2);
      return outcome;
    },
    onSettled: (item: string) => void notes.push(`settled ${item}`),
  };
  return { clock, steps };
}
