import { type Cloud, type Refusal, refuse } from '../../api/service.ts';
import type { DeployedFunction } from '../../state/scf.ts';

/** The parameters that name a function. */
type FunctionSelector = {
  readonly FunctionName: string;
  readonly Namespace?: string;
  readonly Qualifier?: string;
};

type Found = { readonly ok: true; readonly found: DeployedFunction } | Refusal;

/**
 * Finds a function by its name. What changes and runs is `$LATEST`, with the alias `$DEFAULT`; published
 * versions can only be read.
 *
 * The vendor has two codes for an unknown function and does not document the difference. All of
 * these actions list this one.
 */
export function findFunction(selector: FunctionSelector, cloud: Cloud): Found {
  const { FunctionName, Qualifier = '$LATEST' } = selector;
  const refusal = checkNamespace(selector.Namespace);
  if (refusal !== undefined) return refusal;
  const found = cloud.state.scf.get(cloud.region)?.get(FunctionName);
  if (found === undefined) {
    const message = `The function ${JSON.stringify(FunctionName)} does not exist in this region.`;
    return refuse('ResourceNotFound.Function', message);
  }
  if (['$LATEST', '$DEFAULT'].includes(Qualifier)) return { ok: true, found };
  return refuse(
    'ResourceNotFound.Version',
    'Here only the version $LATEST can be changed and run.',
  );
}

/** The refusal of an action that reads versions. */
export function unknownVersion(qualifier: string): Refusal {
  const message = `The function has no version ${JSON.stringify(qualifier)}.`;
  return refuse('ResourceNotFound.Version', message);
}

/** The local cloud has one namespace. */
export function checkNamespace(namespace = 'default'): Refusal | undefined {
  if (namespace === 'default') return undefined;
  return refuse('ResourceNotFound.Namespace', 'The only namespace is default.');
}

/**
 * The platform creates and changes functions asynchronously; the switch `functionSettlesMs` sets
 * how long that takes here. If a reset has set the clock to before the change, the change is
 * complete.
 *
 * @see https://cloud.tencent.com/document/product/583/115197
 */
export function statusOf(
  { addTimeMs, modTimeMs, versions }: DeployedFunction,
  { nowMs, switches }: Cloud,
): 'Active' | 'Creating' | 'Updating' | 'Publishing' {
  const isSettling = (timeMs: number) => {
    const elapsedMs = nowMs - timeMs;
    return elapsedMs >= 0 && elapsedMs < switches.functionSettlesMs;
  };
  if (isSettling(modTimeMs)) return modTimeMs === addTimeMs ? 'Creating' : 'Updating';
  return versions.some((version) => isSettling(version.addTimeMs)) ? 'Publishing' : 'Active';
}

/**
 * Refuses to change a function while its last change is in progress.
 *
 * @param code The vendor's code for this case, which depends on the action.
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

/** Adds a function, or replaces the one with the same name. */
export function putFunction({ state, region }: Cloud, deployed: DeployedFunction): void {
  const functions = state.scf.get(region) ?? new Map<string, DeployedFunction>();
  functions.set(deployed.name, deployed);
  state.scf.set(region, functions);
}
