import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Reads the body of one request, which may have `bytesMax` bytes.
 *
 * @returns `gone` when nobody waits for an answer: the caller disconnected within the body, or was refused
 *   here because it was too slow or there was no room.
 */
export type BodyReader = (bytesMax: number) => Promise<Buffer | 'too large' | 'gone'>;

type BodyLimits = {
  /** How much memory all bodies may take that are being read or answered. */
  readonly bytesMax: number;
  /** How long a caller may take to send a body. */
  readonly timeoutMs: number;
};

/** Six of the largest bodies of API 3.0. */
export const BODY_LIMITS: BodyLimits = { bytesMax: 64 * 1024 * 1024, timeoutMs: 30_000 };

/**
 * Makes the readers of the bodies that arrive at a server. They share the memory: when there is no more, the
 * largest body that is not complete gives way, so that small ones always arrive. A body keeps its memory
 * until its request was answered.
 *
 * The rest of a body that is too long, or has given way, is read and discarded while the caller is
 * answered, because many clients read no answer before they have sent everything.
 */
export function bodyReaders(
  limits: BodyLimits,
): (request: IncomingMessage, response: ServerResponse) => BodyReader {
  const held = new Set<Body>();

  function receive(body: Body, chunk: Buffer, request: IncomingMessage): void {
    body.length += chunk.length;
    if (body.length > DRAINED_TIMES_MAX * body.bytesMax) request.destroy();
    if (!held.has(body)) return;
    if (body.length > body.bytesMax) {
      body.leave('too large');
      return;
    }
    append(body, chunk);
    makeRoom(held, limits.bytesMax);
  }

  return (request, response) => (bytesMax) =>
    new Promise((resolve) => {
      const leave = (result: 'too large' | 'gone') => {
        held.delete(body);
        body.bytes = Buffer.alloc(0);
        resolve(result);
      };
      const declared = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
      const body: Body = {
        ...{ bytes: Buffer.alloc(0), length: 0, bytesMax, declared, leave },
        giveWay: () => {
          refuse(response, 503, NO_ROOM, { 'retry-after': '1' });
          leave('gone');
        },
      };
      const timer = setTimeout(() => {
        // Without its memory, the caller has an answer already, and sends on.
        if (!held.has(body)) request.destroy();
        refuse(response, 408, tooSlow(limits.timeoutMs), { connection: 'close' });
        leave('gone');
      }, limits.timeoutMs);
      held.add(body);
      if (Number.isFinite(declared) && declared > bytesMax) leave('too large');
      request.on('data', (chunk: Buffer) => receive(body, chunk, request));
      request.once('end', () => {
        delete body.giveWay;
        // Some callers of this keep the body, and must not keep unused memory with it.
        if (body.length < body.bytes.length)
          body.bytes = Buffer.from(body.bytes.subarray(0, body.length));
        resolve(body.bytes);
      });
      request.once('error', () => resolve('gone'));
      request.once('close', () => {
        clearTimeout(timer);
        resolve('gone');
      });
      response.once('close', () => held.delete(body));
    });
}

/** A body in memory. */
type Body = {
  /** One buffer for all of its chunks, since each may be a single byte. */
  bytes: Buffer;
  /** How many bytes have arrived. */
  length: number;
  readonly bytesMax: number;
  /** The header `Content-Length`; infinite without one. */
  readonly declared: number;
  /** Frees the memory, and ends the reading with this result. */
  readonly leave: (result: 'too large' | 'gone') => void;
  /** Refuses the caller for want of memory. Absent once the body is complete. */
  giveWay?: () => void;
};

/** Adds a chunk that has been counted already. */
function append(body: Body, chunk: Buffer): void {
  const { length, bytes, bytesMax, declared } = body;
  const used = length - chunk.length;
  if (length > bytes.length) {
    const size = Math.max(length, Math.min(Math.max(BYTES_MIN, 2 * length), bytesMax, declared));
    body.bytes = Buffer.allocUnsafe(size);
    bytes.copy(body.bytes, 0, 0, used);
  }
  chunk.copy(body.bytes, used);
}

function makeRoom(held: ReadonlySet<Body>, bytesMax: number): void {
  while (sum(held) > bytesMax) {
    const unfinished = [...held].filter(({ giveWay }) => giveWay !== undefined);
    const [largest] = unfinished.sort((one, other) => other.bytes.length - one.bytes.length);
    if (largest === undefined) return;
    largest.giveWay?.();
  }
}

function sum(held: ReadonlySet<Body>): number {
  let length = 0;
  for (const { bytes } of held) length += bytes.length;
  return length;
}

const BYTES_MIN = 16 * 1024;

/** A caller who sends this many times the limit is disconnected. */
const DRAINED_TIMES_MAX = 10;

const NO_ROOM = 'The local cloud has too many bodies in memory: send the request again.';

const tooSlow = (timeoutMs: number) =>
  `The body was not complete after ${timeoutMs} ms: send the request again.`;

function refuse(
  response: ServerResponse,
  status: number,
  error: string,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-type': 'application/json' });
  response.end(JSON.stringify({ error }));
}
