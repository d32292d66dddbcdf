import type { TopicMessage } from '../emulator/topics/topic-log.ts';
import type { DeadLetter } from '../shared/dead-letters/generated/dead-letter.ts';
import { nodeClock } from '../shared/node-clock.ts';
import { nodeSend } from '../shared/node-send.ts';
import type { Send } from '../shared/topics/http.ts';
import { KEY_DEAD_LETTERS } from '../shared/topics/topics.ts';
import type { LocalCloud } from './cloud.ts';

/**
 * Calls the local cloud's own HTTP interface: topics, faults, switches, and functions' URLs.
 *
 * @param route Such as `GET /switches`.
 * @param token A bearer token, for functions' URLs that require one.
 * @throws Error in one sentence if the status is not 2xx.
 */
export async function callLocalCloud<Answer>(
  url: string,
  route: string,
  body?: unknown,
  token?: string,
): Promise<Answer> {
  const [method, path = ''] = route.split(' ') as [Method, string];
  const response = await sendRequest(`${url}${path}`, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (response.status >= 200 && response.status < 300) return JSON.parse(text);
  throw new Error(`${route} was answered with ${response.status}: ${text}`);
}

type Method = Parameters<Send>[1]['method'];

/** Sends a request to the local cloud. Nothing freezes its process. */
export const sendRequest = nodeSend(() => 0);

/** The path of the HTTP API that takes requests for a tenant's keys, and lists them. */
export function keysPath(tenantId: string): string {
  return `/functions/accept-request/v1/tenants/${encodeURIComponent(tenantId)}/keys`;
}

/** The messages of a topic in order of arrival, without the first `from` ones. */
export function messagesFrom(
  url: string,
  topic: string,
  from: number,
): Promise<readonly TopicMessage[]> {
  return callLocalCloud(url, `GET /topics/${topic}/messages?from=${from}`);
}

/** The dead letters that are not settled, without those of the first `from` messages of their topic. */
export async function deadLettersSince(url: string, from: number): Promise<readonly DeadLetter[]> {
  const table = new Map<string | null, string | null>();
  const messages = await messagesFrom(url, KEY_DEAD_LETTERS, from);
  for (const { key, value } of messages) table.set(key, value);
  return [...table].flatMap(([key, value]) =>
    value === null || key?.startsWith(CAUSE) ? [] : [JSON.parse(value)],
  );
}

/** The keys of records in which the retry queue remembers what requests wait for. */
const CAUSE = 'cause:';

/** The number of messages in a topic. */
export async function messageCount(url: string, topic: string): Promise<number> {
  const { topics } = await callLocalCloud<About>(url, 'GET /');
  return topics.find(({ name }) => name === topic)?.messages ?? 0;
}

type About = { readonly topics: readonly { readonly name: string; readonly messages: number }[] };

export type Access = Pick<LocalCloud, 'url' | 'region' | 'secretId' | 'secretKey'>;

/** Calls KMS as its owner does, through the official SDK. */
export async function callKms(
  access: Access,
  action: 'ListKeyDetail' | 'DisableKey' | 'EnableKey',
  params: object,
): Promise<unknown> {
  const { kmsClient } = await import('../shared/kms/client.ts');
  return kmsClient(settingsOf(access)).request(action, params, AbortSignal.timeout(TIMEOUT_MS));
}

/**
 * Invokes a function as an operator does, through the official SDK. While all instances of the function
 * are busy, such as with a timer, it invokes again.
 *
 * @returns what the function returned.
 * @throws Error if the function failed, or could not be invoked.
 */
export async function invokeFunction<Answer>(
  access: Access,
  name: string,
  event: object,
): Promise<Answer> {
  // The SDK is large, so it is loaded only for the demo.
  const { Client } = await import(
    'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client.js'
  );
  const { tencentClient } = await import('../shared/tencent/client.ts');
  const client = tencentClient(Client, settingsOf(access));
  const params = { FunctionName: name, ClientContext: JSON.stringify(event) };
  for (let attempts = 1; ; attempts += 1) {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = (await client.request('Invoke', params, signal)) as InvokeAnswer;
    const { RetMsg = '', ErrMsg = '' } = answer.Result ?? {};
    if (ErrMsg === '') return JSON.parse(RetMsg);
    if (JSON.parse(ErrMsg).statusCode !== 432 || attempts === BUSY_ATTEMPTS_MAX) {
      throw new Error(`The function ${name} failed: ${ErrMsg}`);
    }
    await nodeClock.sleep(BUSY_DELAY_MS);
  }
}

type InvokeAnswer = { readonly Result?: { readonly RetMsg?: string; readonly ErrMsg?: string } };

function settingsOf({ url, region, secretId, secretKey }: Access) {
  const readCredentials = () => ({ secretId, secretKey });
  return { region, endpoint: url, readCredentials, timeoutMs: TIMEOUT_MS };
}

/** Longer than any function of the application runs. */
const TIMEOUT_MS = 60_000;

const BUSY_ATTEMPTS_MAX = 100;
const BUSY_DELAY_MS = 100;
