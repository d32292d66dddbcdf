import { isCount, isJsonObject, type JsonObject } from '../tenant-key/json.ts';

/**
 * Where a record of a queue came from, as far as it says so: in its own fields or in those of the object that it
 * wraps, in any spelling. A record may be malformed in any way, and its place is how it is found again.
 */
export function placeInRecord(record: unknown): RecordPlace {
  const fields = new Map<string, unknown>();
  for (const object of objectsIn(record)) {
    for (const [name, value] of Object.entries(object)) {
      const known = FIELDS.get(name.toLowerCase());
      if (known !== undefined && !fields.has(known)) fields.set(known, value);
    }
  }
  const [topic, messageId] = [fields.get('topic'), fields.get('messageId')];
  return {
    topic: typeof topic === 'string' ? clippedName(topic) : undefined,
    partition: countIn(fields.get('partition')),
    offset: countIn(fields.get('offset')),
    messageId: typeof messageId === 'string' ? clippedName(messageId) : undefined,
  };
}

export type RecordPlace = {
  readonly topic: string | undefined;
  /** A count, unless the record has something else there. */
  readonly partition: unknown;
  readonly offset: unknown;
  readonly messageId: string | undefined;
};

/** The record without the fields in which copies of it differ, in itself and in the objects that it wraps. */
export function withoutPlace(record: unknown, differing: Differing): unknown {
  if (!isJsonObject(record)) return record;
  const inner = Object.entries(record).map(([name, value]) => {
    return [name, isJsonObject(value) ? without(value, differing.wrapped) : value];
  });
  return without(Object.fromEntries(inner), differing.own);
}

/** Names of fields, in lower case. */
export type Differing = { readonly own: readonly string[]; readonly wrapped: readonly string[] };

function without(object: JsonObject, names: readonly string[]): JsonObject {
  const kept = Object.entries(object).filter(([name]) => !names.includes(name.toLowerCase()));
  return Object.fromEntries(kept);
}

/** The objects with the fields of a record: those that it wraps, and itself. */
function objectsIn(record: unknown): readonly JsonObject[] {
  if (!isJsonObject(record)) return [];
  return [...Object.values(record).filter(isJsonObject), record];
}

/** The fields of a place, in lower case. */
const FIELDS: ReadonlyMap<string, keyof RecordPlace> = new Map([
  ['topic', 'topic'],
  ['topicname', 'topic'],
  ['partition', 'partition'],
  ['offset', 'offset'],
  ['msgid', 'messageId'],
]);

/** A number in a text counts as one. */
function countIn(value: unknown): unknown {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return isCount(number) ? number : value;
}

/** Names go into logs and dead letters, and may be of any length. No name of ours is clipped. */
export function clippedName(name: string): string {
  return name.slice(0, NAME_LENGTH_MAX);
}

const NAME_LENGTH_MAX = 256;
