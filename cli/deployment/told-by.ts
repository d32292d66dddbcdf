/**
 * What an error says to whoever deploys: those made for that are plain errors of whole sentences. Of
 * any other, which is a fault of the program, nothing.
 */
export function toldBy(error: unknown): string | undefined {
  return error instanceof Error && error.name === 'Error' ? error.message : undefined;
}

/** What is read; or, in the reader's own sentences, what is wrong with it. */
export function orTold<Value extends object>(read: () => Value): Value | string {
  try {
    return read();
  } catch (error) {
    const told = toldBy(error);
    if (told === undefined) throw error;
    return told;
  }
}
