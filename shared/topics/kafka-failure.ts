import { ApiError } from '../tenant-key/api-error.ts';

/**
 * Reads what the Kafka client threw: `TopicRefused` when the broker will never take the message,
 * else `TopicsUnavailable`.
 */
export function kafkaFailure(error: unknown): ApiError {
  // The client wraps the broker's answer once.
  const { type = '', cause } = error as KafkaError;
  const code = REFUSALS.has(cause?.type ?? type) ? 'TopicRefused' : 'TopicsUnavailable';
  return new ApiError(code, { detail: (error as Error).message, cause: error });
}

type KafkaError = { readonly type?: string; readonly cause?: { readonly type?: string } };

/**
 * The answers that are about the messages; any other would meet every message.
 *
 * @see https://kafka.apache.org/protocol#protocol_error_codes
 */
const REFUSALS: ReadonlySet<string> = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
]);
