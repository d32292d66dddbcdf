import { EventEmitter } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type {
  ClientConfig,
  HttpProfile,
} from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface.js';
import { type KeptConnections, keptConnections } from '../kept-connections.ts';
import { isEncryptedOrLocal } from '../outbound-rule.ts';
import { ApiError } from '../tenant-key/api-error.ts';

/**
 * Makes a client of the SDK for one product. It connects on the first call. Without credentials,
 * `request` throws the `ApiError` `NoCredentials` and sends nothing; the SDK itself would sign with
 * `undefined`. Other errors are those of the SDK, which `readFailure` converts.
 *
 * @see https://github.com/TencentCloud/tencentcloud-sdk-nodejs
 */
export function tencentClient(Client: SdkClient, settings: TencentClientSettings): TencentClient {
  const { region, endpoint, readCredentials, timeoutMs = 3_000, wallMs = () => 0 } = settings;
  const { agent, beforeRequest, ...address } = addressOf(endpoint, wallMs);
  const client = new Client({
    region,
    credential: { getCredential: async () => ownCredential(readCredentials()) },
    profile: {
      httpProfile: {
        ...{ agent, ...address },
        // Only a second line of defence: the SDK's timer starts when a socket is assigned.
        reqTimeout: Math.ceil(timeoutMs / 1_000),
      },
    },
  });
  return {
    request: async (action, params, signal) => {
      // Checked here too, as the SDK hides the code of an error that `getCredential` throws.
      ownCredential(readCredentials());
      beforeRequest();
      const answer = await client.request(action, params, { signal });
      refuseEventStream(answer);
      return answer;
    },
  };
}

/** The part of an SDK client that is used here. */
export type TencentClient = {
  readonly request: (action: string, params: object, signal: AbortSignal) => Promise<unknown>;
};

export type TencentClientSettings = {
  readonly region: string;
  /** The API's origin, such as `http://127.0.0.1:4700`; the vendor's own host when left out. */
  readonly endpoint?: string | undefined;
  /** Read on every call, because the platform replaces temporary credentials. */
  readonly readCredentials: () => Credentials;
  /** The longest time for a response; 3,000 when left out. */
  readonly timeoutMs?: number;
  /**
   * The time of day, in milliseconds since 1970, where the platform may freeze the process: connections
   * that were kept meanwhile are closed.
   */
  readonly wallMs?: () => number;
};

export type Credentials = {
  readonly secretId?: string | undefined;
  readonly secretKey?: string | undefined;
  readonly token?: string | undefined;
};

/** The class of one product's client in the SDK. */
type SdkClient = new (
  config: ClientConfig,
) => {
  request(action: string, params: object, options: { signal: AbortSignal }): Promise<unknown>;
};

/**
 * Refuses a response of server-sent events. No action here answers with one, but a proxy in front of
 * the API may. The SDK returns such a stream unread, and an abort would raise an unhandled `error`.
 */
function refuseEventStream(answer: unknown): void {
  const { eventSource, readline } = (answer ?? {}) as Partial<Record<string, unknown>>;
  if (!(eventSource instanceof EventEmitter) || !(readline instanceof EventEmitter)) return;
  for (const emitter of [eventSource, readline]) emitter.on('error', () => {});
  throw new ApiError('UnreadableAnswer', { detail: 'the answer is a stream of events' });
}

type OwnCredential = { secretId: string; secretKey: string; token?: string };

function ownCredential({ secretId, secretKey, token }: Credentials): OwnCredential {
  if (!secretId || !secretKey) {
    throw new ApiError('NoCredentials', { detail: 'there is no secret id or no secret key' });
  }
  return { secretId, secretKey, ...(token ? { token } : {}) };
}

type Address = Pick<HttpProfile, 'protocol' | 'endpoint'> & KeptConnections<HttpAgent | HttpsAgent>;

/** The vendor's own address without an endpoint. */
function addressOf(endpoint: string | undefined, wallMs: () => number): Address {
  if (endpoint === undefined) return keptConnections(HttpsAgent, wallMs);
  const [, protocol, host] = /^(https?:\/\/)([^/?#@]+)\/?$/.exec(endpoint) ?? [];
  if (protocol === undefined || host === undefined) {
    throw new Error(`The endpoint must be like https://host or http://host:port, not ${endpoint}`);
  }
  if (!isEncryptedOrLocal(new URL(endpoint))) {
    throw new Error(`The endpoint must be https on another machine, not ${endpoint}`);
  }
  const kept =
    protocol === 'http://'
      ? keptConnections(HttpAgent, wallMs)
      : keptConnections(HttpsAgent, wallMs);
  return { ...kept, protocol, endpoint: host };
}
