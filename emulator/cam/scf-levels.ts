import type { Switches } from '../api/switches.ts';

/** The switches on which the level of an action depends. */
export type ScfLevelSwitches = Pick<
  Switches,
  'invokeIsOperationLevel' | 'unlistedIsOperationLevel'
>;

/**
 * Whether CAM decides about an action of SCF at operation level: then a policy that names a function or
 * a namespace does not allow it, and only the resource `*` does.
 *
 * @param action Its name in CAM, such as `CreateTrigger`.
 */
export function isOperationLevel(action: string, switches: ScfLevelSwitches): boolean {
  if (action === 'InvokeFunction') return switches.invokeIsOperationLevel;
  const level = LEVELS.get(action);
  return level === undefined ? switches.unlistedIsOperationLevel : level === 'operation';
}

type Level = 'operation' | 'function';

/**
 * The level of each action on which the vendor's pages agree, as far as we could read them: our copies of
 * CAM's page end early. Of the rest, SCF's older page calls some resource-level, such as `CreateFunction`
 * and `GetFunctionLogs`, while a public deployment allows the former on `*`. `InvokeFunction` is
 * resource-level on SCF's page and operation-level on CAM's.
 *
 * @see https://cloud.tencent.com/document/product/598/70005 (CAM: levels of the actions of SCF)
 * @see https://www.tencentcloud.com/document/product/598/57149 (the same on the international site)
 * @see https://cloud.tencent.com/document/product/583/47932 (SCF: account level and resource level)
 */
const LEVELS: ReadonlyMap<string, Level> = new Map([
  ['CreateTrigger', 'operation'],
  ['DeleteReservedConcurrencyConfig', 'function'],
  ['GetAccount', 'operation'],
  ['InvokeFunctionUrl', 'function'],
  ['ListFunctions', 'operation'],
]);
