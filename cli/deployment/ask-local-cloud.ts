import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';

/**
 * Asks the local cloud for what the real one does not give away. With a body by POST, else by GET.
 * Every failure is an `ApiError`.
 */
export async function askLocalCloud(
  endpoint: string,
  path: string,
  body?: object,
): Promise<JsonObject> {
  const call = `${body === undefined ? 'GET' : 'POST'} ${path}`;
  const { status, text } = await answered(`${endpoint}${path}`, body).catch((cause: unknown) => {
    throw new ApiError('NotConnected', { detail: `${call} failed`, cause });
  });
  if (status !== 200) {
    const detail = `${call} was answered with HTTP status ${status}${sentenceIn(text)}`;
    throw new ApiError('HttpStatus', { detail });
  }
  const answer = parsed(text);
  if (isJsonObject(answer)) return answer;
  throw new ApiError('UnreadableAnswer', { detail: `the answer to ${call} is no JSON object` });
}

async function answered(url: string, body: object | undefined) {
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

/** Why the local cloud refused, in its own words. */
function sentenceIn(text: string): string {
  const answer = parsed(text);
  const { error } = isJsonObject(answer) ? answer : {};
  return typeof error === 'string' ? `: ${error}` : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
