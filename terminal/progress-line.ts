import { bar } from './text.ts';

/** A line at the bottom of a terminal about work that takes a while. */
export type ProgressLine = {
  readonly show: (done: number, total: number) => void;
  /** Takes the line away. */
  readonly end: () => void;
};

export type LineTerminal = {
  readonly write: (text: string) => void;
  readonly nowMs: () => number;
  /** Calls again and again until it is told to stop. */
  readonly every: (intervalMs: number, call: () => void) => () => void;
};

/** A line that is drawn each second: what is done in no time never shows one. */
export function progressLine({ write, nowMs, every }: LineTerminal): ProgressLine {
  const startedMs = nowMs();
  let [done, total] = [0, 0];
  let isDrawn = false;
  const stop = every(1_000, () => {
    const span = spanOf(nowMs() - startedMs);
    const state =
      total === 0 ? 'waiting for the function' : `${bar(done, total, 40)} ${done} of ${total}`;
    write(`${BEGIN_AGAIN}${state}  ${span}`);
    isDrawn = true;
  });
  return {
    show: (doneNow, totalNow) => {
      [done, total] = [doneNow, totalNow];
    },
    end: () => {
      stop();
      if (isDrawn) write(BEGIN_AGAIN);
      isDrawn = false;
    },
  };
}

/** To the second: a line that stands still for a minute looks as if nothing went on. */
function spanOf(spanMs: number): string {
  const seconds = Math.floor(spanMs / 1_000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
}

/** To the first column, and erases the line. @see ECMA-48 (CR, EL) */
const BEGIN_AGAIN = '\r\u001b[K';
