import { openEnvelope } from '../auth/signed-message.ts';
import type { Config, WaysIn } from '../config.ts';
import { isSignedRetry, type OpenedRetry, openRetry } from '../retry-envelope.ts';
import type { SettingName } from '../settings.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { Message } from '../tenant-key/message.ts';
import { isoTime, isoTimeMs } from '../tenant-key/time.ts';
import type { QueueMessage, QueueWayIn } from './queue.ts';

/**
 * Checks the topic and the signature of a message before its request is read, and opens the envelope of one that
 * was sent in again. A refused message is parked without a tenant: it is not lost, and its unproven text names no
 * request of a tenant.
 *
 * The topic is checked for every kind of record, by the setting of its way in: that of CMQ has the name of its topic,
 * an event of EventBridge its source. Otherwise the shape of a record could bypass the check. A malformed record stays
 * refused.
 *
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function admitMessage(
  { wayIn, ...message }: QueueMessage,
  { waysIn, messageSigning, environment, signingKeys }: AdmissionConfig,
  nowMs: number,
): Message {
  const { topic = '' } = message.source;
  const detail = sourceProblem(wayIn, message.source.topic, waysIn);
  if (detail !== undefined) return { ...message, refused: { code: 'SourceUnexpected', detail } };
  const audience = { environment, topic };
  const opened =
    messageSigning === undefined
      ? message
      : { ...message, ...openEnvelope(message.text, messageSigning, nowMs / 1_000, audience) };
  return message.refused === undefined ? openedRetry(opened, signingKeys, nowMs) : opened;
}

/** Why no request may come from there; undefined when one may. */
function sourceProblem(
  wayIn: QueueWayIn,
  topic: string | undefined,
  { ckafkaTopic = topic, cmqTopic, eventBridgeSource }: WaysIn,
): string | undefined {
  switch (wayIn) {
    case 'ckafka':
      return topic === ckafkaTopic ? undefined : unexpected('REQUESTS_TOPIC');
    case 'cmq':
      return cmqTopic !== undefined && topic === cmqTopic ? undefined : unexpected('CMQ_TOPIC');
    case 'eventbridge':
      return eventBridgeSource !== undefined && topic === eventBridgeSource
        ? undefined
        : unexpected('EVENTBRIDGE_SOURCE');
  }
}

function unexpected(setting: SettingName): string {
  return `The topic in the source is not the one that ${setting} names for this way in.`;
}

type AdmissionConfig = Pick<Config, 'waysIn' | 'messageSigning' | 'environment' | 'signingKeys'>;

/**
 * The request in the envelope of a message that was sent in again. It is ours, so it may be older than the
 * signatures of others: it has been accepted before. One that is older than what the topic keeps is a copy.
 * One that we did not sign is refused: what it says of its request would end in a dead letter that we sign.
 */
function openedRetry(
  { refused, ...message }: Message,
  signingKeys: MarkerKeys,
  nowMs: number,
): Message {
  const isProven = refused === undefined || failureOf(refused.code).redrive !== 'refused';
  const opened = isProven ? openRetry(message.text) : undefined;
  if (opened === undefined) return refused === undefined ? message : { ...message, refused };
  if (!isSignedRetry(opened, signingKeys)) {
    return { ...message, refused: { code: 'SignatureInvalid', detail: RETRY_FORGED } };
  }
  const { retry, payload } = opened;
  const isCopy = nowMs - isoTimeMs(retry.sentAt) > KEPT_MS_MAX;
  if (refused !== undefined && isCopy) return { ...message, refused };
  const { source, traceparent } = retry;
  return {
    ...message,
    ...{ text: payload, source },
    ...(traceparent === undefined ? {} : { traceparent }),
    retry: knownRetry(retry, nowMs),
  };
}

/** What is known of the request, at the time of this delivery. */
function knownRetry(retry: OpenedRetry['retry'], nowMs: number): NonNullable<Message['retry']> {
  const { code, attempts, redrives, isTrial = false, okAt, keyId } = retry;
  const [firstSeenAt, sinceAt] = [retry.firstSeenAt, retry.sinceAt].map((time) =>
    pastTime(time, nowMs),
  ) as [string, string];
  return {
    ...{ firstSeenAt, code, sinceAt, ageMs: nowMs - isoTimeMs(sinceAt) },
    ...{ attempts, redrives, isTrial },
    ...(okAt === undefined ? {} : { okMs: isoTimeMs(okAt) }),
    ...(keyId === undefined ? {} : { keyId }),
  };
}

/** As long as serverless.yml has the topic keep requests; test/unit/topic-sizes.test.ts compares the two. */
export const KEPT_MS_MAX = 336 * 3_600_000;

/** A time that is yet to come would let a message wait for ever. */
function pastTime(time: string, nowMs: number): string {
  return isoTimeMs(time) <= nowMs ? time : isoTime(nowMs);
}

const RETRY_FORGED =
  'The message says that it was sent in again, and is not signed by this environment.';
