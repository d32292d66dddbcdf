import {
  KafkaJSConnectionError,
  KafkaJSNonRetriableError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
} from 'kafkajs';
import { expect, test } from 'vitest';
import { kafkaFailure } from '../../shared/topics/kafka-failure.ts';

test.each([
  ['MESSAGE_TOO_LARGE', 'TopicRefused'],
  ['RECORD_LIST_TOO_LARGE', 'TopicRefused'],
  ['INVALID_RECORD', 'TopicRefused'],
  ['INVALID_TIMESTAMP', 'TopicRefused'],
  ['TOPIC_AUTHORIZATION_FAILED', 'TopicForbidden'],
  ['CLUSTER_AUTHORIZATION_FAILED', 'TopicForbidden'],
  ['INVALID_TOPIC_EXCEPTION', 'TopicMissing'],
  ['UNKNOWN_TOPIC_OR_PARTITION', 'TopicMissing'],
  ['SASL_AUTHENTICATION_FAILED', 'TopicsUserRefused'],
  ['UNSUPPORTED_SASL_MECHANISM', 'TopicsUserRefused'],
  ['NOT_ENOUGH_REPLICAS', 'TopicsUnavailable'],
  ['a type of a later release', 'TopicsUnavailable'],
])('the broker answers %s: %s', (type, code) => {
  const answer = Object.assign(new KafkaJSProtocolError(new Error('No.')), { type });
  expect(kafkaFailure(answer, 'key-events')).toMatchObject({ code, cause: answer });
  expect(
    kafkaFailure(
      Object.assign(new KafkaJSNonRetriableError('No.'), { cause: answer }),
      'key-events',
    ).code,
  ).toBe(code);
});

test('a failure may be its own cause, or have a cause that is nothing', () => {
  const circular: { type: string; cause?: unknown } = { type: 'NOT_ENOUGH_REPLICAS' };
  circular.cause = circular;
  expect(kafkaFailure(circular, 'key-events').code).toBe('TopicsUnavailable');
  const nothing = Object.assign(new Error('No.'), { type: 'INVALID_RECORD', cause: null });
  expect(kafkaFailure(nothing, 'key-events').code).toBe('TopicRefused');
  expect(kafkaFailure(null, 'key-events').code).toBe('TopicsUnavailable');
});

test('no connection, after all retries: TopicsUnavailable', () => {
  const cause = new KafkaJSConnectionError('connect ECONNREFUSED 127.0.0.1:9092');
  const error = new KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 5, retryTime: 1_000 });
  expect(kafkaFailure(error, 'key-events').code).toBe('TopicsUnavailable');
});

test.each([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('a connection ends with %s, and all retries as well: TopicsUntrusted', (code) => {
  const cause = new KafkaJSConnectionError('Connection error: no', { code });
  expect(kafkaFailure(cause, 'key-events').code).toBe('TopicsUntrusted');
  const error = new KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 5, retryTime: 1_000 });
  expect(kafkaFailure(error, 'key-events').code).toBe('TopicsUntrusted');
});

test.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPROTO', 'ENOTFOUND'])(
  'a connection ends with %s: TopicsUnavailable',
  (code) => {
    const error = new KafkaJSConnectionError('Connection error: no', { code });
    expect(kafkaFailure(error, 'key-events').code).toBe('TopicsUnavailable');
  },
);

test.each([
  [
    'SASL PLAIN authentication failed: Authentication failed: Invalid username',
    'TopicsUserRefused',
  ],
  ['SASL SCRAM SHA512 authentication failed: SASL Authentication failed', 'TopicsUserRefused'],
  ['SASL SCRAM-SHA-256 mechanism is not supported by the server', 'TopicsUserRefused'],
  ['SASL PLAIN authentication failed: Closed connection', 'TopicsUnavailable'],
  ['SASL PLAIN authentication failed: Connection error: read ECONNRESET', 'TopicsUnavailable'],
  ['SASL PLAIN authentication failed: Request SaslAuthenticate timed out', 'TopicsUnavailable'],
])('the user is checked, and the client says "%s": %s', (message, code) => {
  const error = Object.assign(new KafkaJSNonRetriableError(message), {
    name: 'KafkaJSSASLAuthenticationError',
  });
  expect(kafkaFailure(error, 'key-events').code).toBe(code);
});

test('a failure that someone must end names the topic, and an outage does not', () => {
  const forbidden = Object.assign(new KafkaJSProtocolError(new Error('No.')), {
    type: 'TOPIC_AUTHORIZATION_FAILED',
  });
  expect(kafkaFailure(forbidden, 'key-events')).toMatchObject({
    topic: 'key-events',
    message: 'TopicForbidden: No. (topic "key-events")',
  });
  expect(kafkaFailure(new Error('No.'), 'key-events').topic).toBeUndefined();
});
