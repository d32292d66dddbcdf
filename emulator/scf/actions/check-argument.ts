import { type Refusal, refuse } from '../../api/service.ts';
import type { TriggerType } from './read-trigger-type.ts';

const ARGUMENT_BYTES_MAX = 4_096;

/** Refuses what a trigger cannot hand to its function: a timer alone has something to say. */
export function checkArgument(type: TriggerType, argument: string): Refusal | undefined {
  const code = 'InvalidParameterValue.CustomArgument';
  if (type !== 'timer' && argument !== '') {
    return refuse(code, 'A timer alone has a CustomArgument.');
  }
  if (Buffer.byteLength(argument) <= ARGUMENT_BYTES_MAX) return undefined;
  return refuse(code, `CustomArgument may have ${ARGUMENT_BYTES_MAX} bytes.`);
}
