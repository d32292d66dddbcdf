import { causeRecordKey, isCauseRecordKey } from '../dead-letters/record-key.ts';
import { isJsonObject, type JsonObject } from '../tenant-key/json.ts';
import { isoTime, isoTimeMs } from '../tenant-key/time.ts';
import type { TopicMessage, TopicRecord } from '../topics/topics.ts';

/**
 * What is remembered of a cause for which requests wait: what was last sent in again, and whether that went well.
 * A record on the topic `key-dead-letters` has it. Without the record, one request is tried before many.
 */
export type Cause = {
  /** A code of the failure table, or an unclassified one. */
  readonly cause: string;
  /** When some were last sent in again, as their marks say it. RFC 3339. */
  readonly sentAt: string;
  /** The ids of some of these, by which their success is judged. */
  readonly sample: readonly string[];
  /** Whether all may be sent, and not only one as a trial. */
  readonly flows: boolean;
  /** When those were sent that went well last. */
  readonly okAt?: string;
  /** Whose request was the last one: the next turn begins with the tenant after them. */
  readonly lastTenant?: string;
};

/** How many ids are remembered of what was sent. */
export const SAMPLE_SIZE_MAX = 20;

/** The record of a cause, as a message for its topic. */
export function causeMessage(cause: Cause): TopicMessage {
  return { key: causeRecordKey(cause.cause), value: JSON.stringify(cause) };
}

/** Removes the record of a cause. */
export function causeRemoval(code: string): TopicMessage {
  return { key: causeRecordKey(code), value: null };
}

/** The causes that are remembered, by code. */
export type Causes = ReadonlyMap<string, Cause>;

/**
 * Takes a record of the topic into what is remembered, if it is one of a cause. One that is not ours counts as
 * removed. What is remembered is bounded, whatever the topic has.
 *
 * @returns Whether the record is about a cause.
 */
export function takeCauseRecord(known: Map<string, Cause>, { key, value }: TopicRecord): boolean {
  if (key === null || !isCauseRecordKey(key)) return false;
  const cause = causeOf(value);
  const code = key.slice(causeRecordKey('').length);
  if (cause === undefined || cause.cause !== code) known.delete(code);
  else if (known.has(code) || known.size < CAUSES_MAX) known.set(code, cause);
  return true;
}

/** Many more than there are codes: other programs may write others. */
const CAUSES_MAX = 1_000;

function causeOf(value: string | null): Cause | undefined {
  if (value === null || value.length > LENGTH_MAX) return undefined;
  try {
    const cause: unknown = JSON.parse(value);
    return isJsonObject(cause) && isCause(cause) ? cause : undefined;
  } catch {
    return undefined; // Another program wrote it.
  }
}

/** More than twenty ids and the rest have. */
const LENGTH_MAX = 4_096;

function isCause(value: JsonObject): value is JsonObject & Cause {
  const { cause, sentAt, sample, flows, okAt = sentAt, lastTenant = '' } = value;
  return (
    [cause, lastTenant].every((each) => typeof each === 'string') &&
    [sentAt, okAt].every(isTime) &&
    Array.isArray(sample) &&
    sample.length <= SAMPLE_SIZE_MAX &&
    sample.every((each) => typeof each === 'string') &&
    typeof flows === 'boolean'
  );
}

/** As we write it. */
function isTime(value: unknown): boolean {
  const timeMs = typeof value === 'string' ? isoTimeMs(value) : Number.NaN;
  return !Number.isNaN(timeMs) && isoTime(timeMs) === value;
}
