import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { callLocalCloud } from '../../../local/calls.ts';
import type { Bench } from '../bench.ts';
import { interleave } from '../interleave.ts';
import { placeOf } from '../places.ts';
import { atMost, type Row } from '../row.ts';

/** What it costs an operator to look at a large dead-letter queue. */
export const deadLetters: Bench = {
  name: 'dead-letters',
  about: 'The command dead-letters list --limit 1 against the local cloud, from start to exit.',
  measure: async ({ isQuick }) => [
    await rowOfParked(isQuick ? 1_000 : 50_000, isQuick ? 2 : 11),
    await rowBesideHeal(isQuick ? 1_000 : 20_000, isQuick ? 1 : 5),
  ],
};

async function rowOfParked(count: number, rounds: number): Promise<Row> {
  const cloud = await startCloud();
  await publish(cloud, 'key-dead-letters', count, messageAt);
  const contenders = {
    ours: () => timed(() => list(cloud)),
    bare: () => timed(() => readAndParse(cloud, count)),
  };
  await interleave(1, contenders); // Warm-up.
  const { ours, bare } = await interleave(rounds, contenders);
  await cloud.stop();
  const what = `list one of ${count.toLocaleString('en')} dead letters`;
  const others = [{ name: 'fetch and JSON.parse alone', figure: bare }];
  return { what, unit: 'ms', ours, others, budget: atMost(ours.median, 1_000, 'ms') };
}

/**
 * An outage has so many requests wait; after it, heal sends a minute's worth of them in again in each round. They must
 * not all be provisioned before the last round.
 */
async function rowBesideHeal(count: number, rounds: number): Promise<Row> {
  const cloud = await startCloud();
  await cloud.ask('PUT /switches', { cmkLimit: 1_000_000, tagsMustExist: false });
  await cloud.ask('POST /faults', [{ action: 'CreateKey', effect: { error: 'InternalError' } }]);
  await publish(cloud, 'key-requests', count, requestAt);
  await reach(cloud, 'key-dead-letters', count);
  await cloud.ask('DELETE /faults');
  await cloud.ask('POST /clock/advance', { ms: 2 * MINUTE_MS }); // A trial.
  let sent = await reach(cloud, 'key-requests', count + 1);
  const { ours } = await interleave(rounds, {
    ours: async () => {
      // What was sent five minutes ago may be sent again.
      await cloud.ask('POST /clock/advance', { ms: 6 * MINUTE_MS });
      sent = await reach(cloud, 'key-requests', sent + 1);
      return timed(() => list(cloud));
    },
  });
  await cloud.stop();
  const what = `list one of ${count.toLocaleString('en')} that wait, while heal sends them in again`;
  return { what, unit: 'ms', ours, others: [], budget: atMost(ours.median, 3_000, 'ms') };
}

const MINUTE_MS = 60_000;

type Cloud = {
  readonly url: string;
  readonly ask: (route: string, body?: object) => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

async function startCloud(): Promise<Cloud> {
  const args = [placeOf('dist/local/start.mjs'), '--json', '--empty', '--port', '0'];
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  if (child.stdout === null) throw new Error('the local cloud has no output');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url } = JSON.parse(String(line));
  return {
    url,
    ask: (route, body) => callLocalCloud(url, route, body),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function publish(
  { ask }: Cloud,
  topic: string,
  count: number,
  messageOf: (index: number) => Keyed,
): Promise<void> {
  for (let from = 0; from < count; from += PUBLISHED_TOGETHER) {
    const length = Math.min(PUBLISHED_TOGETHER, count - from);
    const messages = Array.from({ length }, (_, index) => messageOf(from + index));
    await ask(`POST /topics/${topic}/messages`, messages);
  }
}

type Keyed = { readonly key: string; readonly value: string };

/** As many as fit into the body of one request. */
const PUBLISHED_TOGETHER = 2_000;

/** Resolves to how many messages a topic has, once there are as many as that. */
async function reach({ ask }: Cloud, topic: string, count: number): Promise<number> {
  let size = count - 1;
  for (;;) {
    const page = await ask(`GET /topics/${topic}/messages?from=${size}`);
    const { length } = page as readonly unknown[];
    size += length;
    if (length === 0 && size >= count) return size;
    if (length === 0) await setTimeout(POLL_MS);
  }
}

const POLL_MS = 20;

/** A code that no timer redrives. */
function messageAt(index: number): Keyed {
  const key = `bench-${index}`;
  const seenAt = new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString();
  const seen = { firstSeenAt: seenAt, lastSeenAt: seenAt };
  return { key, value: JSON.stringify({ ...SAMPLE, id: key, code: 'KeyDisabled', ...seen }) };
}

const SAMPLE: object = {
  ...{ stage: 'create', attempts: 1, redrives: 0, problems: [] },
  reason: "The tenant's key exists but is disabled.",
  nextStep: 'Find out who disabled the key; enable it if it should serve, then redrive.',
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  text: readFileSync(placeOf('events/samples/key-request.full.json'), 'utf8'),
};

/** Of a hundred tenants. */
function requestAt(index: number): Keyed {
  const tenantId = `tenant-${index % 100}`;
  const keyName = `k-${Math.floor(index / 100)}`;
  return { key: tenantId, value: JSON.stringify({ requestId: `r-${index}`, tenantId, keyName }) };
}

async function list({ url }: Cloud): Promise<void> {
  const program = placeOf('dist/cli/tenant-keys.mjs');
  const args = [program, 'dead-letters', 'list', '--limit', '1', '--state', 'all'];
  const env = { PATH: process.env.PATH };
  await promisify(execFile)(process.execPath, [...args, '--endpoint', url], { env });
}

/** What no program that lists them can avoid. */
async function readAndParse({ ask }: Cloud, count: number): Promise<void> {
  for (let from = 0; from < count; ) {
    const page = await ask(`GET /topics/key-dead-letters/messages?from=${from}&size=1500000`);
    const messages = page as readonly Keyed[];
    for (const { value } of messages) JSON.parse(value);
    from += messages.length;
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await run();
  return performance.now() - startMs;
}
