import type { Service } from '../api/service.ts';
import { KMS_REGIONS } from '../kms/regions.ts';
import { type Functions, invokeAction } from './invoke-action.ts';

/**
 * The service of functions, as far as an operator needs it: functions are invoked by it, and put up
 * by the function host alone. It is where KMS is.
 *
 * @param hosts Asked in turn for a function; the list may grow later.
 * @param region Where the functions are.
 */
export function scfService(hosts: readonly Functions[], region: string): Service {
  const invoke = invokeAction(hosts, region);
  return {
    product: 'scf',
    version: '2018-04-16',
    regions: KMS_REGIONS,
    actions: new Map([[invoke.name, invoke]]),
  };
}
