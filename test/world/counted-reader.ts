import type { TopicReader, TopicRecord } from '../../shared/topics/topics.ts';

/** A reader that counts how often each record is read. */
export type CountedReader = TopicReader & {
  /** By partition and offset. */
  readonly counts: ReadonlyMap<string, number>;
};

export function countedReader(records: TopicReader): CountedReader {
  const counts = new Map<string, number>();
  type OnPage = (page: readonly TopicRecord[]) => void;
  const counting =
    (onPage: OnPage): OnPage =>
    (page) => {
      for (const { partition, offset } of page) {
        const name = `${partition}/${offset}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      onPage(page);
    };
  return {
    counts,
    readAll: (topic, onPage, ...others) => records.readAll(topic, counting(onPage), ...others),
    readAt: (topic, places, onPage, deadlineMs) =>
      records.readAt(topic, places, counting(onPage), deadlineMs),
  };
}
