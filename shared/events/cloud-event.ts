import { failureOf } from '../tenant-key/failures/failures.ts';
import { runbookLink } from '../tenant-key/failures/links.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { deadLetterIdOf, type Names, namesOf } from '../tenant-key/message.ts';
import type { OutcomeEvent, Ports } from '../tenant-key/ports.ts';
import { fingerprintOf, identityOf } from '../tenant-key/request.ts';
import { isoTime } from '../tenant-key/time.ts';
import { vendorAnswerOf } from '../tenant-key/vendor-answer.ts';
import { KEY_EVENTS, type TopicMessage, type Topics } from '../topics/topics.ts';
import { bounded } from './bounded.ts';
import type { CloudEvent, CloudEventEnvelope } from './generated/cloud-event.ts';

/**
 * Publishes outcomes to the topic `key-events`, as CloudEvents in structured JSON.
 *
 * @param wallMs The time of day, in milliseconds since 1970.
 */
export function eventPublisher(
  topics: Topics,
  region: string,
  docsUrl: string,
  wallMs: () => number,
): Ports['publishEvent'] {
  return async (outcomeEvent, deadlineMs) => {
    const event = cloudEventOf(outcomeEvent, region, docsUrl, wallMs());
    const message = structuredMessage(event, event.partitionkey);
    await topics.publish(KEY_EVENTS, [message], deadlineMs);
  };
}

/**
 * The event of an outcome. Its id, source and data depend on the request and the key alone, so that
 * consumers can drop a repeat. The time is when KMS created the key. An outcome without a key has no time
 * that every repeat would agree on: its time is that of the report. A repeat is byte-identical, except for
 * that time and the trace of its delivery.
 *
 * @param nowMs The time of the report, in milliseconds since 1970.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function cloudEventOf(
  event: OutcomeEvent,
  region: string,
  docsUrl: string,
  nowMs: number,
): CloudEvent {
  const { traceparent } = event;
  const reported = { time: isoTime(nowMs), traceparent };
  switch (event.type) {
    case 'tenant-key.provisioned': {
      const { type, request, key } = event;
      const { keyUsage, origin } = request;
      const alias = aliasOf(request.tenantId, request.keyName);
      const time = isoTime(key.createTimeS * 1_000);
      const { keyId } = key;
      const createdAt = time;
      const identity = identityOf(request);
      const { requestId, tenantId, externalTenantId } = identity;
      const names = { requestId, tenantId, externalTenantId, keyName: request.keyName };
      const data = { ...names, keyId, alias, keyUsage, origin, createdAt };
      const envelope = envelopeOf(type, region, [identity, [keyId]]);
      return eventOf(envelope, identity, { time, traceparent }, data);
    }
    case 'tenant-key.rejected': {
      const { type, failed } = event;
      const { code, identity, problems } = failed;
      const explanation = { code, ...explained(code, docsUrl), ...vendorAnswerOf(failed) };
      const { fingerprint: _, ...names } = identity;
      const data = bounded({ ...names, ...explanation, problems });
      const envelope = envelopeOf(type, region, [identity, [code]]);
      return eventOf(envelope, identity, reported, data);
    }
    case 'tenant-key.waiting': {
      const { type, failed, message } = event;
      const { identity } = failed;
      const { fingerprint: _, ...names } = identity;
      const data = { ...names, deadLetterId: deadLetterIdOf(message, failed) };
      return eventOf(envelopeOf(type, region, [identity]), identity, reported, data);
    }
    case 'tenant-key.parked': {
      const { type, failed, message } = event;
      const { code, stage, identity } = failed;
      const deadLetterId = deadLetterIdOf(message, failed);
      const explanation = { ...explained(code, docsUrl), ...vendorAnswerOf(failed) };
      const names = namesOf(failed);
      const data = { ...names, code, stage, ...explanation, deadLetterId };
      // The dead letter identifies a message without a tenant.
      const envelope = envelopeOf(type, region, [identity ?? deadLetterId, [code, stage]]);
      return eventOf(envelope, names, reported, data);
    }
  }
}

/** JSON omits what is undefined. Spreading the parts instead takes longer than everything else here. */
function eventOf<Type extends CloudEvent['type'], Data>(
  { specversion, id, source, type }: Envelope<Type>,
  names: Names,
  { time, traceparent }: Pick<CloudEvent, 'time'> & { readonly traceparent: string | undefined },
  data: Data,
): CloudEventEnvelope & { readonly type: Type; readonly data: Data } {
  return {
    specversion,
    id,
    source,
    type,
    subject: subjectOf(names),
    partitionkey: names.tenantId,
    time,
    datacontenttype: 'application/json',
    traceparent,
    data,
  };
}

function explained(code: string, docsUrl: string): { reason: string; runbook: string } {
  return { reason: failureOf(code).meaning, runbook: runbookLink(docsUrl, code) };
}

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/partitioning.md */
function subjectOf({ tenantId, keyName }: Names): string | undefined {
  return keyName === undefined || tenantId === undefined ? tenantId : `${tenantId}/${keyName}`;
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
