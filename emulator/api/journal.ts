import { listeners } from '../async/listeners.ts';
import { isJsonObject, type JsonObject } from '../json/json.ts';

/** One received call, as `GET /journal` lists it. */
export type JournalEntry = {
  readonly action: string;
  /** `account` or `role/<name>`; empty when the signature was not valid. */
  readonly caller: string;
  /**
   * Empty when the signature was not valid, or when they exceed 64 kB. They omit key material and
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
  readonly amend: (requestId: string, code: string) => void;
  /** Oldest first. */
  readonly list: () => readonly JournalEntry[];
  readonly clear: () => void;
  /** Calls `listener` after each call, until the returned function is called. */
  readonly onAdd: (listener: (entry: JournalEntry) => void) => () => void;
};

/** @param entriesMax How many calls the journal keeps; older ones are dropped. */
export function localJournal(entriesMax = JOURNAL_ENTRIES_MAX): Journal {
  let ring: JournalEntry[] = [];
  let oldest = 0;
  const { add: onAdd, notify } = listeners<JournalEntry>();

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
    amend: (requestId, code) => {
      ring = ring.map((entry) => (entry.requestId === requestId ? { ...entry, code } : entry));
    },
    list: () => [...ring.slice(oldest), ...ring.slice(0, oldest)],
    clear: () => {
      ring = [];
      oldest = 0;
    },
    onAdd,
  };
}

const JOURNAL_ENTRIES_MAX = 100_000;

/** Parameters that carry secrets. */
const SECRETS: ReadonlySet<string> = new Set(['EncryptedKeyMaterial', 'ImportToken', 'Plaintext']);

/** The parameters without secrets; none of them when they would take too much space. */
export function listedParams(params: JsonObject): JsonObject {
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
  if (name === 'TriggerDesc' && String(value).includes('easConfig')) return '(secret)';
  const isLong = typeof value === 'string' && value.length > EVENT_LENGTH_MAX;
  return name === 'ClientContext' && isLong ? `${value.slice(0, EVENT_LENGTH_MAX)}…` : value;
}

/** Lists only the names of a function's variables, because a value may be a key. */
function shownEnvironment(environment: unknown): unknown {
  const { Variables } = isJsonObject(environment) ? environment : {};
  if (!Array.isArray(Variables)) return '(secret)';
  return { Variables: Variables.map((row) => ({ Key: row?.Key, Value: '(secret)' })) };
}

const PARAMS_BYTES_MAX = 64 * 1024;

function isListable(params: JsonObject): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(params)) <= PARAMS_BYTES_MAX;
  } catch {
    return false; // JSON.parse accepts any depth, but JSON.stringify does not.
  }
}
