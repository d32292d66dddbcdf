import type { HttpRequest } from '../http/http-request.ts';
import { parseTrigger } from './parse-trigger.ts';

/** The HTTP request that an event carries. Throws when it carries none, and names what was seen. */
export function httpRequestOf(event: unknown): HttpRequest {
  const trigger = parseTrigger(event);
  if (trigger.kind === 'http') return trigger.request;
  if (trigger.kind === 'refused') throw new Error(trigger.problem);
  throw new Error(`This function answers HTTP, not events of the kind ${trigger.kind}.`);
}
