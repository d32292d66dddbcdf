import { useEffect } from 'preact/hooks';
import { AnswerNotice } from '../../../emulator/page/browser/answer-notice.tsx';
import { PageHead } from '../../../emulator/page/browser/page-head.tsx';
import { type Column, Table } from '../../../emulator/page/browser/table.tsx';
import { Time } from '../../../emulator/page/browser/time.tsx';
import { useAnswer } from '../../../emulator/page/browser/use-answer.ts';
import type { Curves } from '../wire.ts';
import { CurveChart } from './curve-chart.tsx';
import { type Minute, minutesOf } from './minutes.ts';

/** How many keys there are, and how many calls come, in the last ten minutes. */
export function QuotaPage() {
  const answer = useAnswer<Curves>('/page/curves');
  const { data } = answer;

  useEffect(() => {
    const timer = window.setInterval(answer.readAgain, SECOND_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <>
      <PageHead title="Quota and rate" />
      <AnswerNotice answer={answer} />
      {data && data.times.length === 0 && <p class="empty">The first second is being counted.</p>}
      {data && data.times.length > 0 && <Figures curves={data} />}
    </>
  );
}

const SECOND_MS = 1_000;

function Figures({ curves }: { readonly curves: Curves }) {
  const { times, keys, keyLimit, calls, throttled } = curves;
  const minutes = minutesOf(curves);
  return (
    <>
      <CurveChart
        title="Keys"
        text={keysText(keys.at(-1) ?? 0, keyLimit.at(-1) ?? 0)}
        times={times}
        curves={[
          { name: 'keys', color: '--chart-1', values: keys },
          { name: 'limit', color: '--chart-4', values: keyLimit, isDashed: true },
        ]}
      />
      <CurveChart
        title="Calls a second"
        text={callsText(curves)}
        times={times}
        curves={[
          { name: 'calls', color: '--chart-1', values: calls },
          { name: 'throttled', color: '--chart-2', values: throttled, isDashed: true },
        ]}
      />
      <section aria-labelledby="minutes">
        <h2 id="minutes">The same by minute</h2>
        <Table
          caption="Calls and keys by minute, newest first"
          columns={COLUMNS}
          rows={minutes}
          keyOf={({ startMs }) => startMs}
          empty="Nothing was counted yet."
        />
      </section>
    </>
  );
}

function keysText(keys: number, limit: number): string {
  const share = limit === 0 ? '' : ` (${Math.round((100 * keys) / limit)} %)`;
  return `${keys} of ${limit} keys${share}.`;
}

function callsText({ calls, throttled }: Curves): string {
  const most = Math.max(...calls);
  const refused = throttled.reduce((sum, count) => sum + count, 0);
  return [
    `${calls.at(-1) ?? 0} calls in the last second, at most ${most}.`,
    refused === 0 ? 'None was throttled.' : `${refused} were throttled in these minutes.`,
  ].join(' ');
}

const COLUMNS: readonly Column<Minute>[] = [
  { title: 'Minute', cell: ({ startMs }) => <Time atMs={startMs} withDate /> },
  { title: 'Calls', width: '7rem', isNumber: true, cell: ({ calls }) => calls },
  { title: 'Most in a second', width: '10rem', isNumber: true, cell: ({ callsMax }) => callsMax },
  { title: 'Throttled', width: '7rem', isNumber: true, cell: ({ throttled }) => throttled },
  { title: 'Keys', width: '7rem', isNumber: true, cell: ({ keys }) => keys },
  { title: 'Limit', width: '7rem', isNumber: true, cell: ({ keyLimit }) => keyLimit },
];
