import { isJsonObject } from '../tenant-key/json.ts';
import { readEventBridge } from './event-bridge.ts';
import { readHttpEvent } from './http-event.ts';
import { readInvoke } from './invoke.ts';
import { readRecords } from './records.ts';
import { readTimer } from './timer.ts';
import type { ReadShape, Trigger } from './trigger.ts';

/** Every shape of event that we know, in the order in which they are tried. */
const SHAPES: readonly (readonly [name: string, read: ReadShape])[] = [
  ['a Function URL or API Gateway', readHttpEvent],
  ['CKafka or CMQ records', readRecords],
  ['EventBridge', readEventBridge],
  ['a timer', readTimer],
  ['a request or a list of requests', readInvoke],
];

/** How much of an unknown event its refusal names. */
const FIELDS_SHOWN_MAX = 10;
const FIELD_LENGTH_MAX = 40;

/** Says what an event asks of the function. Never throws: an unknown event is `refused`. */
export function parseTrigger(event: unknown): Trigger {
  for (const [, read] of SHAPES) {
    const trigger = read(event);
    if (trigger !== undefined) return trigger;
  }
  const known = SHAPES.map(([name]) => name).join('; ');
  return { kind: 'refused', problem: `The event is ${described(event)}; known are: ${known}.` };
}

/** Names are shown and values never, since a value may be a secret. */
function described(event: unknown): string {
  if (event === null || event === undefined) return 'empty';
  if (!isJsonObject(event)) return `a ${typeof event}`;
  const names = Object.keys(event);
  if (names.length === 0) return 'an object without fields';
  const shown = names.slice(0, FIELDS_SHOWN_MAX).map(quoted).join(', ');
  const hidden = names.length - FIELDS_SHOWN_MAX;
  return `an object with the fields ${shown}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, FIELD_LENGTH_MAX));
}
