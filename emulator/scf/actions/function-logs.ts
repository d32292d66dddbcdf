import { beijingTime } from '../../api/beijing-time.ts';
import {
  type Action,
  type Answer,
  defineAction,
  missingParameter,
  type Refusal,
  refuse,
} from '../../api/service.ts';
import type { JsonObject } from '../../json/json.ts';
import { type LoggedInvocation, logText } from '../function-log.ts';
import { findFunction } from './deployed-function.ts';
import type { Functions } from './invoke.ts';
import { readListing } from './listing.ts';

/**
 * Lists the log of a function, one entry for each invocation, the last first. Times are not searched: the
 * log has the last 1,000 invocations.
 *
 * @see https://cloud.tencent.com/document/product/583/18583
 */
export function getFunctionLogsAction(hosts: readonly Functions[], region: string): Action {
  return defineAction({
    name: 'GetFunctionLogs',
    parameters: {
      FunctionName: { type: 'string' },
      Offset: { type: 'integer' },
      Limit: { type: 'integer' },
      Order: { type: 'string' },
      OrderBy: { type: 'string' },
      Filter: { type: { RetCode: { type: 'string' } } },
      Namespace: { type: 'string' },
      Qualifier: { type: 'string' },
      FunctionRequestId: { type: 'string' },
      StartTime: { type: 'string' },
      EndTime: { type: 'string' },
      SearchContext: { type: SEARCH_CONTEXT },
    },
    mutating: false,
    callsPerSecondMax: 5,
    answer(params, cloud) {
      const { FunctionName: name } = params;
      if (name === undefined) return missingParameter('FunctionName');
      const named = findFunction({ ...params, FunctionName: name }, cloud);
      if (!named.ok) return named;
      const host = hosts.find(({ has }) => cloud.region === region && has(name));
      return logPage(host?.logOf(name) ?? [], params);
    },
  });
}

/** The vendor no longer supports it. */
const SEARCH_CONTEXT = {
  Offset: { type: 'string', required: true },
  Limit: { type: 'integer', required: true },
  Keyword: { type: 'string' },
  Type: { type: 'string' },
} as const;

const PLACES: ReadonlyMap<string, (row: LoggedInvocation) => number | string> = new Map([
  ['start_time', ({ startMs }: LoggedInvocation) => startMs],
  ['duration', ({ durationMs }: LoggedInvocation) => durationMs],
]);

const FILTERS: ReadonlyMap<string, (row: LoggedInvocation) => boolean> = new Map([
  ['', () => true],
  ['is0', ({ state }: LoggedInvocation) => state === 'succeeded'],
  ['not0', ({ state }: LoggedInvocation) => state === 'failed'],
]);

function oneOf(name: string, known: ReadonlyMap<string, unknown>): Refusal {
  const names = [...known.keys()].filter(Boolean).join(', ');
  return refuse('InvalidParameterValue', `${name} must be one of ${names}.`);
}

type Search = {
  readonly Offset?: number;
  readonly Limit?: number;
  readonly Order?: string;
  readonly OrderBy?: string;
  readonly Filter?: { readonly RetCode?: string };
  readonly FunctionRequestId?: string;
};

function logPage(log: readonly LoggedInvocation[], search: Search): Answer {
  const { OrderBy = 'start_time', Order = 'desc', Filter: { RetCode = '' } = {} } = search;
  const placeOf = PLACES.get(OrderBy);
  if (placeOf === undefined) return oneOf('OrderBy', PLACES);
  const selects = FILTERS.get(RetCode);
  if (selects === undefined) return oneOf('Filter.RetCode', FILTERS);
  const { FunctionRequestId: id } = search;
  const rows = log.filter((row) => selects(row) && (id === undefined || row.requestId === id));
  const listing = readListing([...rows].reverse(), placeOf, {
    ...search,
    Order: Order.toUpperCase(),
  });
  if (!listing.ok) return listing;
  return { ok: true, response: { TotalCount: rows.length, Data: listing.rows.map(logJson) } };
}

/** 0 for a success, 2 while the function runs, and 1 for a failure: other values count as one. */
const RET_CODES = { succeeded: 0, failed: 1, running: 2 } as const;

function logJson(row: LoggedInvocation): JsonObject {
  return {
    FunctionName: row.functionName,
    RequestId: row.requestId,
    StartTime: beijingTime(row.startMs),
    RetCode: RET_CODES[row.state],
    InvokeFinished: row.state === 'running' ? 0 : 1,
    Duration: row.durationMs,
    BillDuration: Math.ceil(row.durationMs),
    MemUsage: 0,
    RetMsg: row.returned,
    Log: logText(row),
    Level: '',
    Source: '',
    RetryNum: 0,
  };
}
