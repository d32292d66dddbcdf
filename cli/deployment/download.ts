/**
 * Reads what an address has. Messages do not contain the address, which is a permission in itself.
 *
 * @throws Error in one sentence if it cannot be read.
 */
export async function download(url: string): Promise<Uint8Array> {
  if (!/^https?:/.test(url)) throw new Error('The cloud named no address of the saved code.');
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { redirect: 'error', signal });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status === 200) return bytes;
    throw new Error(`HTTP status ${response.status}`);
  } catch (cause) {
    const { message } = cause as Error;
    const problem = `The saved code cannot be downloaded (${message}): run the same command again.`;
    throw new Error(problem, { cause });
  }
}

const TIMEOUT_MS = 60_000;
