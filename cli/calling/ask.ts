import type { Refused } from '../../shared/dead-letters/command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import { isAnswerTo } from './answer-shapes.ts';
import { type Answers, type CommandName, type CommandOf, functionOf } from './commands.ts';
import type { InvokeFunction } from './invoke-function.ts';

/** Gives a command to the function that carries it out. Throws `ApiError`. */
export type Ask = <Name extends CommandName>(
  name: Name,
  command: CommandOf<Name>,
) => Promise<Answers[Name] | Refused>;

export function askBy(invoke: InvokeFunction): Ask {
  return async (name, command) => {
    const answer = await invoke(functionOf(name), command);
    if (isRefusal(answer) || isAnswerTo(name, answer)) return answer;
    const detail = 'the function answered what this release of the command cannot read';
    throw new ApiError('UnreadableAnswer', { detail });
  };
}

function isRefusal(answer: JsonObject): answer is JsonObject & Refused {
  const { refused } = answer;
  return (
    isJsonObject(refused) && typeof refused.code === 'string' && typeof refused.detail === 'string'
  );
}
