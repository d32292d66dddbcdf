/**
 * Calls the local cloud's own HTTP interface: topics, faults, switches, and functions' URLs.
 *
 * @param route Such as `GET /switches`.
 * @throws Error in one sentence, when it refuses.
 */
export async function callLocalCloud<Answer>(
  url: string,
  route: string,
  body?: unknown,
): Promise<Answer> {
  const [method = '', path = ''] = route.split(' ');
  const request = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${url}${path}`, request);
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new Error(`${route} was answered with ${response.status}: ${text}`);
}
