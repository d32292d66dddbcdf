import { linkTo } from '../../../emulator/page/browser/address.ts';
import { Badge, type Tone } from '../../../emulator/page/browser/badge.tsx';
import { Time } from '../../../emulator/page/browser/time.tsx';
import type { TraceStep } from '../wire.ts';

/** The steps of a request as a time line. */
export function TraceSteps({ steps }: { readonly steps: readonly TraceStep[] }) {
  const keys = keysOf(steps);
  return (
    <ol class="trace">
      {steps.map((step, index) => (
        <Step key={keys[index]} step={step} />
      ))}
    </ol>
  );
}

/** A step keeps its key, and with it whether its JSON is shown, when more steps come. */
function keysOf(steps: readonly TraceStep[]): readonly string[] {
  const counts = new Map<string, number>();
  return steps.map(({ atMs, kind, text, callNumber }) => {
    const name = `${atMs} ${kind} ${callNumber ?? text}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name} ${count}`;
  });
}

function Step({ step }: { readonly step: TraceStep }) {
  const { atMs, kind, text, callNumber, detail } = step;
  return (
    <li>
      <Time atMs={atMs} />
      <span>
        <Badge tone={toneOf(step)}>{kind}</Badge>
      </span>
      <div class="trace-text">
        {callNumber === undefined ? (
          text
        ) : (
          <a href={linkTo(['calls', callNumber])}>{`${text} (call ${callNumber})`}</a>
        )}
        {detail !== undefined && <Detail value={detail} />}
      </div>
    </li>
  );
}

function toneOf({ kind, code, text }: TraceStep): Tone {
  if (code !== undefined) return kind === 'dead letter' ? 'warning' : 'bad';
  return kind === 'outcome' && text.startsWith('provisioned') ? 'good' : 'neutral';
}

function Detail({ value }: { readonly value: unknown }) {
  return (
    <details>
      <summary>Show as JSON</summary>
      <pre>{JSON.stringify(value, undefined, 2)}</pre>
    </details>
  );
}
