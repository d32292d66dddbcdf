import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RequestTrace, TraceStep } from '../../local/page/wire.ts';
import { applicationPage } from '../world/application-page.ts';
import type { RunningApplication } from '../world/running-application.ts';
import { setTimer } from '../world/timer.ts';

let running: RunningApplication;
beforeAll(async () => {
  running = await applicationPage({ seed: 'page' });
});
afterAll(() => running?.close());

const ask = (route: string, body?: object | string): Promise<any> =>
  running.ask(route, body as object);

/** Sends a request by the page, and waits for one of these outcomes. */
async function send(body: object, outcomes = ['provisioned', 'waiting', 'parked', 'rejected']) {
  const { number } = await ask('POST /page/requests', { wayIn: 'queue', ...body });
  return traceUntil(number, ({ request }) => outcomes.includes(request.outcome));
}

async function traceUntil(
  number: number,
  isDone: (trace: RequestTrace) => boolean,
): Promise<RequestTrace> {
  for (;;) {
    const trace: RequestTrace = await ask(`GET /page/requests/${number}`);
    if (isDone(trace)) return trace;
    await sleep(50);
  }
}

async function deadLetterOf(requestId: string): Promise<any> {
  const { deadLetters } = await ask('GET /page/dead-letters');
  return deadLetters.find((each: any) => each.requestId === requestId);
}

const textsOf = ({ steps }: RequestTrace, kind: TraceStep['kind']) =>
  steps.filter((step) => step.kind === kind).map(({ text }) => text);

