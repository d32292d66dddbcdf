import { AnswerTooLong } from '../../shared/outbound-rule.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import { sendRequest } from './requests.ts';

/**
 * Reads from a local cloud the variables that fill in serverless.yml, and the credentials of its account.
 *
 * @throws ApiError `NotConnected` or `NoAnswer` when nothing answers; `HttpStatus` or `UnreadableAnswer`,
 * with the call in its detail, when something else does.
 */
export async function readLocalEnvironment(endpoint: string): Promise<LocalEnvironment> {
  const answer = await askLocalCloud(endpoint, '/environment');
  if (isEnvironment(answer)) return answer;
  const detail = 'the answer to GET /environment is incomplete';
  throw new ApiError('UnreadableAnswer', { detail });
}

/** Another program on this port may answer with anything: the values end up in headers of later calls. */
function isEnvironment(answer: JsonObject): answer is LocalEnvironment {
  return (
    Object.values(answer).every((value) => typeof value === 'string') &&
    REQUIRED.every((name) => /^[!-~]+$/.test(String(answer[name] ?? '')))
  );
}

const REQUIRED = ['REGION', 'TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY'] as const;

type LocalEnvironment = Readonly<Record<string, string>> & {
  readonly [Name in (typeof REQUIRED)[number]]: string;
};

/**
 * Calls a route that only the local cloud has: by POST with a body, by GET without one. Every failure
 * is an `ApiError`.
 */
export async function askLocalCloud(
  endpoint: string,
  path: string,
  body?: object,
): Promise<JsonObject> {
  const call = `${body === undefined ? 'GET' : 'POST'} ${path}`;
  const { status, text } = await fetchText(`${endpoint}${path}`, body).catch((cause: Error) => {
    const isTooLong = cause instanceof AnswerTooLong;
    const detail = isTooLong ? `the answer to ${call} is too long` : `${call} failed`;
    throw new ApiError(codeOf(cause), { detail, cause });
  });
  if (status !== 200) {
    const detail = `${call} was answered with HTTP status ${status}${reasonIn(text)}`;
    throw new ApiError('HttpStatus', { detail });
  }
  const answer = parseJson(text);
  if (isJsonObject(answer)) return answer;
  throw new ApiError('UnreadableAnswer', { detail: `the answer to ${call} is not a JSON object` });
}

function codeOf(failure: Error): string {
  if (failure instanceof AnswerTooLong) return 'UnreadableAnswer';
  return failure.name === 'AbortError' ? 'NoAnswer' : 'NotConnected';
}

/** The local cloud never redirects, and no other address may give its credentials. */
async function fetchText(url: string, body: object | undefined) {
  const response = await sendRequest(url, {
    ...(body === undefined
      ? { method: 'GET', headers: {} }
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
    bytesMax: ANSWER_BYTES_MAX,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, text: await response.text() };
}

const TIMEOUT_MS = 10_000;

/** An answer of the local cloud ends long before. */
const ANSWER_BYTES_MAX = 1_000_000;

/** The reason in the answer, where the local cloud gives one. */
function reasonIn(text: string): string {
  const answer = parseJson(text);
  const { error } = isJsonObject(answer) ? answer : {};
  return typeof error === 'string' ? `: ${error}` : '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
