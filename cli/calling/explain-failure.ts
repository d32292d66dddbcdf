import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import { printable } from '../../terminal/printable.ts';
import type { Connection } from './connection.ts';

/** What happened and what to do, in a sentence, when a function did not answer. */
export function explainFailure(
  error: ApiError,
  functionName: string,
  connection: Connection,
): string {
  const { code, kmsRequestId } = error;
  const explain = EXPLANATIONS.find(([pattern]) => pattern.test(code))?.[1] ?? explainCode;
  const sentence = explain({ code, detail: detailOf(error), functionName, connection });
  return kmsRequestId === undefined
    ? sentence
    : `${sentence} Request id: ${printable(kmsRequestId)}`;
}

type Facts = {
  readonly code: string;
  readonly detail: string;
  readonly functionName: string;
  readonly connection: Connection;
};

/** By code; the first that fits. */
const EXPLANATIONS: readonly (readonly [RegExp, (facts: Facts) => string])[] = [
  [
    /^NotConnected$/,
    ({ connection: { endpoint } }) =>
      endpoint === undefined
        ? `${VENDOR} cannot be reached: is there a way to the internet?`
        : `${endpoint} cannot be reached: is it right, and is the local cloud running (npm start)?`,
  ],
  [
    /^NoAnswer$/,
    ({ connection, functionName, detail }) =>
      `${placeOf(connection)} gave no answer, and the function ${functionName} may go on: give the same command again in a minute, which is safe (${detail}).`,
  ],
  [
    /^HttpStatus$|^UnreadableAnswer$/,
    ({ connection, detail }) => `What ${placeOf(connection)} answered cannot be used: ${detail}.`,
  ],
  [
    /^AuthFailure\.TokenFailure$/,
    ({ code }) => `The cloud refused TENCENTCLOUD_TOKEN: get new temporary credentials (${code}).`,
  ],
  [
    /^AuthFailure\.SignatureExpire$/,
    ({ code }) => `The clock of this machine is off by minutes: set it right (${code}).`,
  ],
  [
    /^AuthFailure\.UnauthorizedOperation$|^UnauthorizedOperation/,
    ({ code, functionName }) =>
      `These credentials may not invoke the function ${functionName}: have CAM allow it (${code}).`,
  ],
  [
    /^AuthFailure/,
    ({ code, connection }) =>
      `${placeOf(connection)} refused the credentials: check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN (${code}).`,
  ],
  [
    /^ResourceNotFound/,
    ({ code, functionName, connection: { region, namespace } }) =>
      `The function ${functionName} is not deployed in the region ${region}, namespace ${namespace} (${code}).`,
  ],
  [
    /^UnsupportedRegion$/,
    ({ connection: { region } }) =>
      `There is no region ${region} here: choose another with --region.`,
  ],
  [
    /^RequestLimitExceeded/,
    ({ code }) => `Too many calls are made by this account: come again in a minute (${code}).`,
  ],
  [
    /^FunctionFailed$/,
    ({ functionName, detail }) =>
      detail.startsWith('ResourceLimit')
        ? `The function ${functionName} is busy with another command or its timer's: come again in a minute (${detail}).`
        : `The function ${functionName} failed: ${detail}.`,
  ],
];

const VENDOR = 'Tencent Cloud';

function explainCode({ code, detail, connection }: Facts): string {
  return `${placeOf(connection)} refused the call: ${code}, ${detail}.`;
}

function placeOf({ endpoint = VENDOR }: Connection): string {
  return endpoint;
}

/** The message without its code, and without a full stop. */
function detailOf({ code, message }: ApiError): string {
  const detail = message.startsWith(`${code}: `) ? message.slice(code.length + 2) : message;
  return printable(detail.slice(0, DETAIL_LENGTH_MAX)).replace(/\.$/, '');
}

const DETAIL_LENGTH_MAX = 300;
