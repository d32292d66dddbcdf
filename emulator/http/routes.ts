import type { Credentials } from '../api/credentials.ts';
import type { Service } from '../api/service.ts';
import { checkSignature } from '../api/signature.ts';
import { parseSwitches } from '../api/switches.ts';
import type { ApiCall, Reply } from '../cloud/answer-call.ts';
import type { BrokerCalls } from '../cloud/broker-calls.ts';
import type { CloudMachine } from '../cloud/machine.ts';
import { COS_ACTIONS } from '../cos/operations.ts';
import { parseFaults } from '../faults/fault-parser.ts';
import type { TopicEngine } from '../topics/topic-engine.ts';
import { json, jsonOf, type Route, type RouteResult, refusal, type Visit } from './route.ts';

type AboutOptions = {
  readonly region: string;
  readonly services: readonly Service[];
  readonly machine: CloudMachine;
  readonly topicEngine: TopicEngine;
  readonly routes: readonly Route[];
};

/** `GET /` summarises what the local cloud offers. */
export function aboutRoute(options: AboutOptions): Route {
  const { region, services, machine, topicEngine, routes } = options;

  async function about() {
    const { url, names, find } = topicEngine;
    const topics = await Promise.all(names().map(find));
    return {
      name: 'a local Tencent cloud',
      region,
      nowMs: machine.nowMs(),
      services: [
        ...services.map(({ product, version, actions }) => {
          return { product, version, actions: [...actions.keys()] };
        }),
        { product: 'cos', actions: COS_ACTIONS },
      ],
      ...(url === undefined ? {} : { brokers: url }),
      topics: topics.flatMap((topic) => {
        if (topic === undefined) return [];
        const { name, partitionCount: partitions, size: messages } = topic;
        return { name, partitions, messages };
      }),
      routes: routes.map(({ method, path }) => `${method} ${path}`),
    };
  }

  return { method: 'GET', path: '/', handle: async () => json(await about()) };
}

/** Routes to inspect and control the local cloud; the vendor's cloud has none of them. */
export function adminRoutes(
  machine: CloudMachine,
  topicEngine: TopicEngine,
  resetBrokers?: BrokerCalls['reset'],
): readonly Route[] {
  const { faults, journal } = machine;

  function isAction(name: string): boolean {
    const [, topic = ''] = /^topics:(?:publish|read):(.*)$/.exec(name) ?? [];
    return machine.hasAction(name) || topicEngine.names().includes(topic);
  }

  function addFaults(body: Buffer): RouteResult {
    const parsed = parseFaults(jsonOf(body), isAction);
    if (!parsed.ok) return refusal(parsed.problem);
    faults.add(parsed.value);
    return json(faults.list());
  }

  function clear(part: typeof faults | typeof journal): RouteResult {
    part.clear();
    return json(part.list());
  }

  function putSwitches(body: Buffer): RouteResult {
    const parsed = parseSwitches(jsonOf(body));
    if (!parsed.ok) return refusal(parsed.problem);
    machine.setSwitches(parsed.value);
    return json(machine.switches());
  }

  function advanceClock(body: Buffer): RouteResult {
    const { ms } = (jsonOf(body) ?? {}) as { readonly ms?: unknown };
    if (typeof ms !== 'number' || !Number.isSafeInteger(ms) || ms < 0 || ms > YEAR_MS) {
      return refusal(
        'The clock advances by a whole number of milliseconds, at most a year: {"ms":60000}.',
      );
    }
    machine.advanceClock(ms);
    return json({ nowMs: machine.nowMs() });
  }

  async function reset(): Promise<RouteResult> {
    machine.reset();
    await resetBrokers?.();
    return json({ reset: true });
  }

  return [
    { method: 'GET', path: '/faults', handle: () => json(faults.list()) },
    { method: 'POST', path: '/faults', handle: ({ body }) => addFaults(body) },
    { method: 'DELETE', path: '/faults', handle: () => clear(faults) },
    { method: 'GET', path: '/journal', handle: () => json(journal.list()) },
    { method: 'DELETE', path: '/journal', handle: () => clear(journal) },
    { method: 'POST', path: '/reset', handle: reset },
    { method: 'POST', path: '/clock/advance', handle: ({ body }) => advanceClock(body) },
    { method: 'GET', path: '/switches', handle: () => json(machine.switches()) },
    { method: 'PUT', path: '/switches', handle: ({ body }) => putSwitches(body) },
  ];
}

const YEAR_MS = 366 * 24 * 60 * 60 * 1_000;

/** Every call of API 3.0 is a POST to `/`; its headers name the action. */
export function apiRoute(
  answer: (call: ApiCall) => ReturnType<CloudMachine['call']> | ReturnType<BrokerCalls['call']>,
  credentials: Credentials,
  systemNowMs: () => number,
): Route {
  async function handle({ headers, body }: Visit): Promise<RouteResult> {
    const request = { method: 'POST', path: '/', query: '', headers, body };
    const call: ApiCall = {
      version: String(headers['x-tc-version'] ?? ''),
      action: String(headers['x-tc-action'] ?? ''),
      region: String(headers['x-tc-region'] ?? ''),
      params: jsonOf(body),
      signature: checkSignature(request, credentials.find, systemNowMs()),
      ...(headers.host !== undefined && { host: headers.host }),
    };
    const { reply, late } = await answer(call);
    return { reply: await resolvedReply(reply), ...(late === undefined ? {} : { late }) };
  }

  return { method: 'POST', path: '/', handle };
}

/** Waits for the body of a reply. */
async function resolvedReply(reply: Reply): Promise<Reply> {
  return 'body' in reply ? { ...reply, body: await reply.body } : reply;
}
