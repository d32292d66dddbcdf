import type { Credentials } from '../../shared/tencent/client.ts';
import type { Connection } from './invoker.ts';
import { readLocalEnvironment } from './local-cloud.ts';
import { resolveTarget, type TargetOptions } from './target.ts';

/** Where the functions are, and the credentials that invoke them. */
export type Access = { readonly connection: Connection; readonly credentials: Credentials };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the functions of a target and the credentials for them; or returns a sentence that says what is
 * missing. Credentials in the environment always hold. Without any, the local cloud is asked for its
 * own, but only when `--target local` or a loopback endpoint names it: an account never falls back to it.
 *
 * @throws ApiError when the local cloud does not answer, or something else does.
 */
export async function openAccess(
  options: TargetOptions,
  env: Environment,
): Promise<Access | string> {
  const { target, endpoint } = resolveTarget(options);
  if (target === 'local' && !hasCredentials(env)) return localAccess(endpoint, options);
  const region =
    options.region ?? (env.TENCENTCLOUD_REGION || (endpoint === undefined ? '' : LOCAL_REGION));
  if (region === '') return REGION_IS_MISSING;
  const credentials = credentialsOf(env);
  if (typeof credentials === 'string') return credentials;
  return { connection: connectionOf(endpoint, region, options), credentials };
}

/** The region comes from the local cloud too: that of the environment is likely an account's. */
async function localAccess(endpoint: string, options: TargetOptions): Promise<Access | string> {
  const environment = await readLocalEnvironment(endpoint);
  const credentials = credentialsOf(environment);
  if (typeof credentials === 'string') return credentials;
  const region = options.region ?? environment.REGION;
  return { connection: connectionOf(endpoint, region, options), credentials };
}

function connectionOf(
  endpoint: string | undefined,
  region: string,
  { namespace = 'default' }: TargetOptions,
): Connection {
  return { ...(endpoint !== undefined && { endpoint }), region, namespace };
}

/** The default region of `npm start`. */
const LOCAL_REGION = 'ap-guangzhou';

const REGION_IS_MISSING =
  'The region of the functions is missing: --region ap-guangzhou, or export TENCENTCLOUD_REGION; or --target local for the local cloud.';

/** Whether any are set. One half alone is a mistake to report, not a reason to use others. */
export function hasCredentials(env: Environment): boolean {
  return Boolean(env.TENCENTCLOUD_SECRET_ID || env.TENCENTCLOUD_SECRET_KEY);
}

/** The credentials in the environment; or, in a sentence, why they cannot be used. */
export function credentialsOf(env: Environment): Credentials | string {
  const {
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    TENCENTCLOUD_TOKEN: token,
  } = env;
  if (!secretId || !secretKey) {
    return 'There are no credentials: export TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, and TENCENTCLOUD_TOKEN if they are temporary. For the local cloud, leave all three unset and add --target local.';
  }
  const garbled = CREDENTIAL_NAMES.find((name) => /[^!-~]/.test(env[name] ?? ''));
  if (garbled !== undefined) {
    return `${garbled} has a space, a line end or another character that no credential has: export it again.`;
  }
  return { secretId, secretKey, token };
}

const CREDENTIAL_NAMES = [
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
  'TENCENTCLOUD_TOKEN',
] as const;
