import {
  KafkaJSConnectionError,
  KafkaJSNonRetriableError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
} from 'kafkajs';
import { expect, test } from 'vitest';
import { kafkaFailure } from '../../shared/topics/kafka.ts';

test.each([
  ['MESSAGE_TOO_LARGE', 'TopicRefused'],
  ['RECORD_LIST_TOO_LARGE', 'TopicRefused'],
  ['INVALID_RECORD', 'TopicRefused'],
  ['INVALID_TIMESTAMP', 'TopicRefused'],
  ['TOPIC_AUTHORIZATION_FAILED', 'TopicsUnavailable'],
  ['INVALID_TOPIC_EXCEPTION', 'TopicsUnavailable'],
  ['UNKNOWN_TOPIC_OR_PARTITION', 'TopicsUnavailable'],
  ['NOT_ENOUGH_REPLICAS', 'TopicsUnavailable'],
  ['a type of a later release', 'TopicsUnavailable'],
])('the broker answers %s: %s', (type, code) => {
  const answer = Object.assign(new KafkaJSProtocolError(new Error('No.')), { type });
  expect(kafkaFailure(answer)).toMatchObject({ code, cause: answer });
  expect(
    kafkaFailure(Object.assign(new KafkaJSNonRetriableError('No.'), { cause: answer })).code,
  ).toBe(code);
});

test('no connection, after all retries: TopicsUnavailable', () => {
  const cause = new KafkaJSConnectionError('connect ECONNREFUSED 127.0.0.1:9092');
  const error = new KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 5, retryTime: 1_000 });
  expect(kafkaFailure(error).code).toBe('TopicsUnavailable');
});
