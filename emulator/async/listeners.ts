/** A set of listeners to one kind of event. */
export type Listeners<Payload> = {
  /** Calls `listener` for each event, until the returned function is called. */
  readonly add: (listener: (payload: Payload) => void) => () => void;
  readonly notify: (payload: Payload) => void;
};

export function listeners<Payload>(): Listeners<Payload> {
  const all = new Set<(payload: Payload) => void>();

  return {
    add: (listener) => {
      all.add(listener);
      return () => all.delete(listener);
    },
    notify: (payload) => {
      // A listener may remove itself or add another one while it is called.
      for (const listener of [...all]) listener(payload);
    },
  };
}
