import { bar } from './text.ts';

/** A line at the bottom of a terminal that shows the progress of a long command. */
export type ProgressLine = {
  readonly update: (done: number, total: number) => void;
  /** Erases the line. */
  readonly end: () => void;
};

export type LineTerminal = {
  /** Replaces the line of the cursor. */
  readonly rewriteLine: (text: string) => void;
  readonly nowMs: () => number;
  /** Calls at an interval until the function that it returns is called. */
  readonly every: (intervalMs: number, call: () => void) => () => void;
};

/** A line that is drawn every second, so that a command that takes less never shows one. */
export function progressLine({ rewriteLine, nowMs, every }: LineTerminal): ProgressLine {
  const startedMs = nowMs();
  let [done, total] = [0, 0];
  let isDrawn = false;
  const stop = every(1_000, () => {
    const span = spanOf(nowMs() - startedMs);
    const state =
      total === 0 ? 'waiting for the function' : `${bar(done, total, 40)} ${done} of ${total}`;
    rewriteLine(`${state}  ${span}`);
    isDrawn = true;
  });
  return {
    update: (doneNow, totalNow) => {
      [done, total] = [doneNow, totalNow];
    },
    end: () => {
      stop();
      if (isDrawn) rewriteLine('');
      isDrawn = false;
    },
  };
}

/** In seconds, so that the line visibly changes. */
function spanOf(spanMs: number): string {
  const seconds = Math.floor(spanMs / 1_000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
}
