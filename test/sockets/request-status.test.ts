import { afterAll, beforeAll, expect, test } from 'vitest';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { type DeployedCloud, deployCloud, STATUS_STORE } from '../integration/deployed-cloud.ts';

// Needs the bundles that `npm run build` makes.

const INSTANCES = 4;
const BATCH_LENGTH = 300;

/** A tenth of the requests: TENTH=100 asks for a thousand. */
const TENTH = Number(process.env.TENTH ?? 40);

let deployed: DeployedCloud;

beforeAll(async () => {
  deployed = await deployCloud({ STATUS_STORE }, { instancesMax: INSTANCES });
  await deployed.ask('PUT /switches', { cmkLimit: 7 * TENTH, rateLimits: false });
});
afterAll(() => deployed.close());

type Kind = 'provisioned' | 'conflict' | 'invalid' | 'quota';

type Asked = { readonly kind: Kind; readonly tenantId: string; readonly body: object };

/** Seven tenths get their key. What conflicts comes after the key that it conflicts with, and what meets the quota last. */
const ASKED: readonly Asked[] = [
  ...rows('provisioned', 7 * TENTH, (n) => ({ requestId: `r-${n}`, keyName: `key-${n}` })),
  ...rows('conflict', TENTH, (n) => ({
    requestId: `conflict-${n}`,
    ...{ keyName: `key-${n}`, description: 'another specification' },
  })),
  ...rows('invalid', TENTH, (n) => ({
    requestId: `invalid-${n}`,
    keyName: 'no',
    keyUsage: 'NONE',
  })),
  ...rows('quota', TENTH, (n) => ({ requestId: `quota-${n}`, keyName: `more-${n}` })),
];

function rows(kind: Kind, count: number, bodyOf: (n: number) => object): readonly Asked[] {
  return Array.from({ length: count }, (_, n) => {
    return { kind, tenantId: `t-${n % 10}`, body: bodyOf(n) };
  });
}

/** As many at a time as there are instances. */
async function eachOf<Row, Result>(all: readonly Row[], act: (row: Row) => Promise<Result>) {
  const results: Result[] = [];
  const rest = all.entries();
  const work = async () => {
    for (const [index, row] of rest) results[index] = await act(row);
  };
  await Promise.all(Array.from({ length: INSTANCES }, work));
  return results;
}

const post = async ({ tenantId, body }: Asked) => {
  const answer = await fetch(`${deployed.functionUrl}/v1/tenants/${tenantId}/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'respond-async' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, location: answer.headers.get('location') ?? '' };
};

const get = async (location: string) => {
  const answer = await fetch(new URL(location, deployed.functionUrl));
  // The tests compare what is in it, and the contract has its shape.
  return { status: answer.status, body: (await answer.json()) as any };
};

/** Invokes the consumer with what is in the queue, as its trigger does. */
async function consumeAll(): Promise<void> {
  const messages = deployed.cloud.topics.get('key-requests')!.read(0, 10_000);
  for (let from = 0; from < messages.length; from += BATCH_LENGTH) {
    const batch = messages.slice(from, from + BATCH_LENGTH).map(({ offset, key, value }) => {
      return { offset, key: key ?? '', value: value ?? '' };
    });
    const result = await deployed.host.invoke(
      'provision-keys',
      ckafkaEvent('key-requests', 0, batch),
    );
    if (!result.ok) throw new Error(`the consumer failed: ${JSON.stringify(result)}`);
  }
}

type Call = {
  readonly action: string;
  readonly caller: string;
  readonly params: { readonly Key?: string };
  readonly atMs: number;
};

/**
 * For how long the end of each request was published before its location told it: that reads the store, in which
 * the status of the end is the last object that the consumer wrote. What was refused at once has none.
 */
function lagsMs(calls: readonly Call[]): readonly number[] {
  const written = new Map(
    calls
      .filter(({ action, caller }) => action === 'cos:PutObject' && caller.endsWith('-keys'))
      .map(({ params, atMs }) => [params.Key?.split('/')[2], atMs]),
  );
  const published = deployed.cloud.topics.get('key-events')!.read(0, 10_000);
  return published.flatMap(({ value, timestampMs }) => {
    const writtenMs = written.get(JSON.parse(value ?? '').data.requestId);
    return writtenMs === undefined ? [] : [writtenMs - timestampMs];
  });
}

const STATUS_OF: Readonly<Record<Kind, string>> = {
  provisioned: 'provisioned',
  conflict: 'rejected KeyConflict',
  invalid: 'refused at once',
  quota: 'waiting LimitExceeded.CmkLimitExceeded',
};

test(`the location of each of ${10 * TENTH} requests tells its own end, and none is not found`, async () => {
  const answers = await eachOf(ASKED, post);
  expect(answers.map(({ status }) => status)).toEqual(
    ASKED.map(({ kind }) => (kind === 'invalid' ? 422 : 202)),
  );
  const located = answers.filter(({ status }) => status === 202);
  // Each is read at its end; before that, some will do.
  const some = located.filter((_, index) => index % 20 === 0);
  const queued = await eachOf(some, ({ location }) => get(location));
  expect(queued.filter(({ status, body }) => status !== 200 || body.status !== 'queued')).toEqual(
    [],
  );

  await consumeAll();
  const ends = await eachOf(answers, async ({ status, location }) => {
    if (status !== 202) return 'refused at once';
    const { body } = await get(location);
    return [body.status, body.problem?.code ?? []].flat().join(' ');
  });
  expect(ends).toEqual(ASKED.map(({ kind }) => STATUS_OF[kind]));

  // What a status costs: one object for each state.
  const calls: readonly Call[] = await deployed.ask('GET /journal');
  // A write whose answer is late, as on a busy machine, is sent again.
  const objects = (action: string, role: string) => {
    const made = calls.filter((call) => call.action === action && call.caller === `role/${role}`);
    return new Set(made.map(({ params: { Key } }) => Key)).size;
  };
  expect(objects('cos:PutObject', 'tenant-keys-accept-request')).toBe(9 * TENTH);
  expect(objects('cos:PutObject', 'tenant-keys-provision-keys')).toBe(9 * TENTH);
  expect(objects('cos:GetBucket', 'tenant-keys-provision-keys')).toBe(0);
  const lags = [...lagsMs(calls)].sort((one, other) => one - other);
  expect(lags).toHaveLength(9 * TENTH);
  process.stdout.write(
    `a location tells the end of its request ${lags[Math.floor(lags.length / 2)]} ms after its event, at most ${lags.at(-1)} ms\n`,
  );
}, 180_000);
