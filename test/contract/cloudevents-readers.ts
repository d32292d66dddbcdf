import { CloudEvent, HTTP, Kafka, type KafkaMessage } from 'cloudevents';

/** A record of `key-events`, as a consumer gets it. */
type EventRecord = {
  readonly key: string | null;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * What the official SDK for JavaScript reads from a record, by its binding of Kafka and by that of HTTP. Throws if it
 * refuses the event, at once or when it validates it.
 *
 * @see https://github.com/cloudevents/sdk-javascript
 */
export function readBySdk({ key, value, headers }: EventRecord): readonly CloudEvent<unknown>[] {
  const { 'content-type': type = '' } = headers;
  const message = { key: key ?? undefined, value, body: value, headers: { 'content-type': type } };
  return [Kafka.toEvent(message as KafkaMessage), HTTP.toEvent(message)].map((read) => {
    if (!(read instanceof CloudEvent)) throw new Error('The SDK has read a batch.');
    if (!read.validate()) throw new Error(`The SDK does not find ${read.id} valid.`);
    return read;
  });
}
