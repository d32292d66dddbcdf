import type { Access } from '../invocation/access.ts';
import { functionOf } from '../invocation/answers.ts';
import { explainInvocationError, isTransientInvocation } from '../invocation/explanations.ts';
import { functionInvoker } from '../invocation/invoker.ts';
import { commandSender } from '../invocation/operator-command.ts';
import type { Io } from '../report/io.ts';
import type { KeyApi } from './api.ts';

/**
 * The keys by the function of operators, which CAM lets them invoke: the HTTP API's own function asks for a token. It
 * answers what the API answers, and queues requests rather than make a key at once.
 *
 * @throws ApiError as `functionInvoker` does.
 */
export function functionApi(
  { connection, credentials }: Access,
  { clock }: Pick<Io, 'clock'>,
): KeyApi {
  const send = commandSender(functionInvoker(connection, credentials, clock));
  return {
    ask: async (command) => {
      const answer = await send(command.command, command);
      // The function is of another release, which does not know the command.
      if ('refused' in answer) return { status: 400, body: { ...answer }, retryAfterMs: undefined };
      const { httpStatus: status, retryAfterS, body } = answer;
      const retryAfterMs = retryAfterS === undefined ? undefined : retryAfterS * 1_000;
      return { status, body: { ...body }, retryAfterMs };
    },
    isTransientError: isTransientInvocation,
    explain: (error) => explainInvocationError(error, functionOf('list-keys'), connection),
  };
}
