import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';

type LocalEnvironment = Readonly<Record<string, string>> & {
  readonly REGION: string;
  readonly TENCENTCLOUD_SECRET_ID: string;
  readonly TENCENTCLOUD_SECRET_KEY: string;
};

/**
 * Reads from a local cloud the variables that fill in serverless.yml, and the credentials of its account.
 *
 * @throws ApiError `NotConnected` when nothing answers; `HttpStatus` or `UnreadableAnswer`, with the call
 * in its detail, when something else does.
 */
export async function readLocalEnvironment(endpoint: string): Promise<LocalEnvironment> {
  const answer = await askLocalCloud(endpoint, '/environment');
  const variables = Object.entries(answer).map(([name, value]) => [name, String(value)]);
  const environment: Readonly<Record<string, string>> = Object.fromEntries(variables);
  if (!isComplete(environment)) {
    const detail = 'the answer to GET /environment is incomplete';
    throw new ApiError('UnreadableAnswer', { detail });
  }
  return environment;
}

function isComplete(variables: Readonly<Record<string, string>>): variables is LocalEnvironment {
  return ['REGION', 'TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY'].every(
    (name) => variables[name],
  );
}

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
  const { status, text } = await fetchText(`${endpoint}${path}`, body).catch((cause: unknown) => {
    throw new ApiError('NotConnected', { detail: `${call} failed`, cause });
  });
  if (status !== 200) {
    const detail = `${call} was answered with HTTP status ${status}${reasonIn(text)}`;
    throw new ApiError('HttpStatus', { detail });
  }
  const answer = parseJson(text);
  if (isJsonObject(answer)) return answer;
  throw new ApiError('UnreadableAnswer', { detail: `the answer to ${call} is not a JSON object` });
}

async function fetchText(url: string, body: object | undefined) {
  const response = await fetch(url, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, text: await response.text() };
}

const TIMEOUT_MS = 10_000;

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
