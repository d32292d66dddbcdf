import { type Listeners, listeners } from '../async/listeners.ts';
import type { ApiCall } from '../cloud/answer-call.ts';
import type { CosCall } from '../cloud/answer-cos.ts';
import type { JsonObject } from '../json/json.ts';
import type { CallRow, KeyChange } from './wire.ts';

/** A call as it is kept for the page. */
export type RecordedCall = {
  readonly row: CallRow;
  readonly region: string;
  readonly requestId: string;
  /** Without secrets, as the journal lists them. */
  readonly params: JsonObject;
  /** With secrets; undefined when there is no answer yet, or it is too large. */
  readonly answer: KeptAnswer | undefined;
  readonly changes: readonly KeyChange[];
  /** The keys that it names or made. */
  readonly keyIds: readonly string[];
  /** The call as it was received; otherwise why it is not kept. */
  readonly received:
    | { readonly call: ApiCall | CosCall }
    | { readonly call?: never; readonly notKept: string };
  /** About how many bytes it takes, without its answer. */
  readonly bytes: number;
};

/** An answer, and about how many bytes it has as JSON. */
export type KeptAnswer = { readonly value: unknown; readonly bytes: number };

export type RecordedCalls = {
  /** Keeps the call that `describe` makes with its number, and returns the number. */
  readonly add: (describe: (number: number) => RecordedCall) => number;
  /** Completes a call, or replaces what it came to, if it is still kept. */
  readonly amend: (number: number, change: CallAmendment) => void;
  /** Oldest first. */
  readonly list: () => readonly RecordedCall[];
  readonly find: (number: number) => RecordedCall | undefined;
  readonly clear: () => void;
  /** Calls `listener` with each call that is new, or has another row. */
  readonly onRow: Listeners<CallRow>['add'];
};

type CallAmendment = {
  readonly answer: KeptAnswer | undefined;
  /** Absent when the code stays as it is. */
  readonly code?: string;
};

type Bounds = {
  readonly callsMax: number;
  /** How much calls and answers take together. */
  readonly bytesMax: number;
};

export const CALL_BOUNDS: Bounds = {
  callsMax: 5_000,
  bytesMax: 32 * 1024 * 1024,
};

/** The last calls in memory. Older ones give way when there are too many, or they take too much. */
export function recordedCalls(bounds: Bounds = CALL_BOUNDS): RecordedCalls {
  // In the order of their numbers, without a gap.
  let kept: RecordedCall[] = [];
  let count = 0;
  let bytes = 0;
  const rows = listeners<CallRow>();

  function indexOf(number: number): number {
    return number - (kept[0]?.row.number ?? 0);
  }

  function makeRoom(): void {
    while (kept.length > bounds.callsMax || (bytes > bounds.bytesMax && kept.length > 1)) {
      const oldest = kept.shift();
      bytes -= oldest === undefined ? 0 : bytesOf(oldest);
    }
  }

  function add(describe: (number: number) => RecordedCall): number {
    // First, since a number without a call would leave a gap.
    const added = describe(count + 1);
    count += 1;
    kept.push(added);
    bytes += bytesOf(added);
    makeRoom();
    rows.notify(added.row);
    return count;
  }

  function amend(number: number, { answer, code }: CallAmendment): void {
    const index = indexOf(number);
    const before = kept[index];
    if (before === undefined) return;
    const row = code === undefined ? before.row : { ...before.row, code };
    const after = { ...before, row, answer };
    kept[index] = after;
    bytes += bytesOf(after) - bytesOf(before);
    makeRoom();
    if (code !== undefined) rows.notify(row);
  }

  return {
    ...{ add, amend },
    list: () => kept,
    find: (number) => kept[indexOf(number)],
    clear: () => {
      kept = [];
      bytes = 0;
    },
    onRow: rows.add,
  };
}

function bytesOf({ bytes, answer }: RecordedCall): number {
  return bytes + (answer?.bytes ?? 0);
}
