/** Wakes whoever waits for the next change. */
export type Signal = {
  readonly next: () => Promise<void>;
  readonly notify: () => void;
};

export function signal(): Signal {
  let waiting: Promise<void> | undefined;
  let wake: () => void = () => {};
  return {
    next: () => {
      waiting ??= new Promise((resolve) => {
        wake = resolve;
      });
      return waiting;
    },
    notify: () => {
      waiting = undefined;
      wake();
    },
  };
}
