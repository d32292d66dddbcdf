import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { wallClock } from '../../wall-clock.ts';
import { withAdmin } from '../shared-broker.ts';
import { type Cluster, startCluster } from '../start-cluster.ts';

// `npm start -- --topics` on a broker of its own. Needs the bundles of `npm run build`.

const PROGRAM = fileURLToPath(new URL('../../../dist/local/start.mjs', import.meta.url));
const COMMAND = fileURLToPath(new URL('../../../dist/cli/tenant-keys.mjs', import.meta.url));
const GROUP = 'tenant-keys-provision-keys';

let cluster: Cluster;
let topicsUrl: string;
beforeAll(async () => {
  cluster = await startCluster(inject('kafka'));
  topicsUrl = `kafka://${cluster.brokers}`;
});
afterAll(() => cluster?.stop());

const directory = mkdtempSync(join(tmpdir(), 'local-cloud-'));
afterAll(() => rmSync(directory, { recursive: true }));

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  return once(child, 'close').then(([code]) => ({ code, out, err }));
}

function start(...args: string[]) {
  const child = spawn(process.execPath, [PROGRAM, '--port', '0', ...args], { env: {} });
  const ended = endOf(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  closing.push(() => end('SIGTERM'));
  return { ended, end, line: async () => String((await lines.next()).value) };
}

/** Starts a cloud for a program, which keeps its state in a directory. */
async function startJson() {
  const started = start('--json', '--topics', topicsUrl, '--data', directory);
  const { url } = JSON.parse(await started.line()) as { readonly url: string };
  return {
    ...started,
    url,
    /** The next outcome. */
    outcome: async () => JSON.parse(await started.line()),
    publish: (requestId: string, keyName: string) =>
      fetch(`${url}/topics/key-requests/messages`, {
        method: 'POST',
        body: JSON.stringify({
          key: 'acme',
          value: JSON.stringify({ requestId, tenantId: 'acme', keyName }),
        }),
      }),
    provisioned: async () => {
      const answer = await fetch(`${url}/topics/key-events/messages`);
      const messages = (await answer.json()) as readonly { readonly value: string }[];
      const events = messages.map(({ value }) => JSON.parse(value));
      return events
        .filter(({ type }) => type === 'tenant-key.provisioned')
        .map(({ data }) => data.requestId);
    },
  };
}

const committed = () =>
  withAdmin(cluster.brokers, async (admin) => {
    const [found] = await admin.fetchOffsets({ groupId: GROUP, topics: ['key-requests'] });
    return found!.partitions.reduce((sum, { offset }) => sum + Number(offset), 0);
  });

test('the samples come to their outcomes on the brokers', async () => {
  const { end, line } = start('--topics', topicsUrl);
  const seen: string[] = [];
  while (!seen.at(-1)?.includes('parked:')) seen.push(await line());
  const outcomes = seen.flatMap((text) => /(provisioned|parked): /.exec(text)?.[1] ?? []);
  expect(outcomes).toEqual(['provisioned', 'provisioned', 'provisioned', 'parked']);
  expect(seen.join(' ')).toContain(`The topics are on the brokers at ${topicsUrl}`);
  await withAdmin(cluster.brokers, async (admin) => {
    const topics = (await admin.listTopics()).filter((name) => name.startsWith('key-'));
    expect(topics.sort()).toEqual([
      'key-dead-letters',
      'key-events',
      'key-quota',
      'key-requests',
      'key-status',
    ]);
    const { groups } = await admin.listGroups();
    expect(groups.map(({ groupId }) => groupId)).toEqual([GROUP]);
  });
  await expect.poll(committed).toBe(2);
  expect(await end('SIGTERM')).toMatchObject({ code: 0, err: '' });
});

describe('with a kept state', () => {
  test('a broker that is killed and restarted, and then the cloud itself, lose no request', async () => {
    const cloud = await startJson();
    await cloud.publish('r-1', 'k1');
    expect(await cloud.outcome()).toMatchObject({
      ...{ requestId: 'r-1', outcome: 'provisioned' },
    });
    const [broker] = cluster.nodes;
    await broker!.kill();
    await wallClock.sleep(2_000);
    await broker!.restart();
    await expect
      .poll(async () => (await cloud.publish('r-2', 'k2')).status, { timeout: 60_000 })
      .toBe(200);
    await expect.poll(cloud.provisioned, { timeout: 120_000, interval: 500 }).toContain('r-2');

    await cloud.end('SIGKILL');
    const again = await startJson();
    await again.publish('r-3', 'k3');
    await expect.poll(again.provisioned, { timeout: 120_000, interval: 500 }).toContain('r-3');
    expect(new Set(await again.provisioned())).toEqual(
      new Set([
        'sample-acme-main',
        'sample-acme-backup',
        'sample-globex-main',
        'r-1',
        'r-2',
        'r-3',
      ]),
    );
  }, 300_000);
});

test('a deployment takes TOPICS_URL from the environment when the cloud is on those brokers', async () => {
  const { url } = await startJson();
  const deploy = (TOPICS_URL: string) => {
    const args = [COMMAND, 'deploy', '--plan', '--endpoint', url];
    return endOf(spawn(process.execPath, args, { env: { TOPICS_URL } }));
  };
  expect(await deploy(topicsUrl)).toMatchObject({ code: 0, err: '' });
  const other = await deploy('kafka://broker.example:9092');
  expect([other.code, other.err]).toEqual([
    2,
    `TOPICS_URL is set in your environment, but the local cloud ${url} has its topics at ${topicsUrl}: start it on those brokers with npm start -- --topics, or unset TOPICS_URL.\n`,
  ]);
});

test('without a broker the start ends with one sentence', async () => {
  const { ended } = start('--topics', 'kafka://127.0.0.1:1');
  expect(await ended).toEqual({
    code: 1,
    out: '',
    err: 'No broker with the Kafka protocol answers at kafka://127.0.0.1:1 (Connection error: connect ECONNREFUSED 127.0.0.1:1): start one, or correct the address.\n',
  });
});
