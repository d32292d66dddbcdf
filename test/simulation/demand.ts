/**
 * @param promise Its number, with which the message begins.
 * @throws Error with the complaint, unless the promise holds.
 */
export function demand(holds: boolean, promise: string, complaint: string): asserts holds {
  if (!holds) throw new Error(`${promise}: ${complaint}`);
}
