import type { Clock } from './clock.ts';

export type CacheLimits = {
  /** How long a key is taken from memory before it is read again. */
  readonly freshMs: number;
  /** How long a key is still good for when reading it again fails. */
  readonly staleMs: number;
  /** How long a key is taken from memory after reading it again has failed. */
  readonly retryMs: number;
  /** The keys that were read longest ago are forgotten beyond that. */
  readonly keysMax: number;
};

/**
 * Remembers keys that were read. At one time, a key is read once, whoever asks. A key that does not exist is not
 * remembered, since it may be made at any moment.
 *
 * When reading a key again fails for now, the one in memory is still given, for a while without another try: which key
 * a tenant's name means never changes.
 *
 * @param isTransient Whether a failure says nothing of the key.
 */
export function keyCache<Key>(
  { freshMs, staleMs, retryMs, keysMax }: CacheLimits,
  clock: Clock,
  isTransient: (error: unknown) => boolean,
): KeyCache<Key> {
  const entries = new Map<string, Entry<Key>>();
  const reading = new Map<string, Promise<Key | undefined>>();

  function remember(name: string, key: Key | undefined): Key | undefined {
    entries.delete(name);
    const nowMs = clock.nowMs();
    if (key !== undefined)
      entries.set(name, { key, freshUntilMs: nowMs + freshMs, goodUntilMs: nowMs + staleMs });
    for (const oldest of entries.keys()) {
      if (entries.size <= keysMax) break;
      entries.delete(oldest);
    }
    return key;
  }

  /** The entry if it is good still, whether or not it is fresh. */
  function goodEntry(name: string): Entry<Key> | undefined {
    const entry = entries.get(name);
    return entry !== undefined && clock.nowMs() < entry.goodUntilMs ? entry : undefined;
  }

  async function readAgain(name: string, read: Read<Key>): Promise<Key | undefined> {
    try {
      return remember(name, await read(goodEntry(name) !== undefined));
    } catch (error) {
      const entry = goodEntry(name);
      if (entry === undefined || !isTransient(error)) throw error;
      const freshUntilMs = Math.min(clock.nowMs() + retryMs, entry.goodUntilMs);
      entries.set(name, { ...entry, freshUntilMs });
      return entry.key;
    } finally {
      reading.delete(name);
    }
  }

  return {
    find: async (name, read) => {
      const entry = entries.get(name);
      if (entry !== undefined && clock.nowMs() < entry.freshUntilMs) return entry.key;
      const already = reading.get(name);
      if (already !== undefined) return already;
      const started = readAgain(name, read);
      reading.set(name, started);
      return started;
    },
  };
}

export type KeyCache<Key> = {
  readonly find: (name: string, read: Read<Key>) => Promise<Key | undefined>;
};

/** @param isSpare Whether there is one in memory that is good if this fails for now. */
type Read<Key> = (isSpare: boolean) => Promise<Key | undefined>;

type Entry<Key> = {
  readonly key: Key;
  readonly freshUntilMs: number;
  readonly goodUntilMs: number;
};
