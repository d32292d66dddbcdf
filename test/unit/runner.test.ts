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
const LEFT: Outcome = {
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

  test('reads no further once it is stopped, and closes the source', async () => {
    const { source, notes } = readingOf(['a', 'b', 'c']);
    const { clock, steps } = stepsOf(notes, (item) => (item === 'b' ? LEFT : REJECTED));
    const { stoppedBy } = await clock.run(runItems(source, steps, IN_TURN, clock.nowMs));
    expect(stoppedBy).toBe('ServiceUnavailable');
    expect(notes.filter((note) => /read|closed/.test(note))).toEqual([
      'read a',
      'read b',
      'closed',
    ]);
    expect(notes.slice(-3)).toEqual(['settle b', 'settled b', 'closed']);
  });

  test('is stopped by a source that cannot be read, after what was read is settled', async () => {
    const error = new ApiError('TopicsUnavailable', { detail: 'the topic is down' });
    const { source, notes } = readingOf(['a'], error);
    const { clock, steps } = stepsOf(notes, () => REJECTED);
    const ran = await clock.run(runItems(source, steps, IN_TURN, clock.nowMs));
    expect(ran).toStrictEqual({ outcomes: [REJECTED], stoppedBy: 'TopicsUnavailable' });
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

  test('ends with what stopped it when the source cannot be closed after it', async () => {
    const notes: string[] = [];
    const { clock, steps } = stepsOf(notes, () => LEFT);
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
    const { stoppedBy } = await clock.run(runItems(source, steps, IN_TURN, clock.nowMs));
    expect(stoppedBy).toBe('ServiceUnavailable');
    expect(notes.slice(-3)).toEqual(['settle a', 'settled a', 'closed']);
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

  test('finishes the items under way when it is stopped, and takes no other', async () => {
    const notes: string[] = [];
    const { clock, steps } = stepsOf(notes, (item) => (item === 'a' ? LEFT : REJECTED));
    const items = ['a', 'b', 'c', 'd', 'e', 'f'];
    const ran = await clock.run(runItems(items, steps, limits, clock.nowMs));
    // The first is settled at five milliseconds, when the next two have begun.
    expect(ran).toStrictEqual({
      outcomes: [LEFT, REJECTED, REJECTED, REJECTED],
      stoppedBy: 'ServiceUnavailable',
    });
  });

  test('goes on where the steps say so', async () => {
    const { clock, steps } = stepsOf([], () => LEFT);
    const own = { ...steps, stopsRun: () => undefined };
    expect(await clock.run(runItems(['a', 'b'], own, limits, clock.nowMs))).toStrictEqual({
      outcomes: [LEFT, LEFT],
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
      return outcomeOf(item);
    },
    settle: async (item: string, outcome: Outcome) => {
      notes.push(`settle ${item}`);
      await clock.sleep(2);
      return outcome;
    },
    onSettled: (item: string) => void notes.push(`settled ${item}`),
    stopsRun: (_: string, settled: Outcome) =>
      settled.kind === 'retry' ? settled.failed.code : undefined,
  };
  return { clock, steps };
}
