import process from 'node:process';
import { CONTENDERS } from './contenders.ts';

// A client of a cloud in a process of its own, so that its CPU time is measured separately.

const [name = '', access = ''] = process.argv.slice(2);
const contender = CONTENDERS[name]?.(JSON.parse(access));
if (contender === undefined) throw new Error(`there is no contender ${name}`);
let made = 0;

// Garbage collection is not forced between the loads: it also discards compiled code, so each load
// would include compiling the client again.
process.on('message', async ({ count, concurrency }: Load) => {
  const startMs = performance.now();
  const before = process.cpuUsage();
  await contender(made, count, concurrency);
  const { user, system } = process.cpuUsage(before);
  made += count;
  process.send?.({ wallMs: performance.now() - startMs, cpuMs: (user + system) / 1_000 });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

/** How many keys to create, and how many of them concurrently. */
export type Load = { readonly count: number; readonly concurrency: number };

/** The time that this took the process. */
export type Spent = { readonly wallMs: number; readonly cpuMs: number };
