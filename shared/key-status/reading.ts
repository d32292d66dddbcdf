import {
  KEY_STATUS,
  type TopicPosition,
  type TopicReader,
  type TopicRecord,
} from '../topics/topics.ts';

/** A reading of the topic `key-status` that an instance continues. */
export type StatusReading<Known> = {
  /**
   * Reads what came to the topic since the last time: the first time, and once an hour, everything. Throws the
   * `ApiError`s of reading; what was known before stays then.
   *
   * @param nowMs The time of day, in milliseconds since 1970.
   */
  readonly refresh: (
    records: Pick<TopicReader, 'readAll'>,
    nowMs: number,
    deadlineMs: number,
  ) => Promise<Known>;
  readonly known: () => Known;
};

/** Starts a reading that takes from the records what its user needs of them. */
export function statusReading<Known>({ empty, copy, take }: Taking<Known>): StatusReading<Known> {
  let known = empty();
  let position: TopicPosition = new Map();
  /** When everything was read. */
  let wholeMs = Number.NEGATIVE_INFINITY;

  return {
    refresh: async (records, nowMs, deadlineMs) => {
      const isWhole = !(Math.abs(nowMs - wholeMs) < WHOLE_MS);
      const next = isWhole ? empty() : copy(known);
      const onPage = (page: readonly TopicRecord[]) => {
        for (const record of page) take(next, record);
      };
      const start = isWhole ? new Map() : position;
      position = await records.readAll(KEY_STATUS, onPage, deadlineMs, start);
      known = next;
      if (isWhole) wholeMs = nowMs;
      return known;
    },
    known: () => known,
  };
}

type Taking<Known> = {
  readonly empty: () => Known;
  readonly copy: (known: Known) => Known;
  /** Adds what a record says. */
  readonly take: (known: Known, record: TopicRecord) => void;
};

/**
 * The topic may have been created anew, and a broker forgets a removal after a day: so what was read before counts
 * for an hour.
 */
const WHOLE_MS = 3_600_000;
