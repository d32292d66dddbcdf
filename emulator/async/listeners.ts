/** Who is to be told of something. */
export type Listeners<Told> = {
  /** Calls `listener` each time, until the function that it returns is called. */
  readonly add: (listener: (told: Told) => void) => () => void;
  readonly notify: (told: Told) => void;
};

export function listeners<Told>(): Listeners<Told> {
  const all = new Set<(told: Told) => void>();

  return {
    add: (listener) => {
      all.add(listener);
      return () => all.delete(listener);
    },
    notify: (told) => {
      // A listener may leave, or another come, while they are told.
      for (const listener of [...all]) listener(told);
    },
  };
}
