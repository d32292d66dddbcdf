import { fingerprintOf } from '../tenant-key/fingerprint.ts';
import { KEY_EVENTS } from '../topics/topic-names.ts';
import type { Topics } from '../topics/topics.ts';
import type { AnnounceOperation, Operation } from './operation.ts';

/** Announces operations on the topic `key-events`, as CloudEvents in structured JSON. */
export function operationAnnouncer(topics: Topics, region: string): AnnounceOperation {
  return async (operation, deadlineMs) => {
    const event = operationEventOf(operation, region);
    const headers = { 'content-type': 'application/cloudevents+json' };
    const message = { key: event.source, value: JSON.stringify(event), headers };
    await topics.publish(KEY_EVENTS, [message], deadlineMs);
  };
}

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md */
function operationEventOf(operation: Operation, region: string) {
  const { type, data } = operation;
  const source = `/tenant-keys/${region}`;
  const occasion = 'invocationId' in operation ? operation.invocationId : operation.data;
  return {
    specversion: '1.0',
    id: fingerprintOf([type, source, occasion]),
    source,
    type,
    datacontenttype: 'application/json',
    data: 'invocationId' in operation ? { invocationId: operation.invocationId, ...data } : data,
  };
}
