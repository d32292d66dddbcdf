import { ApiError } from '../tenant-key/api-error.ts';
import { isUntrusted } from './kafka-sockets.ts';

/**
 * Converts an error of the Kafka client to the failure that it means for a topic. Only an error that the
 * table below does not have counts as an outage, `TopicsUnavailable`.
 */
export function kafkaFailure(error: unknown, topic: string): ApiError {
  const detail = error instanceof Error ? error.message : String(error);
  const [code] = chainOf(error).flatMap((each) => codeOf(each) ?? []);
  return code === undefined
    ? new ApiError('TopicsUnavailable', { detail, cause: error })
    : new ApiError(code, { detail, topic, cause: error });
}

/** What is read of an error of the client, or of one of its causes. */
export type KafkaError = {
  readonly name?: string;
  readonly type?: string;
  readonly code?: unknown;
  readonly retriable?: boolean;
  readonly message?: string;
  readonly cause?: unknown;
};

/** The error and its causes: the client may wrap the broker's answer in other errors. */
export function chainOf(error: unknown): readonly KafkaError[] {
  const chain: KafkaError[] = [];
  let next = error;
  while (typeof next === 'object' && next !== null && chain.length < CAUSES_MAX) {
    chain.push(next);
    next = (next as KafkaError).cause;
  }
  return chain;
}

const CAUSES_MAX = 5;

function codeOf(error: KafkaError): string | undefined {
  if (isUntrusted(error)) return 'TopicsUntrusted';
  if (error.name === LOGIN_FAILURE && !isLoginCutOff(error)) return 'TopicsUserRefused';
  return CODES.get(error.type ?? '');
}

/** Any failure that happens while the user is checked has this name, even a lost connection. */
const LOGIN_FAILURE = 'KafkaJSSASLAuthenticationError';

/** Whether the connection was lost, or the answer did not come in time, while the user was checked. */
export function isLoginCutOff({
  name,
  message = '',
}: Pick<KafkaError, 'name' | 'message'>): boolean {
  return name === LOGIN_FAILURE && LOST_CONNECTION.test(message);
}

const LOST_CONNECTION = /\b(?:connection|timed out)\b/i;

/**
 * What the answers of brokers mean. The first four blame the message; the others concern every message
 * until someone acts. With an answer that is not here, time may help.
 *
 * @see https://kafka.apache.org/protocol#protocol_error_codes
 */
const CODES: ReadonlyMap<string, string> = new Map([
  ['MESSAGE_TOO_LARGE', 'TopicRefused'],
  ['RECORD_LIST_TOO_LARGE', 'TopicRefused'],
  ['INVALID_RECORD', 'TopicRefused'],
  ['INVALID_TIMESTAMP', 'TopicRefused'],
  ['SASL_AUTHENTICATION_FAILED', 'TopicsUserRefused'],
  ['UNSUPPORTED_SASL_MECHANISM', 'TopicsUserRefused'],
  ['TOPIC_AUTHORIZATION_FAILED', 'TopicForbidden'],
  ['CLUSTER_AUTHORIZATION_FAILED', 'TopicForbidden'],
  ['UNKNOWN_TOPIC_OR_PARTITION', 'TopicMissing'],
  ['INVALID_TOPIC_EXCEPTION', 'TopicMissing'],
]);
