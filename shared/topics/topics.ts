import { isEncryptedOrLocal } from '../outbound-rule.ts';

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

/** What instances report of themselves, and which tenants are blocked. Compacted. */
export const KEY_STATUS = 'key-status';

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
   * Records that cannot be decoded hide no others: `onPage` gets one record for each batch of them.
   * Records of aborted transactions are left out.
   *
   * Throws the `ApiError` `TopicsUnavailable` if the end is not reached by `deadlineMs`, `TransactionOpen`
   * if an open transaction of another program hides the end, and whatever `onPage` throws.
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
  /**
   * Set if this stands for a batch of records that could not be decoded, up to this offset: its
   * compression is unknown here, or its data is damaged. Then it has neither a key nor a value.
   */
  readonly undecoded?: { readonly firstOffset: number; readonly codec: string };
};

/** Where the topics are: on brokers with the Kafka protocol, or in the local cloud. */
export type TopicsAddress = KafkaAddress | { readonly engine: 'http'; readonly base: string };

/** @see `parseTopicsUrl` for the form of a broker */
export type KafkaAddress = {
  readonly engine: 'kafka';
  readonly brokers: readonly string[];
} & BrokerAccess;

/** How the brokers are asked for access, by the names that the Kafka client has for it. */
export type BrokerAccess = {
  /** The user of the functions. Absent where the brokers know no users. */
  readonly sasl?: BrokerUser;
  /** Present for an encrypted connection. `ca`: trusted in place of the public authorities, PEM. */
  readonly ssl?: { readonly ca?: readonly string[] };
};

export type BrokerUser = {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
};

/**
 * Parses `kafka://host:port,host:port`, `https://host:port`, or `http://host:port` of this machine. An IPv6 address stands in brackets, and spaces
 * may follow a comma. Throws an error that says what is wrong and never repeats the text, which may contain a password.
 *
 * A user is refused here: the settings `TOPICS_USER` and `TOPICS_PASSWORD` have it, since an address is
 * shown in plans.
 */
export function parseTopicsUrl(text: string): TopicsAddress {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/s.exec(text) ?? [];
  if (!['kafka', 'http', 'https'].includes(scheme)) throw new Error(`must be ${TOPICS_URL_RULE}`);
  if (rest.includes('@')) throw new Error(`must have no user: ${USER_HINT}`);
  const hosts = rest.replace(/\/$/, '').replaceAll(/, +/g, ',');
  if (hosts === '') throw new Error(`must have a host after ${scheme}://`);
  if (hosts.includes('://')) throw new Error('must have its scheme once, before the first host');
  if (hosts.includes(';')) throw new Error('must have commas between the hosts');
  if (/[\s/?#\\]/.test(hosts)) throw new Error('must end with the last host and its port');
  if (scheme !== 'kafka') return httpAddress(`${scheme}://${checkedHost(hosts)}`);
  return { engine: 'kafka', brokers: hosts.split(',').map(checkedBroker) };
}

export const TOPICS_URL_RULE =
  'kafka://host:port,host:port or http://127.0.0.1:port, without a user';

const USER_HINT = 'set TOPICS_USER and TOPICS_PASSWORD for it';

function httpAddress(base: string): TopicsAddress {
  if (!isEncryptedOrLocal(new URL(base))) throw new Error('must be https:// on another machine');
  return { engine: 'http', base };
}

function checkedBroker(broker: string): string {
  if (broker === '') throw new Error('must have a broker before and after each comma');
  if (!/:\d+$/.test(broker) || /^\[[^\]]*$/.test(broker)) {
    throw new Error('must have a port after each broker, such as host:9092');
  }
  return checkedHost(broker);
}

/** A host with its port, or without one. */
function checkedHost(text: string): string {
  const [, host = '', port] = /^(\[[^[\]]*\]|[^[\]:,]+)(?::(\d+))?$/.exec(text) ?? [];
  if (host === '') {
    throw new Error(
      /:.*:/.test(text)
        ? 'must have brackets around each IPv6 address, such as [::1]:9092'
        : 'must have a host and a port, such as host:9092',
    );
  }
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
    throw new Error('must have ports from 1 to 65535');
  }
  if (!isHost(host)) throw new Error('must have a valid name or address for each host');
  return text;
}

function isHost(host: string): boolean {
  try {
    return new URL(`http://${host}`).hostname !== '';
  } catch {
    return false; // The parser's own message repeats the host.
  }
}
