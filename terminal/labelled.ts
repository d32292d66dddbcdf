import { wrapped } from './wrapped.ts';

/** Lines of a label and what it says, which goes on below itself. */
export function labelled(
  rows: readonly (readonly [label: string, sentence: string])[],
  columns: number,
): string {
  const margin = Math.max(...rows.map(([label]) => label.length)) + 2;
  return rows
    .flatMap(([label, sentence]) =>
      wrapped(sentence, columns - margin).map((line, index) =>
        `${(index === 0 ? label : '').padEnd(margin)}${line}`.trimEnd(),
      ),
    )
    .map((line) => `${line}\n`)
    .join('');
}
