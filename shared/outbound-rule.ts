import type { ClientRequest, Agent as HttpAgent, IncomingMessage } from 'node:http';

/**
 * Holds every request of an agent to one rule, whichever client sends it:
 *
 * - It is encrypted, unless it stays on this machine. Otherwise it is not sent, and sending throws.
 * - No redirect is followed: the client sees the status, and not the address. The new address would get the
 *   session token and the body, and its answer would be believed.
 * - The answer has at most `bytesMax` bytes (an option of the request; {@link ANSWER_BYTES_MAX} when left out)
 *   and is not compressed, so that it does not grow in memory. A longer one fails.
 * - An answer that ends early fails when its connection ends. The vendor's SDK would wait for the rest until its
 *   deadline.
 *
 * The agent is where the rule is, because the SDK makes its own requests and offers no other way to change them.
 */
export function holdRequests(agent: HttpAgent): void {
  const held = agent as unknown as HeldAgent;
  const addRequest = held.addRequest.bind(agent);
  held.addRequest = (request, options) => {
    const { host, bytesMax = ANSWER_BYTES_MAX } = options;
    if (held.protocol === 'http:' && !isLoopback(host)) {
      throw new Error('a request to another machine must be encrypted');
    }
    if (!request.headersSent) request.setHeader('accept-encoding', 'identity');
    request.prependOnceListener('response', (response) =>
      holdResponse(request, response, bytesMax),
    );
    addRequest(request, options);
  };
}

/** More than any page of a topic has, and than any answer of the cloud. */
export const ANSWER_BYTES_MAX = 33_554_432;

/** What `node:http` calls of an agent for each request. Its types leave it out. */
type HeldAgent = {
  protocol: string;
  addRequest: (request: ClientRequest, options: SentOptions) => void;
};

type SentOptions = { readonly host: string; readonly bytesMax?: number };

function holdResponse(request: ClientRequest, response: IncomingMessage, bytesMax: number): void {
  delete response.headers.location;
  // None was asked for, so that a compressed answer is unreadable.
  delete response.headers['content-encoding'];
  holdSize(response, bytesMax);
  response.once('close', () => {
    if (response.complete || request.listenerCount('error') === 0) return;
    request.emit('error', response.errored ?? new Error('the response ended early'));
  });
}

/** Counts the bytes as they arrive, before anything keeps them. */
function holdSize(response: IncomingMessage, bytesMax: number): void {
  const push = response.push.bind(response);
  let bytes = 0;
  response.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    bytes += chunk?.length ?? 0;
    if (bytes <= bytesMax) return push(chunk, encoding);
    response.destroy(new AnswerTooLong(bytesMax));
    return false;
  };
}

/** An answer had more bytes than its client takes. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';

  constructor(bytesMax: number) {
    super(`the response has more than ${bytesMax} bytes`);
  }
}

/** Whether requests to a URL keep the rule: it is encrypted, or stays on this machine. */
export function isEncryptedOrLocal({
  protocol,
  hostname,
}: Pick<URL, 'protocol' | 'hostname'>): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** Completes the sentence "NAME must be". */
export const ENCRYPTED_OR_LOCAL =
  'an https URL, or one of this machine such as http://127.0.0.1:4700';

/** Whether a host, as a URL or a request has it, is a loopback address. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/.test(host);
}
