/** Requests that wait for a key: a request as JSON, keyed by tenant. */
export const KEY_REQUESTS = 'key-requests';

/** What became of requests: CloudEvents, keyed by tenant. */
export const KEY_EVENTS = 'key-events';

/** Parked messages, keyed by the letter's id; compacted, and a null value settles a letter. */
export const KEY_DEAD_LETTERS = 'key-dead-letters';

/** What was announced last about each region's quota, keyed by region; compacted. */
export const KEY_QUOTA = 'key-quota';

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

/** Where topics are: brokers that speak the Kafka protocol, or the local cloud. */
export type TopicsAddress =
  | { readonly engine: 'kafka'; readonly brokers: readonly string[] }
  | { readonly engine: 'http'; readonly base: string };

/**
 * Reads `kafka://host:port,host:port` or `http://host:port`. Throws an error that never repeats the
 * text, which may hold a password.
 *
 * There is no user and password, since topics under access control cannot trigger a function.
 *
 * @see https://cloud.tencent.com/document/product/583/17530 (the CKafka trigger)
 */
export function parseTopicsUrl(text: string): TopicsAddress {
  const [, brokers] = KAFKA_URL.exec(text) ?? [];
  if (brokers !== undefined) return { engine: 'kafka', brokers: brokers.split(',') };
  const [, base] = HTTP_URL.exec(text) ?? [];
  if (base !== undefined) return { engine: 'http', base };
  throw new Error('must be kafka://host:port,host:port or http://host:port, without a user');
}

const KAFKA_URL = /^kafka:\/\/([^\s,/?#@:]+:\d{1,5}(?:,[^\s,/?#@:]+:\d{1,5})*)\/?$/;
const HTTP_URL = /^(https?:\/\/[^\s/?#@]+)\/?$/;

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
