import { linkTo } from '../../../emulator/page/browser/address.ts';
import { AnswerNotice } from '../../../emulator/page/browser/answer-notice.tsx';
import { Badge, type Tone } from '../../../emulator/page/browser/badge.tsx';
import { Fields } from '../../../emulator/page/browser/fields.tsx';
import { PageHead } from '../../../emulator/page/browser/page-head.tsx';
import { Time } from '../../../emulator/page/browser/time.tsx';
import { useAnswer } from '../../../emulator/page/browser/use-answer.ts';
import type { FunctionDetail, FunctionRow, Invocation } from '../wire.ts';
import { FUNCTION_EVENTS, Triggers } from './functions-page.tsx';

/** One function with its last invocations and their logs. */
export function FunctionPage({ name }: { readonly name: string }) {
  const path = `/page/functions/${encodeURIComponent(name)}`;
  const answer = useAnswer<FunctionDetail>(path, FUNCTION_EVENTS);
  const { data } = answer;
  return (
    <>
      <PageHead title={name} back={{ href: linkTo(['functions']), title: 'Functions' }}>
        <button type="button" onClick={answer.readAgain}>
          Read again
        </button>
      </PageHead>
      <AnswerNotice answer={answer} />
      {data && (
        <>
          <Facts row={data.function} />
          <section aria-labelledby="invocations">
            <h2 id="invocations">Last invocations</h2>
            <Invocations invocations={data.invocations} />
          </section>
        </>
      )}
    </>
  );
}

function Facts({ row }: { readonly row: FunctionRow }) {
  const { triggers, runtime, memoryMb, timeoutS, instancesMax, invocations, failures } = row;
  return (
    <Fields
      fields={[
        ['Triggers', <Triggers key="triggers" triggers={triggers} />],
        ['Runtime', runtime],
        ['Memory', `${memoryMb} MB`],
        ['Timeout', `${timeoutS} s`],
        ['Instances', instancesMax === undefined ? 'not reserved' : `at most ${instancesMax}`],
        ['Invocations', `${invocations}, of which ${failures} failed`],
        ['Description', row.description],
      ]}
    />
  );
}

function Invocations({ invocations }: Pick<FunctionDetail, 'invocations'>) {
  if (invocations.length === 0) return <p class="empty">It was not invoked yet.</p>;
  return (
    <ol class="trace">
      {invocations.map((invocation) => (
        <li key={invocation.requestId}>
          <Time atMs={invocation.startMs} />
          <span>
            <Badge tone={TONES[invocation.state]}>{invocation.state}</Badge>
          </span>
          <div class="trace-text">
            {durationOf(invocation)}
            <details>
              <summary>{`Log of ${invocation.requestId.slice(0, 8)}`}</summary>
              <pre>{invocation.log || 'It wrote nothing.'}</pre>
            </details>
          </div>
        </li>
      ))}
    </ol>
  );
}

const TONES: Readonly<Record<Invocation['state'], Tone>> = {
  running: 'neutral',
  succeeded: 'good',
  failed: 'bad',
};

function durationOf({ state, durationMs }: Invocation): string {
  return state === 'running' ? 'not ended yet' : `${Math.ceil(durationMs)} ms`;
}
