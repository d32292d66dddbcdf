import type { IncomingMessage } from 'node:http';

/** A caller who goes on sending so many times more than is taken is cut off. */
const DRAINED_TIMES_MAX = 10;

/**
 * Reads the body of a request. Of one that is too long the rest is read and forgotten while its
 * caller is answered, as many a caller looks at no answer before it has sent all.
 *
 * @returns `gone` when the caller hangs up within the body.
 */
export function readBody(
  request: IncomingMessage,
  bytesMax: number,
): Promise<Buffer | 'too large' | 'gone'> {
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
    request.once('error', () => resolve('gone'));
    request.once('close', () => resolve('gone'));
  });
}
