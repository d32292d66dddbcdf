import type { Message } from '../tenant-key/message.ts';
import { refuseTooMany } from './batch-limit.ts';
import { jsonText } from './json-text.ts';
import { ownField } from './own-field.ts';
import type { Trigger } from './trigger.ts';

/** An object with any of these is meant as a request, even when it is not a valid one. */
const TELLING_FIELDS = ['requestId', 'tenantId', 'keyName'];

/**
 * Reads what somebody invoked the function with: a request, or a list of requests, each as an object
 * or as the text of one. The platform hands over what the caller sent, unchanged.
 */
export function readInvoke(event: unknown): Trigger | undefined {
  const isRequest = TELLING_FIELDS.some((name) => ownField(event, name) !== undefined);
  const requests = isRequest ? [event] : event;
  if (!Array.isArray(requests)) return undefined;
  return refuseTooMany(requests) ?? { kind: 'invoke', messages: requests.map(readRequest) };
}

function readRequest(request: unknown): Message {
  const text = typeof request === 'string' ? request : jsonText(request);
  return { text, source: { door: 'invoke' }, callerWaits: true };
}
