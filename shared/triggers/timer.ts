import { ownField, ownText } from './own-field.ts';
import type { Trigger } from './trigger.ts';

/**
 * Reads the event of a timer; its text is what the trigger was set up with.
 *
 * @see https://cloud.tencent.com/document/product/583/31927
 */
export function readTimer(event: unknown): Trigger | undefined {
  if (ownField(event, 'Type') !== 'Timer') return undefined;
  const name = ownText(event, 'TriggerName', '');
  return { kind: 'timer', name, text: ownText(event, 'Message', '') };
}
