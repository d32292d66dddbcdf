import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { type LoggedInvocation, logText } from '../../emulator/scf/function-log.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';

// The platform logs what a function writes and what it returns: the built functions, by every way in.

const CANARY = 'CANARY';

const FUNCTIONS = ['accept-request', 'provision-keys', 'heal', 'redrive', 'reconcile', 'oversee'];

let deployed: DeployedCloud;

beforeAll(async () => {
  deployed = await deployCloud({
    ...{ RETRY_ATTEMPTS_MAX: '1', REQUESTS_TOPIC: 'key-requests' },
    ...{
      INVOKED_REQUESTS: 'on',
      CMQ_TOPIC: 'key-requests',
      EVENTBRIDGE_SOURCE: 'onboarding.example',
    },
  });
});
beforeEach(async () => {
  await deployed.ask('POST /reset');
  // A circuit breaker that a test opened stays open for a minute: each test has new instances.
  for (const name of FUNCTIONS) deployed.host.kill(name);
});
afterAll(() => deployed.close());

type Request = { readonly requestId: string; readonly tenantId: string; readonly keyName: string };

/** A request of a tenant of its own. */
function requestOf(tenantId: string, more: object): Request {
  const description = CANARY;
  return { ...{ requestId: `r-${tenantId}`, tenantId, keyName: 'main', description }, ...more };
}

const sample = (name: string): object =>
  JSON.parse(
    readFileSync(new URL(`../../events/samples/doors/${name}.json`, import.meta.url), 'utf8'),
  );

/** An event of each kind that a function gets, with such a request in it. */
const EVENTS: readonly (readonly [name: string, event: (request: Request) => unknown])[] = [
  ['accept-request', (request) => httpEvent('function-url', request, {})],
  ['accept-request', (request) => httpEvent('function-url', request, { plan: 'true' })],
  ['accept-request', (request) => httpEvent('function-url', request, {}, 'respond-async')],
  ['accept-request', (request) => httpEvent('api-gateway', request, {})],
  ['provision-keys', (request) => ckafkaRecords(JSON.stringify(request))],
  ['provision-keys', (request) => ckafkaRecords(`${JSON.stringify(request)},`)],
  ['provision-keys', (request) => request],
  ['provision-keys', (request) => [request, JSON.stringify(request)]],
  ['provision-keys', (data) => ({ ...sample('eventbridge'), data })],
  ['provision-keys', (request) => cmqRecords(JSON.stringify(request))],
];

function httpEvent(
  name: string,
  { tenantId, ...body }: Request,
  queryString: object,
  prefer?: string,
): object {
  const event = sample(name) as { readonly headers: Readonly<Record<string, string>> };
  const { Prefer: _, 'idempotency-key': __, ...headers } = event.headers;
  const path = `/v1/tenants/${tenantId}/keys`;
  return {
    ...event,
    ...{ httpMethod: 'POST', path, queryString, pathParameters: { tenantId } },
    headers: { ...headers, ...(prefer !== undefined && { prefer }) },
    body: JSON.stringify(body),
  };
}

function ckafkaRecords(msgBody: string): object {
  const { Records } = sample('ckafka') as {
    readonly Records: readonly { readonly Ckafka: object }[];
  };
  return { Records: [{ Ckafka: { ...Records[0]!.Ckafka, msgBody } }] };
}

function cmqRecords(msgBody: string): object {
  const { Records } = sample('cmq-topic') as {
    readonly Records: readonly { readonly CMQ: object }[];
  };
  return { Records: [{ CMQ: { ...Records[0]!.CMQ, msgBody } }] };
}

