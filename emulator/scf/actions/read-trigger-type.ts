import { type Refusal, refuse } from '../../api/service.ts';
import type { DeployedTrigger } from '../../state/scf.ts';

export type TriggerType = DeployedTrigger['type'];

const ALL_TYPES: readonly TriggerType[] = ['timer', 'ckafka', 'http'];

type ReadType = { readonly ok: true; readonly type: TriggerType } | Refusal;

/** Reads a type that the local cloud has. */
export function readTriggerType(text: string, types: readonly TriggerType[] = ALL_TYPES): ReadType {
  const type = types.find((candidate) => candidate === text);
  if (type !== undefined) return { ok: true, type };
  const message = `Type must be one of ${types.join(', ')}; it is ${JSON.stringify(text)}.`;
  return refuse('InvalidParameterValue.Type', message);
}
