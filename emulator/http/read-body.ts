import type { IncomingMessage } from 'node:http';

/** As much as API 3.0 takes with a signature of TC3. */
export const BODY_BYTES_MAX = 10 * 1024 * 1024;

/** A caller who goes on sending beyond this is cut off. */
const DRAINED_BYTES_MAX = 10 * BODY_BYTES_MAX;

/**
 * Reads the body of a request. One that is too long is read to its end all the same, as many a
 * caller looks at no answer before.
 *
 * @returns undefined when the body is longer than {@link BODY_BYTES_MAX}.
 * @throws Error when the connection ends early.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= BODY_BYTES_MAX) chunks.push(chunk);
    else chunks.length = 0;
    if (length > DRAINED_BYTES_MAX) break;
  }
  return length <= BODY_BYTES_MAX ? Buffer.concat(chunks) : undefined;
}
