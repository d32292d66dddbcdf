import { sendRequest } from '../invocation/requests.ts';

/**
 * Reads what an address has. Messages do not contain the address, which is a permission in itself.
 *
 * @throws Error in one sentence if it cannot be read.
 */
export async function download(url: string): Promise<Uint8Array> {
  if (!/^https?:/.test(url)) throw new Error('The cloud named no address of the saved code.');
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const limits = { bytesMax: CODE_BYTES_MAX, signal };
    const { status, bytes } = await sendRequest(url, { method: 'GET', headers: {}, ...limits });
    if (status === 200) return bytes;
    throw new Error(`HTTP status ${status}`);
  } catch (cause) {
    const { message } = cause as Error;
    const problem = `The saved code cannot be downloaded (${message}): run the same command again.`;
    throw new Error(problem, { cause });
  }
}

const TIMEOUT_MS = 60_000;

/**
 * The largest code that a call can upload.
 *
 * @see https://cloud.tencent.com/document/product/583/11637
 */
const CODE_BYTES_MAX = 52_428_800;
