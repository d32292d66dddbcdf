import { quoted } from '../../terminal/sentences.ts';
import type { Connection } from '../calling/connection.ts';
import type { Place } from '../deployment/place.ts';
import { FLAGS } from './flags.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the functions are, as flags and then environment variables say; or, in a sentence, why they
 * do not. The flags have been checked, each for itself.
 */
export function connectionOf(
  flags: ReadonlyMap<string, readonly string[]>,
  env: Environment,
): Connection | string {
  const given = (flag: string, variable: string) =>
    flags.get(flag)?.[0] ?? (env[variable] || undefined);
  const endpoint = given('--endpoint', 'TENANT_KEYS_ENDPOINT');
  const region = given('--region', 'TENCENTCLOUD_REGION') ?? (endpoint && LOCAL_REGION);
  const problem =
    problemOf('TENANT_KEYS_ENDPOINT', '--endpoint', endpoint) ??
    problemOf('TENCENTCLOUD_REGION', '--region', region);
  if (problem !== undefined) return problem;
  if (region === undefined) {
    return 'Say where the functions are: --region ap-guangzhou, or export TENCENTCLOUD_REGION; or --endpoint URL for the local cloud.';
  }
  const [namespace = 'default'] = flags.get('--namespace') ?? [];
  return { ...(endpoint !== undefined && { endpoint }), region, namespace };
}

/**
 * Where to deploy, as far as the command line says so: the rest is for `.env` to say. Or, in a
 * sentence, what is wrong there.
 */
export function placeOf(
  flags: ReadonlyMap<string, readonly string[]>,
  env: Environment,
): Place | string {
  const endpoint = flags.get('--endpoint')?.[0] ?? (env.TENANT_KEYS_ENDPOINT || undefined);
  const [region] = flags.get('--region') ?? [];
  const [namespace] = flags.get('--namespace') ?? [];
  return (
    problemOf('TENANT_KEYS_ENDPOINT', '--endpoint', endpoint) ?? {
      ...(endpoint !== undefined && { endpoint: endpoint.replace(/\/$/, '') }),
      ...(region !== undefined && { region }),
      ...(namespace !== undefined && { namespace }),
    }
  );
}

/** That of `npm start`. */
const LOCAL_REGION = 'ap-guangzhou';

function problemOf(variable: string, flag: string, value: string | undefined): string | undefined {
  const rule = FLAGS.get(flag)?.rule;
  if (value === undefined || rule === undefined || rule.pattern.test(value)) return undefined;
  return `${variable} must be ${rule.demand}, not ${quoted(value)}.`;
}
