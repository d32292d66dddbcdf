import type { Cloud } from '../../api/service.ts';
import type { DeployedFunction } from '../../state/scf.ts';

/** Adds a function, or puts it in the place of the one with its name. */
export function putFunction({ state, region }: Cloud, deployed: DeployedFunction): void {
  const functions = state.scf.get(region) ?? new Map<string, DeployedFunction>();
  functions.set(deployed.name, deployed);
  state.scf.set(region, functions);
}
