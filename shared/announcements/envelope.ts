import { fingerprintOf } from '../tenant-key/request.ts';
import type { TopicMessage } from '../topics/topics.ts';

type Envelope<Type extends string> = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: Type;
};

/**
 * What every event begins with. The id depends on nothing but type, region and occasion, so that a
 * repeat has the same.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function envelopeOf<Type extends string>(
  type: Type,
  region: string,
  occasion: readonly unknown[],
): Envelope<Type> {
  const source = `/tenant-keys/${region}`;
  return { specversion: '1.0', id: fingerprintOf([type, source, ...occasion]), source, type };
}

/**
 * The message that carries an event in structured JSON. Events of one key stay in order.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
export function structuredMessage(event: object, key: string | undefined): TopicMessage {
  return {
    ...(key === undefined ? {} : { key }),
    value: JSON.stringify(event),
    headers: { 'content-type': 'application/cloudevents+json' },
  };
}
