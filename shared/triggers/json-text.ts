/**
 * The text of a message that the platform handed over as a value. A value that nests too deeply for
 * `JSON.stringify` could never be a request, so a sentence stands in for it: it is parked like any
 * other unreadable text, where an error would stop the whole batch.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) return 'The message nests too deeply to be kept as JSON.';
    throw error;
  }
}
