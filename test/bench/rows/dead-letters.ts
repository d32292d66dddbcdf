import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Bench } from '../bench.ts';
import { interleave } from '../interleave.ts';
import { placeOf } from '../places.ts';
import { atMost } from '../row.ts';

/** What it costs an operator to look at a large dead-letter queue. */
export const deadLetters: Bench = {
  name: 'dead-letters',
  about: 'The command dead-letters list --limit 1 against the local cloud, from start to exit.',
  measure: async ({ isQuick }) => {
    const count = isQuick ? 1_000 : 50_000;
    const { cloud, url } = await startCloud();
    for (let index = 0; index < count; index += PUBLISHED_TOGETHER) {
      await publish(url, index, Math.min(count, index + PUBLISHED_TOGETHER));
    }
    const contenders = {
      ours: () => timed(() => list(url)),
      bare: () => timed(() => readAndParse(url, count)),
    };
    await interleave(1, contenders); // Warm-up.
    const { ours, bare } = await interleave(isQuick ? 2 : 11, contenders);
    cloud.kill('SIGTERM');
    await once(cloud, 'exit');
    const what = `list one of ${count.toLocaleString('en')} dead letters`;
    const others = [{ name: 'fetch and JSON.parse alone', figure: bare }];
    return [{ what, unit: 'ms', ours, others, budget: atMost(ours.median, 1_000, 'ms') }];
  },
};

/** As many as fit into the body of one request. */
const PUBLISHED_TOGETHER = 2_000;

async function startCloud(): Promise<{ readonly cloud: ChildProcess; readonly url: string }> {
  const args = [placeOf('dist/local/start.mjs'), '--json', '--empty', '--port', '0'];
  const cloud: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  if (cloud.stdout === null) throw new Error('the local cloud has no output');
  const [line] = await once(createInterface({ input: cloud.stdout }), 'line');
  return { cloud, url: JSON.parse(String(line)).url };
}

async function publish(url: string, from: number, to: number): Promise<void> {
  const messages = Array.from({ length: to - from }, (_, index) => messageAt(from + index));
  const answer = await fetch(`${url}${MESSAGES}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(messages),
  });
  if (answer.status !== 200) throw new Error(`the topic answered ${answer.status}`);
}

const MESSAGES = '/topics/key-dead-letters/messages';

/** A code that no timer redrives. */
function messageAt(index: number): { readonly key: string; readonly value: string } {
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

async function list(url: string): Promise<void> {
  const program = placeOf('dist/cli/tenant-keys.mjs');
  const args = [program, 'dead-letters', 'list', '--limit', '1', '--endpoint', url];
  await promisify(execFile)(process.execPath, args, { env: { PATH: process.env.PATH } });
}

/** What no program that lists them can avoid. */
async function readAndParse(url: string, count: number): Promise<void> {
  for (let from = 0; from < count; ) {
    const answer = await fetch(`${url}${MESSAGES}?from=${from}&size=1500000`);
    const page = (await answer.json()) as { readonly value: string }[];
    for (const { value } of page) JSON.parse(value);
    from += page.length;
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await run();
  return performance.now() - startMs;
}
