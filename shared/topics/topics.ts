/** Writes to topics of a message queue. */
export type Topics = {
  /**
   * Ends when the queue has every message. May be repeated: a message may then be there twice.
   *
   * Throws the `ApiError` `TopicRefused` when the queue will never take these messages, and
   * `TopicsUnavailable` when it gave no answer by `deadlineMs`, or one that says that it cannot now.
   */
  readonly publish: (
    topic: string,
    messages: readonly TopicMessage[],
    deadlineMs: number,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type TopicMessage = {
  /** Messages with the same key stay in order. */
  readonly key?: string;
  /** Null says that what the key stood for is settled: a compacted topic then forgets it. */
  readonly value: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};