/** Sends such a request in by every way, each twice, and then does all that operators and timers do, and what follows. */
async function doEverything(more: object): Promise<readonly string[]> {
  const { host } = deployed;
  const answers: string[] = [];
  const invoke = async (name: string, event: unknown) => {
    const result = await host.invoke(name, event);
    answers.push(JSON.stringify(result));
    return (result.ok ? result.value : {}) as {
      readonly planHash?: string;
      readonly next?: object;
    };
  };
  for (const [index, [name, event]] of EVENTS.entries()) {
    const request = requestOf(`tenant-${index}`, more);
    for (const times of [1, 2]) await invoke(name, event({ ...request, requestId: `r-${times}` }));
    const path = `/v1/tenants/${request.tenantId}/keys`;
    const list = { ...sample('function-url'), httpMethod: 'GET', path, body: '' };
    await invoke('accept-request', list);
    await invoke('accept-request', { ...list, path: `${path}/main` });
  }
  const all = { all: true, states: ['waiting', 'parked'] };
  const ids = [...new Set(deployed.deadLetters().flatMap((deadLetter) => deadLetter?.id ?? []))];
  const reading = [
    { command: 'list', selection: all },
    ...ids.slice(0, 3).map((id) => ({ command: 'show', id })),
    { command: 'plan', selection: all },
    { command: 'quota' },
  ];
  const settling = [
    { command: 'redrive', selection: all },
    { command: 'discard', ids: ids.slice(0, 2), reason: 'not needed' },
    { command: 'show', id: 'no-such-id' },
    { command: 'unknown' },
  ];
  for (const command of reading) await invoke('redrive', command);
  await invoke('heal', sample('timer'));
  const queued = deployed.cloud.topics.get('key-requests')!.read(0, Number.MAX_SAFE_INTEGER);
  await invoke('provision-keys', ckafkaEvent('key-requests', 0, queued));
  for (const command of settling) await invoke('redrive', command);
  const { planHash } = await invoke('reconcile', { command: 'check', tenants: ['tenant-0'] });
  await invoke('reconcile', { command: 'repair', planHash });
  await invoke('reconcile', sample('timer'));
  await invoke('oversee', { command: 'status' });
  await invoke('oversee', { command: 'block', tenantId: 'tenant-0', planOnly: true });
  return answers;
}

/** The log of every function as GetFunctionLogs answers it. */
function logs(): readonly LoggedInvocation[] {
  return FUNCTIONS.flatMap((name) => deployed.host.logOf(name));
}

const hasCanary = (text: string) => text.toLowerCase().includes(CANARY.toLowerCase());

describe('no description of a request is logged or returned by a function', () => {
  const refused = (action: string, error: string) => [{ action, effect: { error } }];
  const unwritten = [{ action: 'topics:publish:key-dead-letters', effect: { http: 503 } }];

  test.each<[string, number, object, object, readonly object[]]>([
    ['nothing fails', 8, {}, {}, []],
    ['requests are invalid', 0, { keyUsage: 'NONE' }, {}, []],
    ['the description is invalid', 0, { description: [CANARY] }, {}, []],
    ['the quota is full', 0, {}, { cmkLimit: 0 }, []],
    ['the cloud fails inside', 0, {}, {}, refused('CreateKey', 'InternalError')],
    ['the cloud answers an unknown code', 0, {}, {}, refused('CreateKey', 'Odd')],
    ['no role has rights', 0, {}, {}, refused('*', 'UnauthorizedOperation.CAM')],
    ['keys get no tags', 8, {}, {}, [{ action: 'CreateKey', effect: { tagCode: 2 } }]],
    ['dead letters cannot be written', 0, {}, { cmkLimit: 0 }, unwritten],
  ])('when %s', { timeout: 60_000 }, async (_, keys, more, switches, faults) => {
    await deployed.ask('PUT /switches', { rateLimits: false, ...switches });
    if (faults.length > 0) await deployed.ask('POST /faults', faults);
    const before = new Set(logs().map(({ requestId }) => requestId));
    const answers = await doEverything(more);
    const logged = logs().filter(({ requestId }) => !before.has(requestId));
    expect(logged).toHaveLength(answers.length);
    const texts = logged.map(logText);
    expect(texts.filter((text) => text.includes(' RetMsg:{')).length).toBeGreaterThan(20);
    expect([...answers, ...texts].filter(hasCanary)).toEqual([]);
    await deployed.ask('DELETE /faults');
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: keys });
  });

  test('but the text of a dead letter is, if an operator asks for it', async () => {
    await deployed.ask('PUT /switches', { cmkLimit: 0 });
    await deployed.host.invoke('provision-keys', requestOf('acme', {}));
    const [deadLetter] = deployed.deadLetters();
    await deployed.host.invoke('redrive', { command: 'show', id: deadLetter!.id, text: true });
    const last = deployed.host.logOf('redrive').at(-1)!;
    expect(logText(last)).toMatch(/Response RequestId:\S+ RetMsg:.*CANARY/);
  });
});
