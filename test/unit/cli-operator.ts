import type { Ask, Operator, OperatorCommand } from '../../cli/calling/ask.ts';
import { spellCommand } from '../../cli/running/run.ts';
import { paintFor } from '../../terminal/paint.ts';

/** An operator at a terminal of 80 columns, to whom the functions answer these, one after the other. */
export type ScriptedOperator = Operator & {
  /** What was asked so far. */
  readonly asked: readonly OperatorCommand[];
  /** What a progress bar was told so far. */
  readonly shown: readonly (readonly [done: number, total: number])[];
};

export function scriptedOperator(
  answers: readonly unknown[],
  { width = 80, isColored = false } = {},
): ScriptedOperator {
  const asked: OperatorCommand[] = [];
  const shown: [number, number][] = [];
  const ask = async (_: string, command: OperatorCommand) => {
    const answer = answers[asked.length];
    asked.push(command);
    if (answer instanceof Error) throw answer;
    if (answer === undefined) throw new Error(`Nothing is scripted for ${JSON.stringify(command)}`);
    return answer;
  };
  return {
    ask: ask as Ask,
    look: {
      width,
      paint: paintFor(isColored),
      nowMs: Date.parse('2026-11-23T14:20:00Z'),
      spell: (words) => spellCommand('tenant-keys', words, width),
    },
    show: (done, total) => shown.push([done, total]),
    asked,
    shown,
  };
}
