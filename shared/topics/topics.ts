/** Requests as JSON, keyed by tenant. */
export const KEY_REQUESTS = 'key-requests';

/** CloudEvents: outcomes of requests, keyed by tenant, and operations, keyed by source. */
export const KEY_EVENTS = 'key-events';

/**
 * Dead letters. Each record is keyed by the id of its dead letter and its delivery, and a null value removes
 * it. Compacted: nothing may depend on a record after which another one has its key.
 */
export const KEY_DEAD_LETTERS = 'key-dead-letters';

/** The last published quota state of each region, keyed by region. Compacted. */
export const KEY_QUOTA = 'key-quota';

/** Publishes to topics of a message queue. */
export type Topics = {
  /**
   * Resolves when the queue has stored every message. May be repeated, which may duplicate messages. The
   * messages of one call that are in one partition are stored all together or not at all.
   *
   * Throws the `ApiError` `TopicRefused` if the queue will never accept these messages, and
   * `TopicsUnavailable` if it gives no answer by `deadlineMs` or cannot accept them now.
   */
  readonly publish: (
    topic: string,
    messages: readonly TopicMessage[],
    deadlineMs: number,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type TopicMessage = {
  /** Messages with the same key stay in order. A compacted topic keeps the last one of each key. */
  readonly key?: string;
  /** Messages with the same partition key are in one partition, in order. The key by default. */
  readonly partitionKey?: string;
  /** Null removes the entry of the key: a compacted topic then forgets it. */
  readonly value: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Reads topics that are tables: the last message of a key is its current value. */
export type TopicReader = {
  /**
   * Reads a topic page by page, to the end that each partition had at the start. The next page waits for
   * `onPage`. Messages of one key keep their order. Messages published meanwhile may be included.
   *
   * Throws the `ApiError` `TopicsUnavailable` if the end is not reached by `deadlineMs`, and whatever
   * `onPage` throws.
   *
   * @param start What an earlier reading returned, to read only what came after it. The whole topic is
   * read by default.
   */
  readonly readAll: (
    topic: string,
    onPage: (records: readonly TopicRecord[]) => void,
    deadlineMs: number,
    start?: TopicPosition,
  ) => Promise<TopicPosition>;
  /**
   * Reads the records at these places page by page, by partition and offset. A record that the topic no
   * longer has, because compaction removed it, is left out.
   *
   * Throws as `readAll` does.
   */
  readonly readAt: (
    topic: string,
    places: readonly TopicPlace[],
    onPage: (records: readonly TopicRecord[]) => void,
    deadlineMs: number,
  ) => Promise<void>;
};

/** How far a topic has been read: the offset after the last record, by partition. */
export type TopicPosition = ReadonlyMap<number, number>;

/** The place of a record that was read before. */
export type TopicPlace = Pick<TopicRecord, 'partition' | 'offset'> & {
  /** Of the value, in characters. Readers use it to fetch no more than they need. */
  readonly length: number;
};

/** A message at its position in a topic. */
export type TopicRecord = {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  /** Null means that the entry of the key is removed. */
  readonly value: string | null;
  readonly timestampMs: number;
};

/** Where the topics are: on brokers with the Kafka protocol, or in the local cloud. */
export type TopicsAddress =
  | { readonly engine: 'kafka'; readonly brokers: readonly string[] }
  | { readonly engine: 'http'; readonly base: string };

/**
 * Parses `kafka://host:port,host:port` or `http://host:port`. Throws an error that never repeats the
 * text, which may contain a password.
 *
 * A user and password are refused, since topics with access control cannot trigger a function.
 *
 * @see https://cloud.tencent.com/document/product/583/17530 (the CKafka trigger)
 */
export function parseTopicsUrl(text: string): TopicsAddress {
  const [, brokers] = KAFKA_URL.exec(text) ?? [];
  if (brokers !== undefined) return { engine: 'kafka', brokers: brokers.split(',') };
  const [, base] = HTTP_URL.exec(text) ?? [];
  if (base !== undefined) return { engine: 'http', base };
  throw new Error(`must be ${TOPICS_URL_RULE}`);
}

export const TOPICS_URL_RULE = 'kafka://host:port,host:port or http://host:port, without a user';

const KAFKA_URL = /^kafka:\/\/([^\s,/?#@:]+:\d{1,5}(?:,[^\s,/?#@:]+:\d{1,5})*)\/?$/;
const HTTP_URL = /^(https?:\/\/[^\s/?#@]+)\/?$/;
