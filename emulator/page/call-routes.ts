import { withoutSecrets } from '../api/secrets.ts';
import { ACCOUNT } from '../api/service.ts';
import type { ApiCall } from '../cloud/answer-call.ts';
import type { CosCall } from '../cloud/answer-cos.ts';
import type { CloudMachine, Late } from '../cloud/machine.ts';
import { json, type Route, type RouteResult, refusal, type Visit } from '../http/route.ts';
import { parseQuery } from './query.ts';
import type { NumberOf } from './record-calls.ts';
import type { RecordedCall, RecordedCalls } from './recorded-calls.ts';
import type { CallDetail, CallPage, SentAgain } from './wire.ts';

type CallRoutesOptions = {
  readonly calls: RecordedCalls;
  readonly numberOf: NumberOf;
  /** Answers a call of API 3.0 as the route of the API does. */
  readonly callApi: (call: ApiCall) => Sent | Promise<Sent>;
  readonly callCos: CloudMachine['callCos'];
};

type Sent = { readonly late?: Late };

/** The recorded calls: a page of them, one of them, and one sent again. */
export function callRoutes(options: CallRoutesOptions): readonly Route[] {
  const { calls } = options;

  function onCall(
    name: string,
    answer: (call: RecordedCall) => RouteResult | Promise<RouteResult>,
  ): RouteResult | Promise<RouteResult> {
    const call = /^\d{1,15}$/.test(name) ? calls.find(Number(name)) : undefined;
    if (call !== undefined) return answer(call);
    const known = calls.list().length;
    const place = known === 0 ? ': none is recorded' : ` among the last ${known}`;
    return refusal(`There is no call ${JSON.stringify(name)}${place}.`, 404);
  }

  function clear(): RouteResult {
    calls.clear();
    return json({ calls: [], more: false } satisfies CallPage);
  }

  const path = '/page/calls';
  return [
    { method: 'GET', path, handle: ({ query }) => listedCalls(query, calls) },
    { method: 'DELETE', path, handle: clear },
    {
      method: 'GET',
      path: `${path}/:name`,
      handle: ({ name }: Visit) => onCall(name, (call) => json(detailOf(call))),
    },
    {
      method: 'POST',
      path: `${path}/:name/again`,
      handle: ({ name }: Visit) => onCall(name, (call) => sendAgain(call, options)),
    },
  ];
}

function listedCalls(query: URLSearchParams, calls: RecordedCalls): RouteResult {
  const parsed = parseQuery(query, {
    before: { fallback: Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER },
    limit: { fallback: 100, max: 500 },
    search: 'text',
    kind: ['failed', 'changes'],
  });
  if (!parsed.ok) return refusal(parsed.problem);
  const { before, limit, search, kind } = parsed.value;
  const matches = callFilter(search, kind);
  const found: RecordedCall[] = [];
  const all = calls.list();
  for (let index = all.length - 1; index >= 0 && found.length <= limit; index -= 1) {
    const call = all[index];
    if (call !== undefined && call.row.number < before && matches(call)) found.push(call);
  }
  const rows = found.slice(0, limit).map(({ row }) => row);
  return json({ calls: rows, more: found.length > limit } satisfies CallPage);
}

function callFilter(search: string, kind: string): (call: RecordedCall) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ row, params, changes }) => {
    if (kind === 'failed' && row.code === null) return false;
    if (kind === 'changes' && changes.length === 0) return false;
    if (words.length === 0) return true;
    const { action, subject, code, caller } = row;
    const text = [action, subject, code, caller, JSON.stringify(params)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

function detailOf(recorded: RecordedCall): CallDetail {
  const { row, region, requestId, changes, params, answer, received } = recorded;
  return {
    ...{ ...row, region, requestId, changes },
    params: paramsOf(recorded) ?? params,
    answer: answer === undefined ? null : withoutSecrets(answer.value),
    ...('notKept' in received && { notRepeatable: received.notKept }),
  };
}

/** A request to COS is shown with what it carries. */
function paramsOf({ params, received: { call } }: RecordedCall): object | undefined {
  if (call === undefined || 'action' in call) return undefined;
  const { method, url, body } = call.request;
  return { method, url: urlOf(url), ...params, ...(body.length > 0 && { body: body.toString() }) };
}

/** Without the query, which may have a signature. */
function urlOf(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path;
}

/** Sends a call again as the account, whoever sent it first. */
async function sendAgain(
  { received }: RecordedCall,
  { callApi, callCos, numberOf }: CallRoutesOptions,
): Promise<RouteResult> {
  if (received.call === undefined) {
    return refusal(`The call cannot be sent again. ${received.notKept}`, 409);
  }
  const call = asAccount(received.call);
  const { late } = await ('action' in call ? callApi(call) : callCos(call));
  const number = numberOf(call);
  if (number !== undefined) return json({ number } satisfies SentAgain);
  const { afterMs = 0 } = late ?? {};
  return { ...json({ afterMs } satisfies SentAgain, 202), ...(late && { late }) };
}

function asAccount<T extends ApiCall | CosCall>(call: T): T {
  return { ...call, signature: { ok: true, caller: ACCOUNT } };
}
