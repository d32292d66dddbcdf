import { type Cloud, type ParamsOf, type Refusal, refuse } from '../../api/service.ts';
import type { DeployedFunction, DeployedTrigger } from '../../state/scf.ts';
import { findFunction } from './find-function.ts';
import { readTriggerType, type TriggerType } from './read-trigger-type.ts';
import type { TRIGGER } from './trigger-parameters.ts';

type Found =
  | { readonly ok: true; readonly deployed: DeployedFunction; readonly trigger: DeployedTrigger }
  | Refusal;

/**
 * Finds a trigger by its function, type, name and qualifier. A trigger of `$DEFAULT` is not found
 * without its qualifier, as that stands for `$LATEST` when it is absent.
 *
 * @param types Those with which the action has to do.
 */
export function findTrigger(
  params: ParamsOf<typeof TRIGGER>,
  cloud: Cloud,
  types?: readonly TriggerType[],
): Found {
  const named = findFunction(params, cloud);
  if (!named.ok) return named;
  const { Type, TriggerName, Qualifier = '$LATEST' } = params;
  const read = readTriggerType(Type, types);
  if (!read.ok) return read;
  const trigger = named.found.triggers.get(`${Type}/${TriggerName}`);
  if (trigger !== undefined && trigger.qualifier === Qualifier) {
    return { ok: true, deployed: named.found, trigger };
  }
  const message = `There is no ${Type} trigger ${JSON.stringify(TriggerName)} of ${Qualifier}.`;
  return refuse('ResourceNotFound.Trigger', message);
}
