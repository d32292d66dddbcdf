/** The person has pressed Ctrl-C. */
export class Stopped extends Error {
  /** Whether a function had been sent a command, which it still carries out. */
  readonly isSent: boolean;

  constructor(isSent: boolean) {
    super('stopped by Ctrl-C');
    this.isSent = isSent;
  }
}

/**
 * Waits for a piece of work, but no longer than until Ctrl-C. The work itself goes on.
 *
 * @param stopped Resolves at Ctrl-C; absent where nobody can press it.
 * @throws Stopped
 */
export function untilStopped<Value>(
  work: Promise<Value>,
  stopped: Promise<void> | undefined,
  isSent: boolean,
): Promise<Value> {
  if (stopped === undefined) return work;
  const ends = stopped.then(() => {
    throw new Stopped(isSent);
  });
  return Promise.race([work, ends]);
}
