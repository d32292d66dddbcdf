import { connect } from 'node:tls';
import { isLoopback } from './target.ts';

/**
 * Says that the server of an endpoint speaks the other scheme; undefined where it speaks this one, or nobody answers.
 * It asks by the start of a TLS connection, which carries nothing: a server that gets the wrong scheme often just hangs
 * up, so that the error of a call does not say it.
 */
export async function schemeProblem(
  endpoint: string,
  timeoutMs = TIMEOUT_MS,
): Promise<string | undefined> {
  const { protocol, hostname, port } = new URL(endpoint);
  const isSecure = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const speaksTls = await startsTls(host, Number(port || (isSecure ? 443 : 80)), timeoutMs);
  if (speaksTls === undefined || speaksTls === isSecure) return undefined;
  const [spoken, given] = speaksTls ? ['https', 'http'] : ['http', 'https'];
  const right = endpoint.replace(/^https?/, spoken);
  // Credentials and requests leave this machine over https only.
  const isUsable = speaksTls || isLoopback(right);
  const remedy = isUsable ? `use ${right} as the endpoint` : 'it must speak https';
  return `The server at ${endpoint} speaks ${spoken}, not ${given}: ${remedy}.`;
}

/** Whether a server answers the start of a TLS connection with one; undefined where it gives no answer. */
function startsTls(host: string, port: number, timeout: number): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    // Whose certificate it is does not matter: nothing is sent.
    const socket = connect({ host, port, rejectUnauthorized: false, timeout });
    const end = (answer: boolean | undefined) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', () => end(true));
    socket.once('timeout', () => end(undefined));
    socket.once('error', ({ message }) => end(tlsIn(message)));
  });
}

/** An alert is an answer of TLS too, such as one that wants a certificate of the client. */
function tlsIn(message: string): boolean | undefined {
  if (NO_TLS.test(message)) return false;
  return /\balert\b/i.test(message) ? true : undefined;
}

const TIMEOUT_MS = 2_000;

/** What OpenSSL says of an answer that is none of TLS. @see https://docs.openssl.org/3.0/man3/ERR_get_error/ */
const NO_TLS = /wrong version number|packet length too long/i;
