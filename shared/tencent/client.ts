import { EventEmitter } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type {
  ClientConfig,
  HttpProfile,
} from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface.js';
import { ApiError } from '../tenant-key/api-error.ts';

/** A client of the official SDK, as far as we use it. */
export type TencentClient = {
  readonly request: (action: string, params: object, signal: AbortSignal) => Promise<unknown>;
};

export type TencentClientSettings = {
  readonly region: string;
  /** Where the API is, when not at the vendor's own host; such as `http://127.0.0.1:4700`. */
  readonly endpoint?: string | undefined;
  /** Asked on every call, since the platform replaces temporary credentials. */
  readonly readCredentials: () => Credentials;
  /** How long an answer may take; 3,000 when left out. */
  readonly timeoutMs?: number;
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
 * Makes a client of the SDK for one product. Its `request` throws the `ApiError` `NoCredentials`
 * before anything is sent when there are none, as the SDK itself would sign with `undefined`.
 *
 * @see https://github.com/TencentCloud/tencentcloud-sdk-nodejs
 */
export function tencentClient(Client: SdkClient, settings: TencentClientSettings): TencentClient {
  const { region, endpoint, readCredentials, timeoutMs = 3_000 } = settings;
  const client = new Client({
    region,
    credential: { getCredential: async () => ownCredential(readCredentials()) },
    profile: {
      httpProfile: {
        ...(endpoint === undefined ? vendorProfile() : profileOf(endpoint)),
        // The SDK's own timeout, which is a second fence only: it starts when a socket is assigned.
        reqTimeout: Math.ceil(timeoutMs / 1_000),
      },
    },
  });
  return {
    request: async (action, params, signal) => {
      // The SDK would hide the code of an error that comes out of `getCredential`.
      ownCredential(readCredentials());
      const answer = await client.request(action, params, { signal });
      refuseEvents(answer);
      return answer;
    },
  };
}

/**
 * No call of ours is answered by a stream of events, but what stands before the API may say so: the
 * SDK then gives it unread, and nobody listens to how it fails when it is aborted.
 */
function refuseEvents(answer: unknown): void {
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

/**
 * An idle connection is dropped before the vendor's front drops it. An own agent also keeps the SDK
 * from sending calls through whatever `http_proxy` names.
 */
const AGENT_OPTIONS = { keepAlive: true, timeout: 5_000 };

function vendorProfile(): HttpProfile {
  return { agent: new HttpsAgent(AGENT_OPTIONS) };
}

function profileOf(endpoint: string): HttpProfile {
  const [, protocol, host] = /^(https?:\/\/)([^/?#@]+)\/?$/.exec(endpoint) ?? [];
  if (protocol === undefined || host === undefined) {
    throw new Error(`The endpoint must be like https://host or http://host:port, not ${endpoint}`);
  }
  const Agent = protocol === 'http://' ? HttpAgent : HttpsAgent;
  return { agent: new Agent(AGENT_OPTIONS), protocol, endpoint: host };
}
