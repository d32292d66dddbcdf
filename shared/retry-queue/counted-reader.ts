import type { TopicReader, TopicRecord } from '../topics/topics.ts';

/** A reader that counts what is read. */
export type CountedReader = TopicReader & {
  readonly counts: () => { readonly recordsRead: number; readonly bytesRead: number };
};

/** Counts records and the bytes of their values, about: most texts are ASCII, and characters are counted. */
export function countedReader({ readAll, readAt }: TopicReader): CountedReader {
  let recordsRead = 0;
  let bytesRead = 0;

  function counted(onPage: (page: readonly TopicRecord[]) => void): typeof onPage {
    return (page) => {
      recordsRead += page.length;
      for (const { value } of page) bytesRead += value?.length ?? 0;
      onPage(page);
    };
  }

  return {
    readAll: (topic, onPage, ...reading) => readAll(topic, counted(onPage), ...reading),
    readAt: (topic, places, onPage, deadlineMs) =>
      readAt(topic, places, counted(onPage), deadlineMs),
    counts: () => ({ recordsRead, bytesRead }),
  };
}
