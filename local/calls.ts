import type { TopicMessage } from '../emulator/topics/topic-log.ts';
import type { DeadLetter } from '../shared/dead-letters/generated/dead-letter.ts';
import { nodeClock } from '../shared/node-clock.ts';
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
  const [method = '', path = ''] = route.split(' ');
  const request = {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
  };
  const response = await fetch(`${url}${path}`, request);
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new Error(`${route} was answered with ${response.status}: ${text}`);
}

/** The path of the HTTP API that takes requests for a tenant's keys, and lists them. */
export function keysPath(tenantId: string): string {
  return `/functions/accept-request/v1/tenants/${tenantId}/keys`;
}

/** The messages of a topic in order of arrival, without the first `from` ones. */
export function messagesFrom(
  url: string,
  topic: string,
  from: number,
): Promise<readonly TopicMessage[]> {
  return callLocalCloud(url, `GET /topics/${topic}/messages?from=${from}`);
}

/** The dead letters that still wait, without those of the first `from` messages of their topic. */
export async function deadLettersSince(url: string, from: number): Promise<readonly DeadLetter[]> {
  const table = new Map<string | null, string | null>();
  const messages = await messagesFrom(url, KEY_DEAD_LETTERS, from);
  for (const { key, value } of messages) table.set(key, value);
  return [...table.values()].flatMap((value) => (value === null ? [] : [JSON.parse(value)]));
}

/** The number of messages in a topic. */
export async function messageCount(url: string, topic: string): Promise<number> {
  const { topics } = await callLocalCloud<About>(url, 'GET /');
  return topics.find(({ name }) => name === topic)?.messages ?? 0;
}

type About = { readonly topics: readonly { readonly name: string; readonly messages: number }[] };

export type Access = Pick<LocalCloud, 'url' | 'region' | 'secretId' | 'secretKey'>;

/**
 * Invokes a function as an operator does, through the official SDK. While all instances of the function
 * are busy, such as with a timer, it invokes again.
 *
 * @returns what the function returned.
 * @throws Error if the function failed, or could not be invoked.
 */
export async function invokeFunction<Answer>(
  { url, region, secretId, secretKey }: Access,
  name: string,
  event: object,
): Promise<Answer> {
  // The SDK is large, so it is loaded only for the demo.
  const { Client } = await import(
    'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client.js'
  );
  const httpProfile = { endpoint: new URL(url).host, protocol: 'http://', reqTimeout: 60 };
  const client = new Client({
    credential: { secretId, secretKey },
    region,
    profile: { httpProfile },
  });
  const params = { FunctionName: name, ClientContext: JSON.stringify(event) };
  for (let attempts = 1; ; attempts += 1) {
    const { RetMsg = '', ErrMsg = '' } = (await client.Invoke(params)).Result ?? {};
    if (ErrMsg === '') return JSON.parse(RetMsg);
    if (JSON.parse(ErrMsg).statusCode !== 432 || attempts === BUSY_ATTEMPTS_MAX) {
      throw new Error(`The function ${name} failed: ${ErrMsg}`);
    }
    await nodeClock.sleep(BUSY_DELAY_MS);
  }
}

const BUSY_ATTEMPTS_MAX = 100;
const BUSY_DELAY_MS = 100;