describe('a request that the page sends', () => {
  test.each(['http', 'queue'] as const)('by %s has a row and a trace', async (wayIn) => {
    const names = { requestId: `sent-${wayIn}`, tenantId: 'acme', keyName: `by-${wayIn}` };
    const { request, steps } = await send({ ...names, wayIn });
    expect(request).toMatchObject({ wayIn, ...names, outcome: 'provisioned', adopted: false });
    const kinds = steps.map(({ kind }) => kind);
    expect([kinds[0], kinds.at(-1)]).toEqual(['received', 'outcome']);
    expect(new Set(kinds)).toEqual(new Set(['received', 'call', 'event', 'status', 'outcome']));
    const created = steps.find(({ text, code }) => text.startsWith('CreateKey') && !code);
    expect(created?.text).toBe(`CreateKey acme_by-${wayIn}`);
    const call = await ask(`GET /page/calls/${created?.callNumber}`);
    expect(call).toMatchObject({
      action: 'CreateKey',
      answer: { Response: { KeyId: request.keyId } },
    });
    const event = steps.find(({ kind }) => kind === 'event');
    expect(event?.detail).toMatchObject({ type: 'tenant-key.provisioned', data: names });
    const times = steps.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  test('has an id of its own, and more fields', async () => {
    const fields = { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC', tags: { team: 'billing' } };
    const body = { wayIn: 'http', tenantId: 'acme', keyName: 'signing', fields };
    const { requestId, number } = await ask('POST /page/requests', body);
    expect(requestId).toMatch(/^page-[0-9a-f]{8}$/);
    await traceUntil(number, ({ request }) => request.outcome === 'provisioned');
    const { keys } = await ask('GET /page/keys?search=acme_signing');
    expect(keys).toMatchObject([{ keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC' }]);
    expect(keys[0].tags).toContainEqual(['team', 'billing']);
  });

  test('is refused by the application if its names are not valid', async () => {
    const body = { wayIn: 'http', tenantId: 'acme', keyName: 'Not Valid' };
    const { request, steps } = await send(body);
    expect(request).toMatchObject({ outcome: 'rejected', code: 'RequestInvalid' });
    expect(steps.at(-1)).toMatchObject({
      text: 'rejected: RequestInvalid',
      detail: { status: 422, errors: [{ pointer: '#/keyName' }] },
    });
  });

  test('belongs to the tenant that its id means', async () => {
    const { request } = await send({ requestId: 'ext', tenantId: 'Globex_1', keyName: 'main' });
    expect(request).toMatchObject({ externalTenantId: 'Globex_1', outcome: 'provisioned' });
    expect(request.tenantId).toMatch(/^x--[a-z2-7]{26}$/);
  });

  test.each<[unknown, string]>([
    ['nonsense', 'A new request is a JSON object such as {"wayIn":"http","tenantId":"acme"'],
    [{ wayIn: 'file' }, 'wayIn must be http or queue.'],
    [{ wayIn: 'http', keyName: 'main' }, 'tenantId must be a text of 1 to 200 characters.'],
    [{ wayIn: 'http', tenantId: 'acme' }, 'keyName must be a text of 1 to 200 characters.'],
    [{ wayIn: 'http', tenantId: 'acme', keyName: 'main', requestId: '' }, 'requestId must be'],
    [{ wayIn: 'http', tenantId: '..', keyName: 'main' }, 'A tenantId of dots alone cannot be'],
    [
      { wayIn: 'http', tenantId: 'a\ud800', keyName: 'main' },
      'A tenantId with half a character cannot be in a path',
    ],
    [{ wayIn: 'http', tenantId: 'acme', keyName: 'main', more: 1 }, '"more" is unknown; use'],
    [{ wayIn: 'http', tenantId: 'acme', keyName: 'main', fields: [] }, 'fields must be an object'],
    [
      { wayIn: 'http', tenantId: 'acme', keyName: 'main', fields: { tenantId: 'other' } },
      'tenantId stands beside fields, not in them.',
    ],
  ])('%o is refused in a sentence', async (body, error) => {
    const answer = await ask('POST /page/requests', body as object);
    expect(answer).toEqual({ status: 400, error: expect.stringContaining(error) });
  });
});

describe('a request that others send', () => {
  test('has one row when it came over HTTP and goes through the queue', async () => {
    const { cloud } = running;
    const token = cloud.issueToken({ tenants: ['acme'] });
    await fetch(`${cloud.url}/functions/accept-request/v1/tenants/acme/keys`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        prefer: 'respond-async',
      },
      body: JSON.stringify({ requestId: 'async-1', keyName: 'async' }),
    });
    const search = 'GET /page/requests?search=async-1';
    const { requests, total } = await ask(search);
    await traceUntil(requests[0].number, ({ request }) => request.outcome === 'provisioned');
    const after = await ask(search);
    expect(after).toMatchObject({ total, matching: 1 });
    expect(after.requests).toMatchObject([{ wayIn: 'http', outcome: 'provisioned' }]);
  });

  test('has a row and a dead letter when it names no tenant', async () => {
    const value = '{"requestId":"no-tenant","tenant":"acme","keyName":"main"}';
    await ask('POST /topics/key-requests/messages', { key: 'acme', value });
    const { requests } = await ask('GET /page/requests?search=no-tenant&wayIn=queue');
    const isParked = ({ request }: RequestTrace) => request.outcome === 'parked';
    const trace = await traceUntil(requests[0].number, isParked);
    expect(textsOf(trace, 'dead letter')).toEqual(['It is parked: RequestInvalid']);
    const { deadLetters } = await ask('GET /page/dead-letters');
    const { id } = deadLetters.find(({ code }: any) => code === 'RequestInvalid');
    expect(await ask(`GET /page/dead-letters/${id}`)).toMatchObject({
      ...{ id, state: 'parked', code: 'RequestInvalid', keyName: 'main' },
      reason: 'The request breaks its contract.',
      nextStep: expect.stringContaining('discard the dead letter'),
      problems: [{ pointer: '#/tenantId' }, { pointer: '#/tenant' }],
      text: value,
      isCut: false,
    });
    await ask('POST /page/dead-letters/redrive', { ids: [id] });
    const again = await traceUntil(requests[0].number, ({ steps }) => {
      return steps.some(({ text }) => text === 'parked after a redrive: RequestInvalid');
    });
    expect(again.request.outcome).toBe('parked');
  });
});

describe('dead letters', () => {
  beforeEach(() => setTimer(running.cloud, 'CLOSE'));
  afterAll(() => setTimer(running.cloud, 'OPEN'));

  const TAGGING_FAILS = [
    { action: 'CreateKey', effect: { tagCode: 1 }, times: 1 },
    { action: 'TagResources', effect: { error: 'InternalError' } },
  ];

  test('are planned and redriven, and the trace shows the failure and its repair', async () => {
    await ask('POST /faults', TAGGING_FAILS);
    const names = { requestId: 'untagged', tenantId: 'acme', keyName: 'untagged' };
    const before = await send(names);
    expect(before.request).toMatchObject({ outcome: 'waiting', code: 'InternalError' });
    const failing = before.steps.filter(({ code }) => code === 'InternalError');
    expect(failing.map(({ kind }) => kind)).toContain('call');

    const row = await deadLetterOf('untagged');
    expect(row).toMatchObject({
      ...{ state: 'waiting', code: 'InternalError', ...names, redrives: 0 },
      nextAttemptAtMs: expect.any(Number),
    });
    const ids = [row.id];
    await ask('DELETE /faults');
    const common = { id: row.id, name: 'acme/untagged', ok: true };
    const planned = await ask('POST /page/dead-letters/plan', { ids });
    expect(planned).toEqual({
      summary: 'A redrive would end with 1 provisioned. Nothing was changed.',
      results: [{ ...common, text: 'would be provisioned, by TagResources' }],
    });
    const redriven = await ask('POST /page/dead-letters/redrive', { ids });
    expect(redriven.summary).toBe('Redriven: 1 provisioned.');
    expect(redriven.results).toEqual([
      { ...common, text: expect.stringMatching(/^provisioned: key .*, adopted$/) },
    ]);
    expect(await deadLetterOf('untagged')).toBeUndefined();

    const { number } = before.request;
    const after = await traceUntil(number, ({ request }) => request.outcome === 'provisioned');
    expect(after.request.code).toBeUndefined();
    const tagging = after.steps.filter(({ text }) => text.startsWith('TagResources'));
    expect(tagging.map(({ code }) => code).slice(0, 1)).toEqual(['InternalError']);
    expect(tagging.at(-1)?.code).toBeUndefined();
    expect(textsOf(after, 'outcome')).toEqual([
      'waiting: InternalError',
      'provisioned after a redrive',
    ]);
    expect(textsOf(after, 'dead letter')[0]).toBe('It waits: InternalError');
    expect(textsOf(after, 'dead letter').at(-1)).toBe('A record of its dead letter is removed');
  });

  test('that wait are made due, and sent in again by the timer', async () => {
    await ask('POST /faults', [{ action: 'CreateKey', effect: { error: 'InternalError' } }]);
    const names = { requestId: 'outage', tenantId: 'acme', keyName: 'outage' };
    const { request } = await send(names);
    expect(request.outcome).toBe('waiting');
    await ask('DELETE /faults');
    const { id } = await deadLetterOf('outage');
    const made = await ask('POST /page/dead-letters/retry', { ids: [id] });
    expect(made).toEqual({
      summary: '1 request made due: the timer sends them in again within a minute.',
      results: [],
    });
    await setTimer(running.cloud, 'OPEN');
    await ask('POST /clock/advance', { ms: 60_000 });
    const after = await traceUntil(request.number, (trace) => {
      return trace.request.outcome === 'provisioned';
    });
    expect(textsOf(after, 'outcome').at(-1)).toBe('provisioned after the timer sent it in again');
  });

  test('are discarded with a reason', async () => {
    await ask('POST /topics/key-requests/messages', { value: 'no JSON at all' });
    let id: string | undefined;
    while (id === undefined) {
      const { deadLetters } = await ask('GET /page/dead-letters');
      id = deadLetters.find(({ code }: any) => code === 'RequestUnreadable')?.id;
    }
    const route = 'POST /page/dead-letters/discard';
    expect(await ask(route, { ids: [id] })).toEqual({
      status: 409,
      error: 'discard needs reason.',
    });
    expect(await ask(route, { ids: [id], reason: 'a test' })).toEqual({
      summary: 'Discarded: 1 dead letter.',
      results: [{ id, text: 'discarded', ok: true }],
    });
    expect(await ask(`GET /page/dead-letters/${id}`)).toMatchObject({ status: 409 });
  });

  test.each<[unknown, string]>([
    ['nonsense', 'The dead letters are given as {"ids":["dl_…"]}.'],
    [{}, 'ids must be 1 to 1000 ids of dead letters'],
    [{ ids: [] }, 'ids must be 1 to 1000 ids of dead letters'],
    [{ ids: [1] }, 'ids must be 1 to 1000 ids of dead letters'],
    [{ ids: ['dl_1'], all: true }, '"all" is unknown; use {"ids":["dl_…"]}.'],
  ])('are not meant by %o', async (body, error) => {
    for (const action of ['plan', 'redrive', 'retry', 'discard']) {
      const answer = await ask(`POST /page/dead-letters/${action}`, body as object);
      expect(answer).toEqual({ status: 400, error: expect.stringContaining(error) });
    }
  });

  test('are discarded for a reason in words', async () => {
    const body = { ids: ['dl_1'], reason: 1 };
    expect(await ask('POST /page/dead-letters/discard', body)).toEqual({
      status: 400,
      error: 'reason must be a text.',
    });
  });

  test.each(['plan', 'redrive', 'retry'])('take no reason for %s', async (action) => {
    const body = { ids: ['dl_1'], reason: 'no longer needed' };
    expect(await ask(`POST /page/dead-letters/${action}`, body)).toEqual({
      status: 400,
      error: 'Only a discard takes a reason.',
    });
  });

  test('that do not exist are named by the function', async () => {
    const answer = await ask('POST /page/dead-letters/plan', { ids: ['dl_nothing'] });
    expect(answer).toEqual({ status: 409, error: expect.stringContaining('dl_nothing') });
  });
});

describe('requests', () => {
  test.each([
    ['wayIn=file', 'wayIn must be one of http, queue, retry, redrive.'],
    [
      'outcome=lost',
      'outcome must be one of received, provisioned, rejected, waiting, parked, retry.',
    ],
    ['limit=many', 'limit must be a whole number from 0 to 9999.'],
    ['page=2', '"page" is unknown; there are search, wayIn, outcome, limit.'],
  ])('are not listed with %s', async (query, error) => {
    expect(await ask(`GET /page/requests?${query}`)).toEqual({ status: 400, error });
  });

  test.each(['0', '99999', 'abc', '-1'])('have no trace of the number %s', async (number) => {
    expect(await ask(`GET /page/requests/${number}`)).toEqual({
      status: 404,
      error: `There is no request "${number}" among the last ones.`,
    });
  });

  test('are listed by outcome, the newest first', async () => {
    const { requests } = await ask('GET /page/requests?outcome=provisioned');
    const numbers = requests.map(({ number }: any) => number);
    expect(requests.length).toBeGreaterThan(1);
    expect(numbers).toEqual([...numbers].sort((one, other) => other - one));
  });
});

describe('functions', () => {
  test('are listed with their triggers and what became of their invocations', async () => {
    const rows = await ask('GET /page/functions');
    expect(rows.map(({ name }: any) => name)).toContain('provision-keys');
    expect(rows.find(({ name }: any) => name === 'provision-keys')).toMatchObject({
      ...{ timeoutS: 60, instancesMax: 1, failures: 0 },
      triggers: [{ type: 'ckafka', enabled: true, text: expect.stringMatching(/^topic key-req/) }],
    });
    expect(rows.find(({ name }: any) => name === 'heal')?.triggers).toMatchObject([
      { type: 'timer', name: 'every-minute', text: '0 */1 * * * * *' },
    ]);
  });

  test('are shown with their logs, the newest invocation first', async () => {
    const detail = await ask('GET /page/functions/redrive');
    const [newest] = detail.invocations;
    expect(detail.function.invocations).toBe(detail.invocations.length);
    expect(newest).toMatchObject({ state: 'succeeded' });
    expect(newest.log).toContain(`START RequestId:${newest.requestId}`);
  });

  test('that do not exist are named, with those that do', async () => {
    expect(await ask('GET /page/functions/nothing')).toEqual({
      status: 404,
      error: expect.stringMatching(/^There is no function "nothing"; there are accept-request, /),
    });
  });
});

test('the figures say how many keys there are, and how many there may be', async () => {
  await ask('PUT /switches', { cmkLimit: 77 });
  let curves = await ask('GET /page/curves');
  while (curves.keyLimit.at(-1) !== 77) {
    await sleep(100);
    curves = await ask('GET /page/curves');
  }
  const { total } = await ask('GET /page/keys');
  expect(curves.keys.at(-1)).toBe(total);
  expect(curves.calls).toHaveLength(curves.times.length);
});

test('the page hears of requests and dead letters, and of a reset', async () => {
  const ending = new AbortController();
  const { signal } = ending;
  const { body } = await fetch(`${running.cloud.url}/page/stream`, { signal });
  if (body === null) throw new Error('the stream is empty');
  const heard = (async () => {
    let text = '';
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (/event: requests\ndata: \[\{/.test(text) && text.includes('event: dead-letters')) break;
    }
    return text;
  })();
  await ask('POST /topics/key-requests/messages', { value: 'still no JSON' });
  expect(await heard).toContain('event: requests');
  ending.abort();
  await ask('POST /reset');
  expect(await ask('GET /page/requests')).toEqual({ total: 0, matching: 0, requests: [] });
});

test('without the application, dead letters and requests say what to do', async () => {
  const empty = await applicationPage({ seed: 'empty', deploys: false });
  try {
    const request = { wayIn: 'http', tenantId: 'acme', keyName: 'main' };
    expect(await empty.ask('POST /page/requests', request)).toEqual({
      status: 502,
      error:
        'The request was not sent: no function takes it. If none is deployed, run npm run deploy -- --target local.',
    });
    expect(await empty.ask('GET /page/dead-letters')).toEqual({
      status: 409,
      error: 'The function redrive is not deployed: run npm run deploy -- --target local.',
    });
    expect(await empty.ask('GET /page/functions')).toEqual([]);
    expect(await empty.ask('GET /page/functions/heal')).toEqual({
      status: 404,
      error: 'There is no function "heal"; there are none yet.',
    });
  } finally {
    await empty.close();
  }
});
