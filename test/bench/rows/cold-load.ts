import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Bench } from '../bench.ts';
import { type Figure, figureOf } from '../figure.ts';
import { FUNCTIONS, type FunctionName, placeOf } from '../places.ts';
import type { CloudAccess } from '../processes/cloud-process.ts';
import { startProcess } from '../processes/start-process.ts';
import type { Row } from '../row.ts';
import { requestEvent } from '../worlds/request-event.ts';

/** How long a fresh process takes to load a function, and to the function's first answer. */
export const coldLoad: Bench = {
  name: 'cold-load',
  about:
    'A fresh process: time to load the handler, and to its first answer. Excludes starting the process.',
  measure: async ({ isQuick }) => {
    const cloud = await startProcess<CloudAccess>('cloud');
    const rows: Row[] = [];
    for (const name of FUNCTIONS) {
      await cloud.ask('empty'); // A function must not find what another has created.
      rows.push(...(await rowsOf(name, cloud.hello, isQuick ? 3 : 21)));
    }
    await cloud.end();
    return rows;
  },
};

const CONTENDERS = ['ours', 'plain build', 'empty handler'] as const;

type Contender = (typeof CONTENDERS)[number];

async function rowsOf(
  name: FunctionName,
  access: CloudAccess,
  rounds: number,
): Promise<readonly Row[]> {
  const starts = new Map<Contender, Start[]>(CONTENDERS.map((contender) => [contender, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % CONTENDERS.length;
    for (const contender of [...CONTENDERS.slice(first), ...CONTENDERS.slice(0, first)]) {
      const index = round * CONTENDERS.length + CONTENDERS.indexOf(contender);
      const event = EVENTS[name](access, index);
      const start = await startOnce(bundleOf(contender, name), event, access);
      // A run that fails early must not count as fast.
      if (contender !== 'empty handler') checkAnswer(name, start);
      starts.get(contender)?.push(start);
    }
  }
  const row = (what: string, msOf: (start: Start) => number): Row => {
    const figure = (contender: Contender) => figureOf((starts.get(contender) ?? []).map(msOf));
    const [ours, plain, empty] = CONTENDERS.map(figure) as [Figure, Figure, Figure];
    return {
      what: `${name}, ${what}`,
      unit: 'ms',
      ours,
      others: [
        { name: 'plain build', figure: plain },
        { name: 'empty handler', figure: empty },
      ],
    };
  };
  const load = row('load', ({ loadMs }) => loadMs);
  const share = load.ours.median / (load.others[0]?.figure.median ?? 0);
  const budget = { text: '≤ 1/6 of the plain build', isMet: share <= 1 / 6 };
  return [{ ...load, budget }, row('load and first answer', ({ answerMs }) => answerMs)];
}

type Start = { readonly loadMs: number; readonly answerMs: number; readonly answer: unknown };

async function startOnce(bundle: string, event: object, access: CloudAccess): Promise<Start> {
  const { url, secretId, secretKey } = access;
  const env = {
    REGION: 'ap-guangzhou',
    API_ENDPOINT: url,
    TOPICS_URL: url,
    ENVIRONMENT: 'tenant-keys',
    ACCOUNT_UIN: '100000000001',
    MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
    AUTH: 'jwt',
    JWT_ISSUER: `${url}/issuer`,
    JWT_AUDIENCE: 'tenant-keys',
    JWT_JWKS_URL: `${url}/issuer/jwks.json`,
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: secretKey,
  };
  const args = [placeOf('test/bench/processes/cold-start.cjs'), bundle, JSON.stringify(event)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n')));
}

function bundleOf(contender: Contender, name: FunctionName): string {
  if (contender === 'empty handler') return placeOf('dist/bench/plain/empty/index.cjs');
  if (contender === 'plain build') return placeOf(`dist/bench/plain/${name}/index.cjs`);
  return placeOf(`dist/functions/${name}/index.js`);
}

/** A first event that succeeds and does ordinary work; each is for another tenant. */
const EVENTS: Readonly<Record<FunctionName, (access: CloudAccess, index: number) => object>> = {
  'accept-request': ({ token }, index) => ({
    httpMethod: 'POST',
    path: `/v1/tenants/h-${index}/keys`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    queryString: {},
    body: JSON.stringify({ requestId: 'r-1', keyName: 'main' }),
  }),
  'provision-keys': (_, index) => requestEvent(index, 1),
  heal: () => ({}),
  redrive: () => ({ command: 'list' }),
  reconcile: () => ({ command: 'check', tenants: ['nobody'] }),
  oversee: () => ({ command: 'status' }),
};

const GOOD: Readonly<Record<FunctionName, RegExp>> = {
  'accept-request': /"statusCode":201/,
  'provision-keys': /^\{"provisioned":1\}$/,
  heal: /^\{"waiting":0,/,
  redrive: /^\{"letters":\[\]/,
  reconcile: /^\{"keys":0,/,
  oversee: /"unknown":\[\]/,
};

function checkAnswer(name: FunctionName, { answer }: Start): void {
  const text = JSON.stringify(answer);
  if (!GOOD[name].test(text)) throw new Error(`${name} answered ${text}`);
}
