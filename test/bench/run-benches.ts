import { availableParallelism, cpus, loadavg } from 'node:os';
import process from 'node:process';
import type { Flags } from './parse-flags.ts';
import type { MeasuredBench, Result } from './result.ts';
import { BENCHES } from './rows.ts';

/** Runs the benches sequentially. */
export async function runBenches(
  { names, cases, isQuick }: Flags,
  report: (sentence: string) => void,
): Promise<Result> {
  const [before = 0] = loadavg();
  const benches: MeasuredBench[] = [];
  for (const { name, about, measure } of BENCHES.filter((each) => names.includes(each.name))) {
    const startMs = performance.now();
    const rows = await measure({ isQuick, cases });
    report(`${name}: ${((performance.now() - startMs) / 1_000).toFixed(1)} s`);
    benches.push({ name, about, rows });
  }
  const [after = 0] = loadavg();
  return {
    node: process.versions.node,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    load: [before, after],
    isQuick,
    benches,
  };
}
