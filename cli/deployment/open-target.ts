import { type DeployApis, deployApis } from '../../deploy/calls/apis.ts';
import { loadApplication } from '../../deploy/declaration/load.ts';
import type { Application } from '../../deploy/state/application.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { credentialsOf } from '../usage/credentials-of.ts';
import type { Target } from './deployment-command.ts';
import { cloudEnvironment, localEnvironment } from './environment-of.ts';
import { findProject } from './find-project.ts';
import { isOnThisMachine, LOCAL_ENDPOINT } from './local-endpoint.ts';
import type { Place } from './place.ts';
import { orTold } from './told-by.ts';

/** A cloud, and the application as it is to be there. */
export type OpenTarget = {
  readonly application: Application;
  readonly apis: DeployApis;
  readonly target: Target;
  /** Those that mean the target, to be repeated in a command that is proposed. */
  readonly flags: readonly string[];
  /** Where its API is, when not at the vendor's own hosts. */
  readonly endpoint?: string;
};

/**
 * Reads what is to be deployed and where; or tells, in sentences, what is missing or wrong. Throws the
 * `ApiError` of a local cloud that does not answer.
 *
 * @param asked Where to; left out, an endpoint on this machine means the local cloud.
 */
export async function openTarget(
  asked: Target | undefined,
  place: Place,
  around: Surroundings,
): Promise<OpenTarget | string> {
  const { cwd, read, clock } = around;
  const root = await findProject(cwd, read);
  if (root === undefined) {
    return `There is no serverless.yml in ${cwd}, nor above it: change to the folder of the project.`;
  }
  const { target, endpoint } = aimOf(asked, place);
  const env =
    target === 'local'
      ? await localEnvironment(endpoint, place, around)
      : await cloudEnvironment(root, place, around);
  if (typeof env === 'string') return env;
  const credentials = credentialsOf(env);
  if (typeof credentials === 'string') return credentials;
  const application = orTold(() => loadApplication(root, env));
  if (typeof application === 'string') return application;
  const { region } = application;
  const apis = deployApis({ region, endpoint, readCredentials: () => credentials, clock });
  const flags = asked === undefined ? [] : ['--target', asked];
  return { application, apis, target, flags, ...(endpoint !== undefined && { endpoint }) };
}

type Aim =
  | { readonly target: 'local'; readonly endpoint: string }
  | { readonly target: 'cloud'; readonly endpoint: string | undefined };

function aimOf(asked: Target | undefined, { endpoint }: Place): Aim {
  const isLocal = asked === 'local' || (endpoint !== undefined && isOnThisMachine(endpoint));
  return isLocal && asked !== 'cloud'
    ? { target: 'local', endpoint: endpoint ?? LOCAL_ENDPOINT }
    : { target: 'cloud', endpoint };
}
