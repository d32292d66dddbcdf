import type { Cloud } from '../../api/service.ts';
import type { DeployedFunction, DeployedTrigger } from '../../state/scf.ts';
import { putFunction } from './put-function.ts';

/** Adds a trigger to its function, or puts it in the place of the one with its type and name. */
export function putTrigger(
  cloud: Cloud,
  deployed: DeployedFunction,
  trigger: DeployedTrigger,
): void {
  const triggers = new Map(deployed.triggers);
  triggers.set(`${trigger.type}/${trigger.name}`, trigger);
  putFunction(cloud, { ...deployed, triggers });
}
