import type { Credentials } from '../../shared/tencent/client.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The credentials in the environment; or, in a sentence, why they cannot be used. */
export function credentialsOf(env: Environment): Credentials | string {
  const {
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    TENCENTCLOUD_TOKEN: token,
  } = env;
  if (!secretId || !secretKey) {
    return 'There are no credentials: export TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, and TENCENTCLOUD_TOKEN if they are temporary; npm start prints those of the local cloud.';
  }
  const garbled = NAMES.find((name) => /[^!-~]/.test(env[name] ?? ''));
  if (garbled !== undefined) {
    return `${garbled} has a space, a line end or another character that no credential has: export it again.`;
  }
  return { secretId, secretKey, token };
}

const NAMES = ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY', 'TENCENTCLOUD_TOKEN'] as const;
