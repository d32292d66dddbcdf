/**
 * The data of an event in at most {@link DATA_BYTES_MAX} bytes, so that the whole event stays under the 64 kB that
 * every intermediary must forward. Data that is longer has fewer entries in its longest lists and objects, from
 * their ends; `leftOut` counts them by field. Everything else stays as it is, and is short by its schema.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#size-limits
 */
export function bounded<Data extends object>(data: Data): Data & { readonly leftOut?: LeftOut } {
  let form: Data & { readonly leftOut?: LeftOut } = data;
  for (let entriesMax = ENTRIES_MAX; bytesOf(form) > DATA_BYTES_MAX && entriesMax > 0; ) {
    const leftOut: Record<string, number> = {};
    form = { ...(cut(data, entriesMax, '', leftOut) as Data), leftOut };
    entriesMax = Math.floor(entriesMax / 2);
  }
  return form;
}

/** How many entries of a field are left out, by its name, such as `letters` or `selection.ids`. */
type LeftOut = Readonly<Record<string, number>>;

/** The rest is for the attributes of the event, which take less than 2 kB. */
const DATA_BYTES_MAX = 60_000;

/** More of the smallest entries would not fit. */
const ENTRIES_MAX = 2_048;

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** The same value with at most so many entries in each list, and in each object that is not the data itself. */
function cut(
  value: unknown,
  entriesMax: number,
  name: string,
  leftOut: Record<string, number>,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const kept = name === '' ? entries : entries.slice(0, entriesMax);
  if (kept.length < entries.length) leftOut[name] = entries.length - kept.length;
  if (Array.isArray(value)) return kept.map(([, each]) => each);
  const below = kept.map(([key, each]) => {
    const inner = name === '' ? key : `${name}.${key}`;
    return [key, cut(each, entriesMax, inner, leftOut)] as const;
  });
  return Object.fromEntries(below);
}
