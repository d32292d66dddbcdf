import { deployApis } from '../deploy/calls/apis.ts';
import { loadApplication } from '../deploy/declaration/project.ts';
import { deploy } from '../deploy/deploy.ts';
import { nodeClock } from '../shared/node-clock.ts';
import { callLocalCloud } from './calls.ts';
import type { LocalCloud } from './cloud.ts';

/** Far more than a deployment needs. A cloud that cannot store changes must not block the start for ever. */
const DEPLOY_MS_MAX = 20_000;

/**
 * Deploys the application to a local cloud, by the same calls as to Tencent's: its functions from
 * their built bundles, their triggers, roles and topics. Resources that match are left unchanged.
 *
 * The journal is cleared afterwards, so it lists only later calls.
 *
 * @param rootUrl The folder of the project, with a slash at its end.
 * @throws Error that says what is missing, wrong or refused.
 */
export async function deployApplication(cloud: LocalCloud, rootUrl: URL): Promise<void> {
  const { url, region, secretId, secretKey } = cloud;
  const application = loadApplication(rootUrl, cloud.environment());
  const apis = deployApis({
    region,
    endpoint: url,
    readCredentials: () => ({ secretId, secretKey }),
    clock: nodeClock,
  });
  const deployed = await deploy(application, apis, {
    report: () => {},
    replaceFunctions: true, // A function's URL is its name here, so that a new one has it too.
    deadlineMs: nodeClock.nowMs() + DEPLOY_MS_MAX,
    clock: nodeClock,
  });
  if (!deployed.ok) throw new Error(deployed.refusals.join('\n'));
  await callLocalCloud(url, 'DELETE /journal');
}
