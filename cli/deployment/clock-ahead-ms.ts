/**
 * How far this machine's clock is ahead of the cloud's, by the `Date` that any answer carries; undefined
 * when there is none. It is in whole seconds, and the answer takes its time: good for minutes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-date
 */
export async function clockAheadMs(
  endpoint = 'https://sts.tencentcloudapi.com',
  timeMs: () => number,
): Promise<number | undefined> {
  try {
    const { headers } = await fetch(endpoint, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const cloudMs = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(cloudMs) ? undefined : timeMs() - cloudMs;
  } catch {
    return undefined; // Whoever cannot be reached is told of by the checks that ask for more.
  }
}

const TIMEOUT_MS = 5_000;
