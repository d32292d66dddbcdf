import { deployApis } from '../deploy/calls/apis.ts';
import { loadApplication } from '../deploy/declaration/project.ts';
import { deploy } from '../deploy/deploy.ts';
import { advancingClock } from './advancing-clock.ts';
import { callLocalCloud } from './calls.ts';
import type { LocalCloud } from './cloud.ts';

/**
 * Deploys the application to a local cloud, by the same calls as to Tencent's: its functions from
 * their built bundles, their triggers, roles and topics. Resources that match already are not changed.
 *
 * Clears the journal afterwards, so that it lists only the calls that follow the deployment.
 *
 * @param rootUrl The folder of the project, with a slash at its end.
 * @throws Error in whole sentences when the declaration is wrong or the plan is refused; ApiError when a
 *   call fails.
 */
export async function deployApplication(cloud: LocalCloud, rootUrl: URL): Promise<void> {
  const { url, region, secretId, secretKey } = cloud;
  const application = loadApplication(rootUrl, cloud.environment());
  const advance = async (ms: number) => {
    await callLocalCloud(url, 'POST /clock/advance', { ms });
  };
  const clock = advancingClock(advance);
  const apis = deployApis({
    region,
    endpoint: url,
    readCredentials: () => ({ secretId, secretKey }),
    clock,
    wallMs: Date.now,
  });
  const deployed = await deploy(application, apis, {
    report: () => {},
    replaceFunctions: true, // Here a function's URL contains its name, so a replaced function keeps it.
    deadlineMs: clock.nowMs() + DEPLOY_MS_MAX,
    clock,
    elapse: advance, // A new role's time is no part of the deployment's own.
  });
  if (!deployed.ok) throw new Error(deployed.refusals.join('\n'));
  await callLocalCloud(url, 'DELETE /journal');
}

/** Far longer than a deployment takes. A cloud that cannot store anything must not block the start. */
const DEPLOY_MS_MAX = 20_000;
