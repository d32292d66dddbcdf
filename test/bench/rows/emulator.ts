import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Bench } from '../bench.ts';
import { counted, figureOf } from '../figure.ts';
import { interleave } from '../interleave.ts';
import { placeOf } from '../places.ts';
import type { Spent } from '../processes/client-process.ts';
import type { CloudAccess } from '../processes/cloud-process.ts';
import { type Process, startProcess } from '../processes/start-process.ts';
import { atMost, type Row } from '../row.ts';

/** Whether the local cloud is fast enough not to slow development down. */
export const emulator: Bench = {
  name: 'emulator',
  about: 'The local cloud: start-up time, throughput, and memory of its keys.',
  measure: async ({ isQuick }) => [
    await readyRow(isQuick ? 2 : 9),
    await callsRow(isQuick ? 3 : 15, isQuick ? 500 : 3_000),
    await memoryRow(isQuick ? 5_000 : 100_000),
  ],
};

/** From the start of the process, with the application deployed. */
async function readyRow(runs: number): Promise<Row> {
  const readyMs: number[] = [];
  for (let run = 0; run < runs; run += 1) readyMs.push(await startToReadyMs());
  const ours = figureOf(readyMs);
  const budget = atMost(ours.median, 1_000, 'ms');
  return { what: 'ready after npm start', unit: 'ms', ours, others: [], budget };
}

async function startToReadyMs(): Promise<number> {
  const startMs = performance.now();
  const args = [placeOf('dist/local/start.mjs'), '--json', '--empty', '--port', '0'];
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  if (child.stdout === null) throw new Error('the local cloud has no output');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const tookMs = performance.now() - startMs;
  if (!String(line).startsWith('{"ready":true')) throw new Error(`the local cloud printed ${line}`);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return tookMs;
}

/** The same client calls the local cloud, and a server with one constant answer. */
async function callsRow(rounds: number, count: number): Promise<Row> {
  const cloud = await startProcess<CloudAccess>('cloud');
  const constant = await startProcess<CloudAccess>('constant');
  const [ofCloud, ofConstant] = [await clientOf(cloud), await clientOf(constant)];
  const perSecond = async (client: Process<string>) =>
    (count / (await client.ask<Spent>({ count, concurrency: 16 })).wallMs) * 1_000;
  const contenders = {
    ours: async () => {
      await cloud.ask('empty');
      return perSecond(ofCloud);
    },
    constant: () => perSecond(ofConstant),
  };
  await interleave(1, contenders); // Warm-up.
  const { ours, constant: limit } = await interleave(rounds, contenders);
  await Promise.all([ofCloud, ofConstant, cloud, constant].map((process) => process.end()));
  const others = [{ name: 'constant answer', figure: limit }];
  return { what: 'signed CreateKey calls, concurrency 16', unit: '/s', ours, others };
}

async function memoryRow(keys: number): Promise<Row> {
  const cloud = await startProcess<CloudAccess>('cloud');
  const client = await clientOf(cloud);
  await cloud.ask('empty');
  const before = await cloud.ask<number>('memory');
  await client.ask<Spent>({ count: keys, concurrency: 16 });
  const bytes = (await cloud.ask<number>('memory')) - before;
  await Promise.all([client, cloud].map((process) => process.end()));
  const what = `heap of ${keys.toLocaleString('en')} keys and the journal of their calls`;
  return { what, unit: 'MB', ours: counted(bytes / 1_000_000), others: [] };
}

function clientOf({ hello }: Process<CloudAccess>): Promise<Process<string>> {
  return startProcess<string>('client', ['bare http.request', JSON.stringify(hello)]);
}
