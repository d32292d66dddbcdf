import type {
  OperatorCommand,
  SendCommand,
  VerbContext,
} from '../../cli/invocation/operator-command.ts';
import { commandText } from '../../cli/report/style.ts';
import { paintFor } from '../../terminal/paint.ts';

/** The context of a verb at a terminal of 80 columns; the functions give these answers, one after the other. */
export type ScriptedContext = VerbContext & {
  /** The commands that were sent so far. */
  readonly sent: readonly OperatorCommand[];
  /** The progress that was reported so far. */
  readonly progress: readonly (readonly [done: number, total: number])[];
  /** What was printed before the answer, with the questions. */
  readonly printed: readonly string[];
};

type ScriptOptions = {
  readonly width?: number;
  readonly isColored?: boolean;
  /** The lines typed at the terminal; without them there is none. */
  readonly typed?: readonly string[];
};

export function scriptedContext(
  answers: readonly unknown[],
  { width = 80, isColored = false, typed }: ScriptOptions = {},
): ScriptedContext {
  const sent: OperatorCommand[] = [];
  const progress: [number, number][] = [];
  const printed: string[] = [];
  const lines = [...(typed ?? [])];
  const send = async (_: string, command: OperatorCommand) => {
    const answer = answers[sent.length];
    sent.push(command);
    if (answer instanceof Error) throw answer;
    if (answer === undefined)
      throw new Error(`No answer is scripted for ${JSON.stringify(command)}`);
    return answer;
  };
  return {
    send: send as SendCommand,
    style: {
      width,
      paint: paintFor(isColored),
      nowMs: Date.parse('2026-11-23T14:20:00Z'),
      nextCommand: (words) => commandText('tenant-keys', words, width),
    },
    onProgress: (done, total) => progress.push([done, total]),
    print: (text) => printed.push(text),
    ...(typed !== undefined && {
      prompt: async (question: string) => {
        printed.push(question);
        return lines.shift() ?? '';
      },
    }),
    sent,
    progress,
    printed,
  };
}
