import { type Signal, signal } from '@preact/signals';
import type { CallPage, CallRow, StreamEvents } from '../wire.ts';
import { queryText } from './address.ts';
import { askServer } from './ask-server.ts';
import { type CallFilter, matches, withCalls } from './call-rows.ts';
import { eventsOf, onConnected } from './live.ts';
import { type RepeatedReader, repeatedReader } from './repeated-reader.ts';

/** Whether lists keep their rows while calls arrive. It holds for every filter. */
export const isPaused = signal(false);

/** Calls up to this number are hidden, because the reader cleared the list. */
export const clearedTo = signal(0);

/** A list of calls that follows the server between `start` and the call of what `start` returns. */
export function callList(filter: CallFilter): CallList {
  const state = signal<CallListState>({ rows: [], hasOlder: false, isBusy: true, arrived: 0 });
  const newest = repeatedReader(() => readNewest(parts));
  const parts: Parts = { filter, state, newest, held: [], heldUntilMs: 0 };
  return {
    state,
    readOlder: () => readOlder(parts),
    hold: () => hold(parts),
    togglePause: () => {
      isPaused.value = !isPaused.value;
      change(parts, { arrived: 0 });
      if (!isPaused.value) newest.read();
    },
    clear: () => {
      clearedTo.value = state.peek().rows[0]?.number ?? clearedTo.peek();
      change(parts, { rows: [], hasOlder: false });
    },
    showCleared: () => {
      clearedTo.value = 0;
      change(parts, { rows: [], isBusy: true });
      newest.read();
    },
    start: () => {
      const on = eventsOf<StreamEvents>();
      const removers = [
        on('calls', (calls) => receive(parts, calls)),
        on('reset', newest.read),
        onConnected(newest.read),
        newest.end,
      ];
      newest.read();
      return () => {
        for (const remove of removers) remove();
      };
    },
  };
}

export type CallList = {
  readonly state: Signal<CallListState>;
  readonly readOlder: () => Promise<void>;
  /** Keeps the rows where they are for a moment, since the reader is about to choose one. */
  readonly hold: () => void;
  readonly togglePause: () => void;
  readonly clear: () => void;
  readonly showCleared: () => void;
  readonly start: () => () => void;
};

/** What a list shows. */
export type CallListState = {
  /** Newest first, at most 500. */
  readonly rows: readonly CallRow[];
  /** The server may have more before the last row. */
  readonly hasOlder: boolean;
  readonly isBusy: boolean;
  readonly problem?: string;
  /** How many have arrived while the list was paused. */
  readonly arrived: number;
};

type Parts = {
  readonly filter: CallFilter;
  readonly state: Signal<CallListState>;
  readonly newest: RepeatedReader;
  held: readonly CallRow[];
  heldUntilMs: number;
};

const READ_COUNT = 100;
const ROWS_MAX = 500;
/** Fewer are cheap enough to follow hundreds of calls a second; the reader may ask for older ones. */
const FOLLOWED_MAX = 100;
const HOLD_MS = 1_000;

async function readNewest(parts: Parts): Promise<void> {
  const answer = await ask(parts, {});
  const { rows, hasOlder } = parts.state.peek();
  if (!answer || (isPaused.peek() && rows.length > 0)) return;
  const { calls, more } = answer;
  if (areConnected(rows, calls)) show(parts, rows, calls, hasOlder);
  else show(parts, [], calls, more);
}

/** Whether the calls that were read follow the rows without a gap. */
function areConnected(rows: readonly CallRow[], calls: readonly CallRow[]): boolean {
  const newest = calls[0]?.number ?? 0;
  const newestRow = rows[0]?.number ?? 0;
  return newestRow > 0 && newest >= newestRow && (calls.at(-1)?.number ?? 0) <= newestRow;
}

async function readOlder(parts: Parts): Promise<void> {
  const { rows } = parts.state.peek();
  change(parts, { isBusy: true });
  const answer = await ask(parts, { before: String(rows.at(-1)?.number ?? '') });
  if (!answer) return;
  const { calls, more } = answer;
  const all = withCalls(parts.state.peek().rows, calls);
  // Rows that arrive would push out those that the reader has just asked for.
  if (all.length > ROWS_MAX) isPaused.value = true;
  change(parts, { rows: all.slice(-ROWS_MAX), hasOlder: more, isBusy: false });
}

/** After a restart the server counts from 1 again, so calls that were cleared before say nothing. */
function forgetClearedOfBefore([newest]: readonly CallRow[]): void {
  if ((newest?.number ?? 0) < clearedTo.peek()) clearedTo.value = 0;
}

/** What the server has; undefined when it refused or nobody waits for it any more. */
async function ask(
  { filter, newest: { signal: ending }, ...parts }: Parts,
  words: Readonly<Record<string, string>>,
): Promise<CallPage | undefined> {
  const { search, kind, caller } = filter;
  const allWords = { search: `${search} ${caller}`.trim(), kind, ...words };
  const path = `/page/calls${queryText({ limit: String(READ_COUNT), ...allWords })}`;
  try {
    const { calls, more } = await askServer<CallPage>(path, { signal: ending });
    if (ending.aborted) return undefined;
    if (allWords.search + kind === '' && !words.before) forgetClearedOfBefore(calls);
    // The search finds the caller's name in other places too.
    const found = calls.filter((call) => isShown(call) && (!caller || call.caller === caller));
    return { calls: found, more: more && clearedTo.peek() === 0 };
  } catch (error) {
    if (!ending.aborted) change(parts, { isBusy: false, problem: (error as Error).message });
    return undefined;
  }
}

function receive(parts: Parts, calls: readonly CallRow[]): void {
  const { filter, state, newest } = parts;
  const matching = calls.filter((call) => isShown(call) && matches(call, filter));
  const { rows, arrived, hasOlder } = state.peek();
  if (isPaused.peek()) {
    change(parts, { arrived: arrived + matching.length });
  } else if (filter.search || filter.kind === 'changes') {
    // A row tells neither the parameters, in which the server searches too, nor whether it changed a key.
    newest.read();
  } else if (performance.now() < parts.heldUntilMs) {
    parts.held = [...parts.held, ...matching].slice(-ROWS_MAX);
  } else if (matching.length > 0) {
    show(parts, rows, matching, hasOlder);
  }
}

function hold(parts: Parts): void {
  const isHeld = performance.now() < parts.heldUntilMs;
  parts.heldUntilMs = performance.now() + HOLD_MS;
  if (!isHeld) window.setTimeout(release, HOLD_MS, parts);
}

function release(parts: Parts): void {
  const restMs = parts.heldUntilMs - performance.now();
  if (restMs > 0) {
    window.setTimeout(release, restMs, parts);
    return;
  }
  const calls = parts.held;
  parts.held = [];
  if (!parts.newest.signal.aborted) receive(parts, calls);
}

function show(
  parts: Parts,
  rows: readonly CallRow[],
  added: readonly CallRow[],
  hasOlder: boolean,
): void {
  const all = withCalls(rows, added);
  // Rows that the reader asked for stay.
  const keptMax = Math.max(FOLLOWED_MAX, Math.min(rows.length, ROWS_MAX));
  const isCut = all.length > keptMax;
  change(parts, { rows: all.slice(0, keptMax), hasOlder: hasOlder || isCut, isBusy: false });
}

/** Any change shows that the last problem is over. */
function change({ state }: Pick<Parts, 'state'>, changes: Partial<CallListState>): void {
  const { problem: _, ...rest } = state.peek();
  state.value = { ...rest, ...changes };
}

function isShown({ number }: CallRow): boolean {
  return number > clearedTo.peek();
}
