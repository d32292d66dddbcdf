import type { Action, Service } from '../api/service.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import { getAccount } from './actions/account.ts';
import {
  getFunctionEventInvokeConfig,
  updateFunctionEventInvokeConfig,
} from './actions/async-invocation.ts';
import {
  deleteReservedConcurrencyConfig,
  getReservedConcurrencyConfig,
  putReservedConcurrencyConfig,
} from './actions/concurrency.ts';
import { getFunctionLogsAction } from './actions/function-logs.ts';
import { getFunction, listFunctions } from './actions/function-queries.ts';
import { updateFunctionCode, updateFunctionConfiguration } from './actions/function-updates.ts';
import { createFunction, deleteFunction } from './actions/functions.ts';
import { type Functions, invokeAction } from './actions/invoke.ts';
import { updateTrigger, updateTriggerStatus } from './actions/trigger-updates.ts';
import { createTrigger, deleteTrigger, listTriggers } from './actions/triggers.ts';
import {
  deleteFunctionVersion,
  getFunctionAddress,
  listVersionByFunction,
  publishVersion,
} from './actions/versions.ts';
import codes from './codes.json' with { type: 'json' };

const ACTIONS: readonly Action[] = [
  createFunction,
  createTrigger,
  deleteFunction,
  deleteFunctionVersion,
  deleteReservedConcurrencyConfig,
  deleteTrigger,
  getAccount,
  getFunction,
  getFunctionAddress,
  getFunctionEventInvokeConfig,
  getReservedConcurrencyConfig,
  listFunctions,
  listTriggers,
  listVersionByFunction,
  publishVersion,
  putReservedConcurrencyConfig,
  updateFunctionCode,
  updateFunctionConfiguration,
  updateFunctionEventInvokeConfig,
  updateTrigger,
  updateTriggerStatus,
];

/**
 * The control plane of functions, as far as deployments and operators need it. It stores what is
 * deployed; the function host runs it. Its regions are those of KMS.
 *
 * @param hosts Searched in order for an invoked function; more may be added later.
 * @param region The region in which the functions run.
 */
export function scfService(hosts: readonly Functions[], region: string): Service {
  const actions = [...ACTIONS, getFunctionLogsAction(hosts, region), invokeAction(hosts, region)];
  return {
    product: 'scf',
    version: '2018-04-16',
    regions: KMS_REGIONS,
    actions: new Map(actions.map((action) => [action.name, action])),
    codes: codes.declared,
  };
}
