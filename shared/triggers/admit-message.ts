import { openEnvelope } from '../auth/signed-message.ts';
import type { Config } from '../config.ts';
import type { Message } from '../tenant-key/message.ts';

/**
 * Looks at where a message of a queue comes from, and who sent it, before anything in it is read. One
 * that is refused is parked: it is not lost, and nobody's request is named by it.
 *
 * The topic counts for every kind of record: a CMQ record has the name of its topic, an event of
 * EventBridge its source, and a record that names none has none of ours. Else the shape of a record
 * would decide whether it is looked at.
 *
 * @param nowS The time of day, in seconds since 1970.
 */
export function admitMessage(
  message: Message,
  { requestsTopic, messageSigning }: Pick<Config, 'requestsTopic' | 'messageSigning'>,
  nowS: number,
): Message {
  if (requestsTopic !== undefined && topicOf(message) !== requestsTopic) {
    return { ...message, refused: { code: 'SourceUnexpected', detail: ELSEWHERE } };
  }
  if (messageSigning === undefined) return message;
  return { ...message, ...openEnvelope(message.text, messageSigning, nowS) };
}

const ELSEWHERE = 'The topic in the source is not the one that requests come from.';

function topicOf({ source }: Message): string | undefined {
  return source.door === 'queue' ? source.topic : undefined;
}
