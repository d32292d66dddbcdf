/**
 * Calls the local cloud's own HTTP interface: topics, faults, switches, and functions' URLs.
 *
 * @param route Such as `GET /switches`.
 * @param token For functions' URLs that want one.
 * @throws Error in one sentence, when it refuses.
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
