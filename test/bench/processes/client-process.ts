import process from 'node:process';
import { CONTENDERS } from './contenders.ts';

// A client of a cloud in a process of its own, so that its time of the processor is nobody else's.

const [name = '', access = ''] = process.argv.slice(2);
const contender = CONTENDERS[name]?.(JSON.parse(access));
if (contender === undefined) throw new Error(`there is no contender ${name}`);
let made = 0;

// Nobody collects garbage by hand between the loads: that throws away what has been compiled too, and
// the clients would be measured at compiling themselves again and again.
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

/** How many keys to make, and how many of them at once. */
export type Load = { readonly count: number; readonly concurrency: number };

/** What that took this process. */
export type Spent = { readonly wallMs: number; readonly cpuMs: number };
