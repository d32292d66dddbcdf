import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Connection } from './connection.ts';
import { type Explanation, explainByCode } from './explain-by-code.ts';

/** What happened and what to do, in a sentence, when a function did not answer. */
export function explainFailure(
  error: ApiError,
  functionName: string,
  connection: Connection,
): string {
  return explainByCode(error, connection, ofFunction(functionName, connection));
}

function ofFunction(
  functionName: string,
  { region, namespace }: Connection,
): readonly Explanation[] {
  return [
    [
      /^NoAnswer$/,
      ({ where, detail }) =>
        `${where} gave no answer, and the function ${functionName} may go on: give the same command again in a minute, which is safe (${detail}).`,
    ],
    [
      /^AuthFailure\.UnauthorizedOperation$|^UnauthorizedOperation/,
      ({ code }) =>
        `These credentials may not invoke the function ${functionName}: have CAM allow it (${code}).`,
    ],
    [
      /^ResourceNotFound/,
      ({ code }) =>
        `The function ${functionName} is not deployed in the region ${region}, namespace ${namespace} (${code}).`,
    ],
    [
      /^FunctionFailed$/,
      ({ detail }) =>
        detail.startsWith('ResourceLimit')
          ? `The function ${functionName} is busy with another command or its timer's: come again in a minute (${detail}).`
          : `The function ${functionName} failed: ${detail}.`,
    ],
  ];
}
