/** A set of listeners to one kind of event. */
export type Listeners<Told> = {
  /** Calls `listener` for each event, until the returned function is called. */
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
      // A listener may remove itself or add another one while it is called.
      for (const listener of [...all]) listener(told);
    },
  };
}
