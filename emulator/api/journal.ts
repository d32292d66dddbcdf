import { listeners } from '../async/listeners.ts';
import { isJsonObject } from '../json/json.ts';
import type { Json } from './service.ts';

/** One call that came in, as `GET /journal` lists it. */
export type JournalEntry = {
  readonly action: string;
  /** `account` or `role/<name>`; empty when the call was not signed well. */
  readonly caller: string;
  /**
   * Empty when the call was not signed well, or they are more than 64 kB. Key material and tokens
   * are left out, as are a function's code and the values of its variables, and the event of a
   * function is cut off after 1,000 letters.
   */
  readonly params: Json;
  /** The error's code; null is a success; `HTTP 503` is a page in place of an answer. */
  readonly code: string | null;
  readonly requestId: string;
  /** The action changes something when it succeeds. */
  readonly mutating: boolean;
  readonly atMs: number;
};

export type Journal = {
  readonly add: (entry: JournalEntry) => void;
  /** Oldest first. */
  readonly list: () => readonly JournalEntry[];
  readonly clear: () => void;
  /** Calls `listener` after each call, until the function that it returns is called. */
  readonly onAdd: (listener: (entry: JournalEntry) => void) => () => void;
};

/** How many calls the journal remembers; older ones are forgotten. */
const JOURNAL_ENTRIES_MAX = 100_000;

export function localJournal(entriesMax = JOURNAL_ENTRIES_MAX): Journal {
  let ring: JournalEntry[] = [];
  let oldest = 0;
  const { add: onAdd, notify: tell } = listeners<JournalEntry>();

  function add(entry: JournalEntry): void {
    if (ring.length < entriesMax) {
      ring.push(entry);
    } else {
      ring[oldest] = entry;
      oldest = (oldest + 1) % entriesMax;
    }
    tell(entry);
  }

  return {
    add,
    list: () => [...ring.slice(oldest), ...ring.slice(0, oldest)],
    clear: () => {
      ring = [];
      oldest = 0;
    },
    onAdd,
  };
}

/** Parameters that carry secrets. */
const SECRETS: ReadonlySet<string> = new Set(['EncryptedKeyMaterial', 'ImportToken', 'Plaintext']);

/** What of the parameters may be seen; none of them when they would take too much room. */
export function listedParams(params: Json): Json {
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, shownValue(name, value)]),
  );
  return isListable(shown) ? shown : {};
}

const EVENT_LENGTH_MAX = 1_000;

function shownValue(name: string, value: unknown): unknown {
  if (SECRETS.has(name)) return '(secret)';
  if (name === 'ZipFile' || name === 'Code') return '(code)';
  if (name === 'Environment') return shownEnvironment(value);
  const isLong = typeof value === 'string' && value.length > EVENT_LENGTH_MAX;
  return name === 'ClientContext' && isLong ? `${value.slice(0, EVENT_LENGTH_MAX)}…` : value;
}

/** The names of a function's variables; a value may be a key. */
function shownEnvironment(environment: unknown): unknown {
  const { Variables } = isJsonObject(environment) ? environment : {};
  if (!Array.isArray(Variables)) return '(secret)';
  return { Variables: Variables.map((row) => ({ Key: row?.Key, Value: '(secret)' })) };
}

const PARAMS_BYTES_MAX = 64 * 1024;

function isListable(params: Json): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(params)) <= PARAMS_BYTES_MAX;
  } catch {
    return false; // JSON is read to any depth, but written to some only.
  }
}
