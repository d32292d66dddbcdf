import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { askLocalCloud } from './ask-local-cloud.ts';
import type { DeploymentCommandOf } from './deployment-command.ts';
import { type DeploymentEnding, wrongEnding } from './deployment-ending.ts';
import { isOnThisMachine, LOCAL_ENDPOINT } from './local-endpoint.ts';
import type { Place } from './place.ts';
import type { Screen } from './screen.ts';

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
