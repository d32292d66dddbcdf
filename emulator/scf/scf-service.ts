import type { Action, Service } from '../api/service.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import { createFunction } from './actions/create-function.ts';
import { createTrigger } from './actions/create-trigger.ts';
import { deleteFunction } from './actions/delete-function.ts';
import { deleteReservedConcurrencyConfig } from './actions/delete-reserved-concurrency-config.ts';
import { deleteTrigger } from './actions/delete-trigger.ts';
import { getFunction } from './actions/get-function.ts';
import { getFunctionEventInvokeConfig } from './actions/get-function-event-invoke-config.ts';
import { getReservedConcurrencyConfig } from './actions/get-reserved-concurrency-config.ts';
import { listFunctions } from './actions/list-functions.ts';
import { listTriggers } from './actions/list-triggers.ts';
import { putReservedConcurrencyConfig } from './actions/put-reserved-concurrency-config.ts';
import { updateFunctionCode } from './actions/update-function-code.ts';
import { updateFunctionConfiguration } from './actions/update-function-configuration.ts';
import { updateFunctionEventInvokeConfig } from './actions/update-function-event-invoke-config.ts';
import { updateTrigger } from './actions/update-trigger.ts';
import { updateTriggerStatus } from './actions/update-trigger-status.ts';
import { type Functions, invokeAction } from './invoke-action.ts';

const ACTIONS: readonly Action[] = [
  createFunction,
  createTrigger,
  deleteFunction,
  deleteReservedConcurrencyConfig,
  deleteTrigger,
  getFunction,
  getFunctionEventInvokeConfig,
  getReservedConcurrencyConfig,
  listFunctions,
  listTriggers,
  putReservedConcurrencyConfig,
  updateFunctionCode,
  updateFunctionConfiguration,
  updateFunctionEventInvokeConfig,
  updateTrigger,
  updateTriggerStatus,
];

/**
 * The service of functions, as far as deploying and an operator need it. What is deployed is kept and
 * told; to run it is for the function host. It is where KMS is.
 *
 * @param hosts Asked in turn for a function that is invoked; the list may grow later.
 * @param region Where the functions run.
 */
export function scfService(hosts: readonly Functions[], region: string): Service {
  const actions = [...ACTIONS, invokeAction(hosts, region)];
  return {
    product: 'scf',
    version: '2018-04-16',
    regions: KMS_REGIONS,
    actions: new Map(actions.map((action) => [action.name, action])),
  };
}
