/** Reads topics that are tables: the last message of a key is what holds. */
export type TopicReader = {
  /**
   * Reads a topic from its beginning to where each of its partitions ended when it was asked, page by
   * page; the next page waits for `onPage`. Messages of one key come in their order. What is
   * published meanwhile may come too.
   *
   * Throws the `ApiError` `TopicsUnavailable` when it did not come to the end by `deadlineMs`, and
   * what `onPage` throws.
   */
  readonly readAll: (
    topic: string,
    onPage: (records: readonly TopicRecord[]) => void,
    deadlineMs: number,
  ) => Promise<void>;
};

/** A message where it lies in a topic. */
export type TopicRecord = {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  /** Null says that what the key stood for is settled. */
  readonly value: string | null;
  readonly timestampMs: number;
};
