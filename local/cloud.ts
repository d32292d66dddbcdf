import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator/emulator.ts';
import { json } from '../emulator/http/route.ts';
import { CKAFKA_INSTANCE_ID } from '../emulator/state/ckafka.ts';
import {
  KEY_DEAD_LETTERS,
  KEY_EVENTS,
  KEY_QUOTA,
  KEY_REQUESTS,
  KEY_STATUS,
} from '../shared/topics/topics.ts';
import { LOCAL_AUDIENCE, type LocalIssuer, localIssuer } from './issuer.ts';
import { issuerRoutes } from './issuer-routes.ts';

/** A running local cloud: the emulator with all that this application needs of its surroundings. */
export type LocalCloud = Emulator & {
  /** A token of {@link LocalCloud.issueToken} for every tenant, valid for a year. */
  readonly token: string;
  /** Issues a bearer token for the HTTP API. */
  readonly issueToken: LocalIssuer['issueToken'];
  /**
   * The environment variables with which the application is deployed to this cloud: every value that
   * `serverless.yml` leaves open, and the account's credentials.
   */
  readonly environment: () => Readonly<Record<string, string>>;
};

/** The topics are {@link LOCAL_TOPICS} by default. */
export type LocalCloudOptions = EmulatorOptions;

/**
 * Starts a local Tencent cloud on 127.0.0.1 that has the topics of the application, unless they are on
 * brokers, and issues tokens for its HTTP API. Nothing is deployed to it yet.
 *
 * @throws Error in one sentence, when the port is taken, the directory is in use or damaged, or no broker
 *   answers.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const emulator = await startEmulator({ topics: LOCAL_TOPICS, ...options });
  const { url, secretFor } = emulator;
  const issuer = localIssuer(`${url}/issuer`, secretFor('issuer'), Date.now);
  const environment = () => deploymentEnvironment(emulator);
  emulator.addRoutes([
    { method: 'GET', path: '/environment', handle: () => json(environment()) },
    ...issuerRoutes(issuer),
  ]);
  const { issueToken } = issuer;
  const token = issueToken({ service: true, lifetimeS: YEAR_S });
  return { ...emulator, token, issueToken, environment };
}

const YEAR_S = 31_536_000;

/** The topics that the local cloud has from its start, and how many partitions each has. */
export const LOCAL_TOPICS: ReadonlyMap<string, number> = new Map([
  [KEY_REQUESTS, 1],
  [KEY_EVENTS, 1],
  [KEY_DEAD_LETTERS, 1],
  [KEY_QUOTA, 1],
  [KEY_STATUS, 1],
]);

function deploymentEnvironment(emulator: Emulator): Readonly<Record<string, string>> {
  const { url, region, account, secretId, secretKey, secretFor, topicEngine } = emulator;
  return {
    REGION: region,
    API_ENDPOINT: url,
    TOPICS_URL: topicEngine.url ?? url,
    MARKER_KEYS: `local:${secretFor('markers')}`,
    CKAFKA_INSTANCE_ID,
    STATUS_STORE: `cos://tenant-keys-statuses-${account.appId}`,
    ACCOUNT_UIN: account.uin,
    AUTH: 'jwt',
    HTTP_AUTH_TYPE: 'NONE', // The function itself requires a token.
    JWT_ISSUER: `${url}/issuer`,
    JWT_AUDIENCE: LOCAL_AUDIENCE,
    JWT_JWKS_URL: `${url}/issuer/jwks.json`,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
  };
}
