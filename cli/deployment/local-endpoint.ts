/** Where `npm start` has the local cloud, unless it is told otherwise. */
export const LOCAL_ENDPOINT = 'http://127.0.0.1:4700';

/** Whether an endpoint is on the machine that asks, as the local cloud is. */
export function isOnThisMachine(endpoint: string): boolean {
  return /^https?:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?::|$)/.test(endpoint);
}
