/** The last entries, found by their number or by keys, of which an entry may have several. */
export type KeptEntries<Entry> = {
  readonly add: (entry: Entry) => void;
  /** Changes an entry in a way that may change its keys. */
  readonly change: (entry: Entry, carryOut: () => void) => void;
  readonly get: (number: number) => Entry | undefined;
  /** The entries with a key, oldest first; none without a key. */
  readonly find: (key: string | undefined) => readonly Entry[];
  /** Oldest first. */
  readonly all: () => readonly Entry[];
  readonly clear: () => void;
};

/**
 * @param keysOf What an entry is found by.
 * @param entriesMax How many are kept; older ones are dropped. Numbers go up by one.
 */
export function keptEntries<Entry extends { readonly row: { readonly number: number } }>(
  keysOf: (entry: Entry) => readonly (string | undefined)[],
  entriesMax: number,
): KeptEntries<Entry> {
  const byNumber = new Map<number, Entry>();
  const byKey = new Map<string, Set<Entry>>();

  function insert(entry: Entry): void {
    for (const key of keysOf(entry)) {
      if (key === undefined) continue;
      const entries = byKey.get(key) ?? new Set();
      byKey.set(key, entries.add(entry));
    }
  }

  function remove(entry: Entry): void {
    for (const key of keysOf(entry)) {
      if (key === undefined) continue;
      const entries = byKey.get(key);
      entries?.delete(entry);
      if (entries?.size === 0) byKey.delete(key);
    }
  }

  return {
    add: (entry) => {
      const { number } = entry.row;
      const oldest = byNumber.get(number - entriesMax);
      if (oldest !== undefined) remove(oldest);
      byNumber.delete(number - entriesMax);
      byNumber.set(number, entry);
      insert(entry);
    },
    change: (entry, carryOut) => {
      remove(entry);
      carryOut();
      insert(entry);
    },
    get: (number) => byNumber.get(number),
    find: (key) => {
      const entries = key === undefined ? undefined : byKey.get(key);
      // One that was changed has been inserted again.
      return [...(entries ?? [])].sort((one, other) => one.row.number - other.row.number);
    },
    all: () => [...byNumber.values()],
    clear: () => {
      byNumber.clear();
      byKey.clear();
    },
  };
}
