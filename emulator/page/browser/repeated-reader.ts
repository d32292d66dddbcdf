/** Reads whenever it is asked to, but one at a time and with a pause after each. */
export type RepeatedReader = {
  readonly read: () => void;
  readonly end: () => void;
  /** Is aborted at the end. */
  readonly signal: AbortSignal;
};

/** @param readOnce Never rejects. */
export function repeatedReader(readOnce: () => Promise<unknown>): RepeatedReader {
  const ending = new AbortController();
  let state: 'idle' | 'busy' | 'again' = 'idle';

  function read(): void {
    if (state !== 'idle') {
      state = 'again';
      return;
    }
    state = 'busy';
    void readOnce().finally(() => window.setTimeout(rest, PAUSE_MS));
  }

  function rest(): void {
    const isWanted = state === 'again' && !ending.signal.aborted;
    state = 'idle';
    if (isWanted) read();
  }

  return { read, end: () => ending.abort(), signal: ending.signal };
}

const PAUSE_MS = 500;
