import type { CloudEvent } from './generated/cloud-event.ts';
import type { OperationEvent } from './generated/operation-event.ts';

/** Every event of tenant-keys. Its `type` says which `data` it has. */
export type TenantKeyEvent = CloudEvent | OperationEvent;

/** A message of Kafka as kafkajs gives it, or a request with its headers and body. */
export type EventMessage = {
  readonly headers?: Headers | Readonly<Record<string, unknown>> | null | undefined;
  readonly value?: string | Uint8Array | null;
  readonly body?: string | Uint8Array | null;
};

/**
 * Reads an event of tenant-keys, in structured mode or in binary mode: the text, the bytes, or the whole message.
 * Its `type` tells TypeScript which `data` it has. An event may come more than once: equal `source` and `id` mean the
 * same event.
 *
 * @returns undefined for a CloudEvent of another type, such as one that a later release adds. Ignore it.
 * @throws UnreadableEventError when it is no CloudEvent.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
export function parseEvent(
  message: string | Uint8Array | EventMessage,
): TenantKeyEvent | undefined {
  const event = isText(message) ? parseJson(message) : fromMessage(message);
  const problem = problemOf(event);
  if (problem !== undefined) throw new UnreadableEventError(problem);
  return isKnown(event) ? event : undefined;
}

/** What was read is no CloudEvent with data. */
export class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';
}

function fromMessage(message: EventMessage): unknown {
  const { headers, value, body } = isRecord(message) ? message : {};
  const text = value ?? body;
  if (text === undefined || text === null) throw new UnreadableEventError('The message is empty.');
  const attributes = attributesIn(headers ?? {});
  if (!('specversion' in attributes)) return parseJson(text);
  return { ...attributes, data: parseJson(text) };
}

/** The attributes in binary mode: `ce_type` in Kafka, `ce-type` in HTTP. */
function attributesIn(
  headers: Headers | Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [header, value] of headers instanceof Headers ? headers : Object.entries(headers)) {
    const [, name] = /^ce[-_]([a-z0-9]{1,64})$/.exec(header.toLowerCase()) ?? [];
    if (name !== undefined) attributes[name] = textOf(value);
    if (header.toLowerCase() === 'content-type') attributes.datacontenttype = textOf(value);
  }
  return attributes;
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
}

function parseJson(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(
      typeof text === 'string' ? text : new TextDecoder('utf-8', { fatal: true }).decode(text),
    );
  } catch (cause) {
    throw new UnreadableEventError('The message is not JSON in UTF-8.', { cause });
  }
}

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#required-attributes */
function problemOf(event: unknown): string | undefined {
  if (!isRecord(event)) return 'The message is no JSON object.';
  if (event.specversion !== '1.0') return 'The message is no CloudEvent 1.0.';
  for (const attribute of ['id', 'source', 'type']) {
    const value = event[attribute];
    if (typeof value !== 'string' || value === '') return `The event has no ${attribute}.`;
  }
  return isRecord(event.data) ? undefined : 'The event has no data.';
}

function isKnown(event: unknown): event is TenantKeyEvent {
  return isRecord(event) && typeof event.type === 'string' && Object.hasOwn(TYPES, event.type);
}

/** A type that the contract has and this table has not does not compile. */
const TYPES: Readonly<Record<TenantKeyEvent['type'], true>> = {
  'tenant-key.provisioned': true,
  'tenant-key.rejected': true,
  'tenant-key.waiting': true,
  'tenant-key.parked': true,
  'tenant-keys.redriven': true,
  'tenant-keys.discarded': true,
  'tenant-keys.retried': true,
  'tenant-keys.queue-paused': true,
  'tenant-keys.queue-resumed': true,
  'tenant-keys.tenant-blocked': true,
  'tenant-keys.tenant-unblocked': true,
  'tenant-keys.quota-reached': true,
  'tenant-keys.fleet-checked': true,
  'tenant-keys.fleet-repaired': true,
};

function isText(message: string | Uint8Array | EventMessage): message is string | Uint8Array {
  return typeof message === 'string' || message instanceof Uint8Array;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
