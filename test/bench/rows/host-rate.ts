import { figuresRow, type RateFigures, rateFigures } from '../../world/rate-figures.ts';
import type { Bench } from '../bench.ts';
import { counted } from '../figure.ts';
import type { Row } from '../row.ts';
import { HOST_COUNTINGS, HOST_RATE_CASES, type HostRateCase } from '../worlds/host-rate-cases.ts';
import { hostRateRun } from '../worlds/host-rate-run.ts';

/** How much of the account's rate the deployed functions use, and how often it is exceeded. In real time. */
export const hostRate: Bench = {
  name: 'host-rate',
  about:
    'Use of 100 calls a second by the deployed functions in the local cloud, over HTTP. In real time.',
  cases: HOST_RATE_CASES.map(({ name }) => name),
  measure: async ({ isQuick, cases = [] }) => {
    const chosen = HOST_RATE_CASES.filter(({ name }) => cases.length === 0 || cases.includes(name));
    const rows: Row[] = [];
    for (const each of isQuick ? chosen.slice(0, 1) : chosen) {
      rows.push(...rowsOf(each, await figuresOf(each, isQuick, cases.length > 0)));
    }
    return rows;
  },
};

type Counted = { readonly counting: string; readonly figures: RateFigures };

/** Also prints a line of the table in docs/decisions/0053-the-rate-as-a-whole.md after each run. */
async function figuresOf(
  each: HostRateCase,
  isQuick: boolean,
  isChosen: boolean,
): Promise<readonly Counted[]> {
  const figures: Counted[] = [];
  // All together take six minutes. Where several give way to each other, 10 s are only the beginning.
  const [seconds, fromS] = isQuick ? [4, 2] : isChosen ? [30, 15] : [10, 5];
  for (const counting of isQuick ? HOST_COUNTINGS.slice(0, 1) : HOST_COUNTINGS) {
    const use = await hostRateRun(each, counting, seconds);
    const own = rateFigures(use, { fromS, toS: seconds });
    const healed = each.waiting === undefined ? '' : `; ${use.healed} healed`;
    const [used, idle] = [use.cpuPercent, use.idlePercent].map((each) => each.toFixed(0));
    const cpu = `${used} % of a core used, ${idle} % idle${healed}`;
    process.stderr.write(`${figuresRow(each.about, counting.name, own)}  ${cpu}\n`);
    figures.push({ counting: counting.name, figures: own });
  }
  return figures;
}

/** The first counting is beside the others. */
function rowsOf(
  { about, httpInstances, queueInstances = 0 }: HostRateCase,
  [first, ...more]: readonly Counted[],
): readonly Row[] {
  if (first === undefined) return [];
  const row = (what: string, unit: Row['unit'], pick: (figures: RateFigures) => number): Row => ({
    what: `${about}, ${first.counting}, ${what}`,
    unit,
    ours: counted(pick(first.figures)),
    others: more.map(({ counting, figures }) => ({
      name: counting,
      figure: counted(pick(figures)),
    })),
  });
  return [
    row('use of the limit', '%', ({ usePercent }) => usePercent),
    row('throttled', '%', ({ throttledPercent }) => throttledPercent),
    row('until 90 % of that use', 's', ({ convergedS }) => convergedS),
    ...((httpInstances ?? queueInstances) > 1
      ? [row("Jain's index of instances", '%', ({ fairness }) => fairness * 100)]
      : []),
    ...(httpInstances === undefined
      ? []
      : [
          row('median wait', 'ms', ({ waitMsMedian }) => waitMsMedian),
          row('wait, 99th percentile', 'ms', ({ waitMsP99 }) => waitMsP99),
        ]),
  ];
}
