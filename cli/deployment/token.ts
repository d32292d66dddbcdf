import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { askLocalCloud } from '../invocation/local-cloud.ts';
import { resolveTarget, type TargetOptions } from '../invocation/target.ts';
import {
  type DeploymentCommandOf,
  type DeploymentResult,
  type Terminal,
  usageResult,
} from './command.ts';

/**
 * Prints a token of the local cloud's issuer and nothing else, for use in a shell.
 *
 * @throws ApiError when the local cloud does not answer, or refuses the claims.
 */
export async function printToken(
  { claims }: DeploymentCommandOf<'token'>,
  options: TargetOptions,
  { print }: Terminal,
): Promise<DeploymentResult> {
  const isAny = options.target === undefined && options.endpoint === undefined;
  // Only the local cloud issues tokens, so nothing else is meant by default.
  const { target, endpoint } = resolveTarget(isAny ? { target: 'local' } : options);
  if (target !== 'local') {
    return usageResult(
      `${endpoint ?? 'Tencent Cloud'} is not a local cloud: get a token from the issuer that JWT_ISSUER names.`,
    );
  }
  const { token } = await askLocalCloud(endpoint, '/issuer/token', claims);
  if (typeof token !== 'string') {
    throw new ApiError('UnreadableAnswer', {
      detail: 'the answer to POST /issuer/token has no token',
    });
  }
  print(`${token}\n`);
  return { exit: 'done', answer: { token } };
}
