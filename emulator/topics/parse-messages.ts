import { isJsonObject } from '../../shared/tenant-key/json.ts';
import type { Parsed } from '../api/parsed.ts';
import type { NewMessage } from './topic-log.ts';

/** Parses what is to be published: a message, or an array of them. */
export function parseMessages(body: unknown): Parsed<readonly NewMessage[]> {
  const rows = Array.isArray(body) ? body : [body];
  const messages: NewMessage[] = [];
  for (const [index, row] of rows.entries()) {
    const problem = problemOf(row);
    if (problem !== undefined) return { ok: false, problem: `Message ${index}: ${problem}` };
    const { key = null, value, headers = {} } = row as Partial<NewMessage>;
    messages.push({ key, value: value ?? null, headers });
  }
  return { ok: true, value: messages };
}

const EXAMPLE = '{"key":"acme","value":"text","headers":{}}';

function problemOf(row: unknown): string | undefined {
  if (!isJsonObject(row)) return `it must be an object such as ${EXAMPLE}.`;
  const { key = null, value, headers = {}, ...others } = row;
  const [other] = Object.keys(others);
  if (other !== undefined) return `${JSON.stringify(other)} is unknown; use ${EXAMPLE}.`;
  if (key !== null && typeof key !== 'string') return 'key must be a string or null.';
  if (value !== null && typeof value !== 'string') {
    return 'value must be a string, JSON being given as its text, or null.';
  }
  const good =
    isJsonObject(headers) && Object.values(headers).every((text) => typeof text === 'string');
  return good ? undefined : 'headers must be an object of strings.';
}
