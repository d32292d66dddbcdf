import { ApiError } from './api-error.ts';
import type { Outcome } from './message.ts';

/**
 * Takes the items of a source, such as the messages of a batch, in their order. Each goes through attempts and
 * settling. Once `stopsRun` gives a code, no further item is taken; those under way are finished. A source that
 * cannot be read stops the run too.
 *
 * Each item has a deadline of its own: an equal share of the time that is left, where the number of
 * items is known. So a slow item cannot use up the time of those behind it, and all attempts end in
 * time for settling.
 *
 * @param nowMs The clock of the limits.
 */
export async function runItems<Item>(
  source: readonly Item[] | AsyncIterable<Item>,
  { attempt, settle, onSettled, stopsRun }: Steps<Item>,
  { concurrencyMax, messageMsMin, endMs, settlesInTurn = false }: RunLimits,
  nowMs: () => number,
): Promise<Ran> {
  let stoppedBy: string | undefined;
  const stop = (code: string | undefined) => {
    stoppedBy ??= code;
  };
  const isCounted = 'length' in source;
  const items = isCounted ? source.values() : readable(source, stop);
  const outcomes: (Outcome | undefined)[] = [];
  const settling: Promise<void>[] = [];
  let waiting = isCounted ? source.length : Number.POSITIVE_INFINITY;

  async function handle(item: Item): Promise<void> {
    const index = outcomes.push(undefined) - 1;
    const decided = await attempt(item, nextDeadlineMs());
    const settled = settleOne(index, item, decided);
    settling.push(settled);
    if (settlesInTurn) await settled;
  }

  function nextDeadlineMs(): number {
    const startMs = nowMs();
    const shareMs = ((endMs - startMs) * concurrencyMax) / waiting;
    waiting -= 1;
    return Math.min(endMs, startMs + Math.max(shareMs, messageMsMin));
  }

  async function settleOne(index: number, item: Item, decided: Outcome): Promise<void> {
    const settled = await settle(item, decided);
    outcomes[index] = settled;
    onSettled?.(item, settled);
    stop(stopsRun(item, settled));
  }

  const goesOn = () => stoppedBy === undefined;
  const takeItems = () => takeEach(items, goesOn, handle);
  try {
    await Promise.all(Array.from({ length: concurrencyMax }, takeItems));
  } finally {
    await items.return?.(); // Also when a step throws, which is a defect.
  }
  await Promise.all(settling);
  return { outcomes, ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}

/** The items of a source, up to where it cannot be read. */
async function* readable<Item>(
  source: AsyncIterable<Item>,
  onUnreadable: (code: string) => void,
): AsyncGenerator<Item, void> {
  try {
    yield* source;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    onUnreadable(error.code);
  }
}

/** Takes items one after the other. Several of these loops may share the items. */
async function takeEach<Item>(
  items: Iterator<Item> | AsyncIterator<Item>,
  goesOn: () => boolean,
  handle: (item: Item) => Promise<void>,
): Promise<void> {
  while (goesOn()) {
    const next = items.next();
    // An item that is at hand is taken at once, so that the run cannot be stopped in between.
    const taken = next instanceof Promise ? await next : next;
    if (taken.done === true) return;
    await handle(taken.value);
  }
}

/** What a run does with each item. */
type Steps<Item> = {
  /** Makes attempts until an outcome is decided, or the deadline passes. Throws nothing. */
  readonly attempt: (item: Item, deadlineMs: number) => Promise<Outcome>;
  /** Settles the outcome, and gives the final one. Throws nothing. */
  readonly settle: (item: Item, decided: Outcome) => Promise<Outcome>;
  /** Receives the final outcome, as soon as it is known. */
  readonly onSettled?: ((item: Item, outcome: Outcome) => void) | undefined;
  /** The code for which no further item is taken after this outcome; undefined to go on. */
  readonly stopsRun: (item: Item, settled: Outcome) => string | undefined;
};

export type BatchLimits = {
  /** The number of messages that are handled at the same time. */
  readonly concurrencyMax: number;
  /** The time that each message may take even when an equal share of the time would be less. */
  readonly messageMsMin: number;
};

type RunLimits = BatchLimits & {
  /** When all attempts must have ended. */
  readonly endMs: number;
  /**
   * Each item is settled before the next one is taken. Otherwise attempts do not wait for settling:
   * publishing does not count against the rate of calls.
   */
  readonly settlesInTurn?: boolean;
};

type Ran = {
  /** One per item that was taken, in their order. All are known at the end of the run. */
  readonly outcomes: readonly (Outcome | undefined)[];
  /** The code that stopped it; absent when every item was taken. */
  readonly stoppedBy?: string;
};
