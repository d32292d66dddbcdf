import { type Listeners, listeners } from '../async/listeners.ts';
import type { JsonObject } from '../json/json.ts';
import { jsonSize } from '../json/json-size.ts';
import { shownValue } from './secrets.ts';

/** One received call, as `GET /journal` lists it. */
export type JournalEntry = {
  readonly action: string;
  /** `account` or `role/<name>`; empty when the signature was not valid. */
  readonly caller: string;
  /**
   * Empty when the signature was not valid, or when they exceed 64 kB or are nested
   * 200 deep. They omit key material and
   * tokens, a function's code and the values of its variables. The event of a function is cut off
   * after 1,000 characters.
   */
  readonly params: JsonObject;
  /** The error code; null for a success; `HTTP 503` for a page in place of an answer. */
  readonly code: string | null;
  readonly requestId: string;
  /** Whether the action changes something when it succeeds. */
  readonly mutating: boolean;
  readonly atMs: number;
};

export type Journal = {
  readonly add: (entry: JournalEntry) => void;
  /** Replaces the code of a call whose effect failed after it was added. */
  readonly amend: (amendment: Amendment) => void;
  /** Oldest first. */
  readonly list: () => readonly JournalEntry[];
  readonly clear: () => void;
  /** Calls `listener` after each call, until the returned function is called. */
  readonly onAdd: (listener: (entry: JournalEntry) => void) => () => void;
  readonly onAmend: Listeners<Amendment>['add'];
};

export type Amendment = {
  readonly requestId: string;
  readonly code: string;
  /** The answer that the caller receives in place of the first one. */
  readonly answer: object;
};

/** @param entriesMax How many calls the journal keeps; older ones are dropped. */
export function localJournal(entriesMax = JOURNAL_ENTRIES_MAX): Journal {
  let ring: JournalEntry[] = [];
  let oldest = 0;
  const { add: onAdd, notify } = listeners<JournalEntry>();
  const amended = listeners<Amendment>();

  function add(entry: JournalEntry): void {
    if (ring.length < entriesMax) {
      ring.push(entry);
    } else {
      ring[oldest] = entry;
      oldest = (oldest + 1) % entriesMax;
    }
    notify(entry);
  }

  return {
    add,
    amend: (amendment) => {
      const { requestId, code } = amendment;
      ring = ring.map((entry) => (entry.requestId === requestId ? { ...entry, code } : entry));
      amended.notify(amendment);
    },
    list: () => [...ring.slice(oldest), ...ring.slice(0, oldest)],
    clear: () => {
      ring = [];
      oldest = 0;
    },
    onAdd,
    onAmend: amended.add,
  };
}

const JOURNAL_ENTRIES_MAX = 100_000;

/** The parameters without secrets; none of them when they would take too much space. */
export function listedParams(params: JsonObject): JsonObject {
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, shownValue(name, value)]),
  );
  return isListable(shown) ? shown : {};
}

const PARAMS_BYTES_MAX = 64 * 1024;

/** What is listed is read to every depth, so it must not be nested too deeply for that. */
function isListable(params: JsonObject): boolean {
  try {
    const isShort = Buffer.byteLength(JSON.stringify(params)) <= PARAMS_BYTES_MAX;
    return isShort && jsonSize(params, Number.MAX_SAFE_INTEGER) !== undefined;
  } catch {
    return false; // JSON.parse accepts any depth, but JSON.stringify does not.
  }
}
