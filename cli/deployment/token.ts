import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { askLocalCloud } from '../calling/local-cloud.ts';
import { resolveTarget, type TargetOptions } from '../calling/target.ts';
import type { DeploymentCommandOf } from '../usage/deployment-command.ts';
import { type DeploymentEnding, type Screen, wrongEnding } from './change.ts';

/** Prints a token of the local cloud's issuer, alone, so that a shell can take it as it is. */
export async function issueToken(
  { claims }: DeploymentCommandOf<'token'>,
  options: TargetOptions,
  { tell }: Screen,
): Promise<DeploymentEnding> {
  const isAny = options.target === undefined && options.endpoint === undefined;
  // Only the local cloud issues tokens, so nothing else is meant by default.
  const { target, endpoint } = resolveTarget(isAny ? { target: 'local' } : options);
  if (target !== 'local') {
    return wrongEnding(
      `${endpoint ?? 'Tencent Cloud'} is no local cloud, so its tokens come from the issuer that JWT_ISSUER names: ask that one.`,
    );
  }
  const { token } = await askLocalCloud(endpoint, '/issuer/token', claims);
  if (typeof token !== 'string') {
    throw new ApiError('UnreadableAnswer', {
      detail: 'the answer to POST /issuer/token has no token',
    });
  }
  tell(`${token}\n`);
  return { exit: 'done', answer: { token } };
}
