/**
 * About how many characters a value has as JSON. It is much faster than to write it, and ends early.
 *
 * @returns undefined when there are more than `max`, or the value is nested too deeply to be written.
 */
export function jsonSize(value: unknown, max: number): number | undefined {
  const size = sizeOf(value, max, DEPTH_MAX);
  return size <= max ? size : undefined;
}

const DEPTH_MAX = 200;

/** A size above `max` may be too small. */
function sizeOf(value: unknown, max: number, depth: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return SCALAR_SIZE;
  if (depth === 0) return Number.POSITIVE_INFINITY;
  let size = 2;
  for (const name in value) {
    const part = (value as Readonly<Record<string, unknown>>)[name];
    size += name.length + SCALAR_SIZE + sizeOf(part, max - size, depth - 1);
    if (size > max) return size;
  }
  return size;
}

/** The size of a number, or of the marks around a name. */
const SCALAR_SIZE = 4;
