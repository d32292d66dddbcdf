import type { LocalCloud } from '../local-cloud.ts';
import type { News } from './news.ts';

/** The first line for a program: the cloud is ready, and this is how to call it. */
export function readyJson({ url, secretId, secretKey, region, token }: LocalCloud): string {
  return `${JSON.stringify({ ready: true, url, secretId, secretKey, region, token })}\n`;
}

/** The line of an outcome; nothing for any other news. */
export function outcomeJson(news: News): string {
  if (news.kind !== 'outcome') return '';
  const { outcome, requestId, tenantId, keyName, keyId, code, adopted, door } = news;
  const line = { outcome, requestId, tenantId, keyName, keyId, code, adopted, door };
  return `${JSON.stringify(line)}\n`;
}
