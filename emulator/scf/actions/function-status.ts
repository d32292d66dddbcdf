import { type Cloud, type Refusal, refuse } from '../../api/service.ts';
import type { DeployedFunction } from '../../state/scf.ts';

/**
 * The platform makes and changes functions by and by; the switch `functionSettlesMs` says how long
 * that takes here. A reset may have set the clock to before the change: then it is long done.
 *
 * @see https://cloud.tencent.com/document/product/583/115197
 */
export function statusOf(
  { addTimeMs, modTimeMs }: DeployedFunction,
  { nowMs, switches }: Cloud,
): 'Active' | 'Creating' | 'Updating' {
  const elapsedMs = nowMs - modTimeMs;
  if (elapsedMs < 0 || elapsedMs >= switches.functionSettlesMs) return 'Active';
  return modTimeMs === addTimeMs ? 'Creating' : 'Updating';
}

/**
 * Refuses to change a function that is not done with its last change.
 *
 * @param code The one that the vendor has for this with the action.
 */
export function checkActive(
  deployed: DeployedFunction,
  cloud: Cloud,
  code: string,
): Refusal | undefined {
  const status = statusOf(deployed, cloud);
  if (status === 'Active') return undefined;
  const message = `The function ${deployed.name} is ${status}; try again when it is Active.`;
  return refuse(code, message);
}
