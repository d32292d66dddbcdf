import type { DeadLetterResult } from '../wire.ts';

/** What an action did, or would do, to each dead letter. */
export function ResultList({ results }: Pick<DeadLetterResult, 'results'>) {
  return (
    <ul class="results">
      {results.slice(0, SHOWN_MAX).map(({ id, name, text, ok }) => (
        <li key={id} class={ok ? 'result settled' : 'result'}>
          <code title={id}>{name ?? id.slice(0, 11)}</code> {text}
        </li>
      ))}
      {results.length > SHOWN_MAX && <li>{`and ${results.length - SHOWN_MAX} more`}</li>}
    </ul>
  );
}

const SHOWN_MAX = 100;

export function countedDeadLetters(count: number): string {
  return `${count} dead letter${count === 1 ? '' : 's'}`;
}
