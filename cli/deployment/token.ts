import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { DeploymentCommandOf, Place } from '../usage/deployment-command.ts';
import { type DeploymentEnding, type Screen, wrongEnding } from './change.ts';
import { askLocalCloud, isOnThisMachine, LOCAL_ENDPOINT } from './target.ts';

/** Prints a token of the local cloud's issuer, alone, so that a shell can take it as it is. */
export async function issueToken(
  { claims }: DeploymentCommandOf<'token'>,
  { endpoint = LOCAL_ENDPOINT }: Place,
  { tell }: Screen,
): Promise<DeploymentEnding> {
  if (!isOnThisMachine(endpoint)) {
    return wrongEnding(
      `${endpoint} is no local cloud, so its tokens come from the issuer that JWT_ISSUER names: ask that one.`,
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
