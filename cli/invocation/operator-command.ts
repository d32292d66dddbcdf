import type { DeadLettersCommands } from '../../shared/dead-letters/serve.ts';
import type { FleetCommands } from '../../shared/fleet/serve.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import type { OversightCommands } from '../../shared/oversight/serve.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Prompt } from '../report/consent.ts';
import type { Style } from '../report/style.ts';
import { type Answers, functionOf, isAnswerTo, isRefusal } from './answers.ts';
import type { InvokeFunction } from './invoker.ts';

/** What a verb needs to send its command and print the answer. */
export type VerbContext = {
  readonly send: SendCommand;
  readonly style: Style;
  /** Called as a long command advances. */
  readonly onProgress: (done: number, total: number) => void;
  /** Prints a text at once, before the answer; prints nothing with `--json`. */
  readonly print: (text: string) => void;
  /** Absent without a terminal, and with `--json`. */
  readonly prompt?: Prompt;
};

/** Sends a command to its function and returns the answer. Throws `ApiError`. */
export type SendCommand = <Name extends CommandName>(
  name: Name,
  command: CommandOf<Name>,
) => Promise<Answers[Name] | Refused>;

/** Sends commands by invoking their functions, and checks each answer against its schema. */
export function commandSender(invoke: InvokeFunction): SendCommand {
  return async (name, command) => {
    const answer = await invoke(functionOf(name), command);
    if (isRefusal(answer) || isAnswerTo(name, answer)) return answer;
    const detail =
      'the answer of the function does not fit this release of the command: deploy this release, or use the command of the deployed one';
    throw new ApiError('UnreadableAnswer', { detail });
  };
}

type Commands = DeadLettersCommands & FleetCommands & OversightCommands;

type CommandName = keyof Commands;

/** The command with this name. */
export type CommandOf<Name extends CommandName> = Commands[Name];

export type OperatorCommand = Commands[CommandName];
