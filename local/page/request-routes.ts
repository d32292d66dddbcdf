import {
  json,
  jsonOf,
  type Route,
  type RouteResult,
  refusal,
  type Visit,
} from '../../emulator/http/route.ts';
import { parseQuery } from '../../emulator/page/query.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import { tenantOf } from '../../shared/tenant-key/tenant-id.ts';
import type { Send } from '../requests.ts';
import type { RequestFilter, RequestTable } from './request-table.ts';
import { type TraceSources, traceOf } from './request-trace.ts';
import type { NewRequest, RequestRow, SentRequest } from './wire.ts';

type RequestRoutesOptions = TraceSources & {
  readonly table: RequestTable;
  readonly send: Send;
  readonly newId: () => string;
};

/** The routes about requests: list them, trace one, and send a new one. */
export function requestRoutes(options: RequestRoutesOptions): readonly Route[] {
  const { table } = options;

  async function trace({ name }: Visit): Promise<RouteResult> {
    const traced = /^\d{1,15}$/.test(name) ? table.find(Number(name)) : undefined;
    if (traced !== undefined) return json(await traceOf(traced, options));
    return refusal(`There is no request ${JSON.stringify(name)} among the last ones.`, 404);
  }

  async function send({ body }: Visit): Promise<RouteResult> {
    const parsed = parseNewRequest(jsonOf(body));
    if (typeof parsed === 'string') return refusal(parsed);
    return sendRequest(parsed, options);
  }

  return [
    { method: 'GET', path: '/page/requests', handle: ({ query }) => list(query, table) },
    { method: 'POST', path: '/page/requests', handle: send },
    { method: 'GET', path: '/page/requests/:name', handle: trace },
  ];
}

function list(query: URLSearchParams, table: RequestTable): RouteResult {
  const filter = filterOf(query);
  return typeof filter === 'string' ? refusal(filter) : json(table.list(filter));
}

/** Parses which requests are wanted, or says in one sentence what is wrong. */
function filterOf(query: URLSearchParams): RequestFilter | string {
  const parsed = parseQuery(query, {
    search: 'text',
    wayIn: WAYS_IN,
    outcome: OUTCOMES,
    limit: { fallback: LIMIT, max: 9_999 },
  });
  if (!parsed.ok) return parsed.problem;
  const { search, wayIn, outcome, limit } = parsed.value;
  return {
    ...{ search, limit },
    wayIn: WAYS_IN.find((word) => word === wayIn),
    outcome: OUTCOMES.find((word) => word === outcome),
  };
}

const LIMIT = 200;
const WAYS_IN = ['http', 'queue', 'retry', 'redrive'] as const satisfies RequestRow['wayIn'][];
const OUTCOMES = [
  'received',
  'provisioned',
  'rejected',
  'waiting',
  'parked',
  'retry',
] as const satisfies RequestRow['outcome'][];

/** Parses a request to be sent, or says in one sentence what is wrong. */
function parseNewRequest(body: unknown): NewRequest | string {
  if (!isJsonObject(body)) return `A new request is a JSON object such as ${EXAMPLE}.`;
  const problem = problemOf(body);
  return problem ?? (body as NewRequest);
}

const EXAMPLE = '{"wayIn":"http","tenantId":"acme","keyName":"main"}';

function problemOf(body: JsonObject): string | undefined {
  const { wayIn, tenantId, keyName, requestId, fields, ...others } = body;
  const [other] = Object.keys(others);
  if (other !== undefined) return `${JSON.stringify(other)} is unknown; use ${EXAMPLE}.`;
  if (wayIn !== 'http' && wayIn !== 'queue') return 'wayIn must be http or queue.';
  const [wrong] = Object.entries({ tenantId, keyName, requestId }).find(isNoName) ?? [];
  if (wrong !== undefined) return `${wrong} must be a text of 1 to 200 characters.`;
  const unfit = wayIn === 'http' && UNFIT.find(([pattern]) => pattern.test(String(tenantId)));
  if (unfit) return `A tenantId ${unfit[1]} cannot be in a path: send the request to the queue.`;
  return problemOfFields(fields);
}

/** What no URL can have in its path, not even with escapes. */
const UNFIT: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\.+$/, 'of dots alone'],
  [/\p{Surrogate}/u, 'with half a character'],
];

function isNoName([name, value]: [name: string, value: unknown]): boolean {
  if (value === undefined) return name !== 'requestId';
  return typeof value !== 'string' || value === '' || value.length > 200;
}

function problemOfFields(fields: unknown = {}): string | undefined {
  if (!isJsonObject(fields)) return `fields must be an object such as ${FIELDS}.`;
  const named = NAMES.find((name) => Object.hasOwn(fields, name));
  return named && `${named} stands beside fields, not in them.`;
}

const FIELDS = '{"keyUsage":"ENCRYPT_DECRYPT"}';
const NAMES: readonly string[] = ['requestId', 'tenantId', 'keyName'];

/**
 * Sends a request as its tenant does, and answers once it has arrived: its outcome may take minutes, and its row
 * shows it.
 */
async function sendRequest(
  { wayIn, tenantId, keyName, requestId: given, fields }: NewRequest,
  { table, send, newId }: RequestRoutesOptions,
): Promise<RouteResult> {
  const requestId = given ?? `page-${newId().slice(0, 8)}`;
  const request: JsonObject = { requestId, tenantId, keyName, ...fields };
  const names = { requestId, ...tenantOf(tenantId), keyName };
  const arrived = arrival(names, table);
  const failed = send({ wayIn, tenantId, text: JSON.stringify(request) }).then(
    // Over HTTP, the function that takes it reports it before it answers.
    () => (wayIn === 'http' ? NOT_TAKEN : new Promise<never>(() => {})),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const result = await Promise.race([arrived.row, failed]).finally(arrived.stop);
  if (typeof result === 'string') return refusal(`The request was not sent: ${result}`, 502);
  const sent: SentRequest = { requestId, ...(result && { number: result.number }) };
  return json(sent, 202);
}

const NOT_TAKEN =
  'no function takes it. If none is deployed, run npm run deploy -- --target local.';

type Arrival = { readonly row: Promise<RequestRow | undefined>; readonly stop: () => void };

/** Waits for the next row with these names; resolves to undefined when none comes. */
function arrival(names: Parameters<RequestTable['newest']>[0], table: RequestTable): Arrival {
  const before = table.newest(names)?.number ?? 0;
  let stop = () => {};
  const row = new Promise<RequestRow | undefined>((resolve) => {
    const timer = setTimeout(resolve, ARRIVAL_MS_MAX, undefined);
    const leave = table.onChange(() => {
      const newest = table.newest(names);
      if (newest !== undefined && newest.number > before) resolve(newest);
    });
    stop = () => {
      clearTimeout(timer);
      leave();
    };
  });
  return { row, stop };
}

/** Longer than brokers take to deliver a message. */
const ARRIVAL_MS_MAX = 5_000;
