import type { IncomingMessage } from 'node:http';

/**
 * Reads the body of a request. The rest of a body that is too long is read and discarded while the
 * caller is answered, because many clients read no answer before they have sent everything.
 *
 * @returns `disconnected` when the caller disconnects within the body.
 */
export function readBody(
  request: IncomingMessage,
  bytesMax: number,
): Promise<Buffer | 'too large' | 'disconnected'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    if (Number(request.headers['content-length'] ?? 0) > bytesMax) resolve('too large');
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bytesMax) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve('too large');
      if (length > DRAINED_TIMES_MAX * bytesMax) request.destroy();
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => resolve('disconnected'));
    request.once('close', () => resolve('disconnected'));
  });
}

/** A caller who sends this many times the limit is disconnected. */
const DRAINED_TIMES_MAX = 10;
