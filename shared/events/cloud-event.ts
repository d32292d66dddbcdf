import { failureOf, runbookLink } from '../tenant-key/failures/failures.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { deadLetterIdOf } from '../tenant-key/message.ts';
import type { OutcomeEvent, Ports } from '../tenant-key/ports.ts';
import { fingerprintOf, type Identity, identityOf } from '../tenant-key/request.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_EVENTS, type TopicMessage, type Topics } from '../topics/topics.ts';
import type { CloudEvent, CloudEventEnvelope } from './generated/cloud-event.ts';

/** Publishes outcomes to the topic `key-events`, as CloudEvents in structured JSON. */
export function eventPublisher(
  topics: Topics,
  region: string,
  runbookUrl: string,
): Ports['publishEvent'] {
  return async (outcomeEvent, deadlineMs) => {
    const event = cloudEventOf(outcomeEvent, region, runbookUrl);
    const message = structuredMessage(event, event.partitionkey);
    await topics.publish(KEY_EVENTS, [message], deadlineMs);
  };
}

/**
 * The event of an outcome. Its id, source, time and data depend on the request and the key alone, so that
 * consumers can drop a repeat. The time is when KMS created the key; an outcome without a key has none. A
 * repeat is byte-identical, except for the trace of its delivery.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function cloudEventOf(event: OutcomeEvent, region: string, runbookUrl: string): CloudEvent {
  const { traceparent } = event;
  switch (event.type) {
    case 'tenant-key.provisioned': {
      const { type, request, key } = event;
      const { requestId, tenantId, keyName, keyUsage, origin } = request;
      const alias = aliasOf(tenantId, keyName);
      const time = isoTime(key.createTimeS * 1_000);
      const { keyId } = key;
      const createdAt = time;
      const data = { requestId, tenantId, keyName, keyId, alias, keyUsage, origin, createdAt };
      const identity = identityOf(request);
      const envelope = envelopeOf(type, region, [identity, [keyId]]);
      return eventOf(envelope, identity, { time, traceparent }, data);
    }
    case 'tenant-key.rejected': {
      const { type, failed } = event;
      const { code, identity, problems } = failed;
      const data = { ...namesOf(identity), code, ...explained(code, runbookUrl), problems };
      const envelope = envelopeOf(type, region, [identity, [code]]);
      return eventOf(envelope, identity, { traceparent }, data);
    }
    case 'tenant-key.waiting': {
      const { type, failed, message } = event;
      const { identity } = failed;
      const data = { ...namesOf(identity), deadLetterId: deadLetterIdOf(message, failed) };
      return eventOf(envelopeOf(type, region, [identity]), identity, { traceparent }, data);
    }
    case 'tenant-key.parked': {
      const { type, failed, message } = event;
      const { code, stage, identity } = failed;
      const deadLetterId = deadLetterIdOf(message, failed);
      const explanation = explained(code, runbookUrl);
      const names = identity === undefined ? {} : namesOf(identity);
      const data = { ...names, code, stage, ...explanation, deadLetterId };
      // The dead letter identifies a message without a tenant.
      const envelope = envelopeOf(type, region, [identity ?? deadLetterId, [code, stage]]);
      return eventOf(envelope, identity, { traceparent }, data);
    }
  }
}

/** JSON omits what is undefined. Spreading the parts instead takes longer than everything else here. */
function eventOf<Type extends CloudEvent['type'], Data>(
  { specversion, id, source, type }: Envelope<Type>,
  identity: Identity | undefined,
  { time, traceparent }: Pick<CloudEvent, 'time' | 'traceparent'>,
  data: Data,
): CloudEventEnvelope & { readonly type: Type; readonly data: Data } {
  return {
    specversion,
    id,
    source,
    type,
    subject: subjectOf(identity),
    partitionkey: identity?.tenantId,
    time,
    datacontenttype: 'application/json',
    traceparent,
    data,
  };
}

function explained(code: string, runbookUrl: string): { reason: string; runbook: string } {
  return { reason: failureOf(code).meaning, runbook: runbookLink(runbookUrl, code) };
}

function namesOf({ fingerprint: _, ...names }: Identity): Omit<Identity, 'fingerprint'> {
  return names;
}

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/partitioning.md */
function subjectOf(identity: Identity | undefined): string | undefined {
  if (identity === undefined) return undefined;
  const { tenantId, keyName } = identity;
  return keyName === undefined ? tenantId : `${tenantId}/${keyName}`;
}

type Envelope<Type extends string> = Pick<CloudEventEnvelope, 'specversion' | 'id' | 'source'> & {
  readonly type: Type;
};

/**
 * The attributes that every event has. The id depends on type, region and occasion alone, so a repeat has
 * the same one.
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
 * The message with an event in structured JSON. Events with the same key stay in order.
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
