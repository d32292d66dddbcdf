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
