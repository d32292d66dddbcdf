import type { Account } from './api/service.ts';
import { LOCAL_AUDIENCE } from './issuer/issuer.ts';
import { CKAFKA_INSTANCE_ID } from './state/ckafka.ts';

type Access = {
  readonly url: string;
  readonly region: string;
  readonly account: Account;
  readonly secretId: string;
  readonly secretKey: string;
  readonly secretFor: (purpose: string) => string;
};

/**
 * The environment variables with which the application is deployed to a local cloud: every value that
 * `serverless.yml` leaves open, and the account's credentials.
 */
export function deploymentEnvironment(cloud: Access): Readonly<Record<string, string>> {
  const { url, region, account, secretId, secretKey, secretFor } = cloud;
  return {
    REGION: region,
    API_ENDPOINT: url,
    TOPICS_URL: url,
    MARKER_KEYS: `local:${secretFor('markers')}`,
    CKAFKA_INSTANCE_ID,
    ACCOUNT_UIN: account.uin,
    AUTH: 'jwt',
    HTTP_AUTH_TYPE: 'NONE', // The function itself asks for a token.
    JWT_ISSUER: `${url}/issuer`,
    JWT_AUDIENCE: LOCAL_AUDIENCE,
    JWT_JWKS_URL: `${url}/issuer/jwks.json`,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
  };
}
