import { deployApis } from '../../deploy/calls/apis.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { nodeClock } from '../../shared/node-clock.ts';
import type { Credentials } from '../../shared/tencent/client.ts';

/** Calls SCF on a local cloud as a deployment does, by default with the credentials of the account. */
export function callScf(
  { url: endpoint, region, secretId, secretKey }: LocalCloud,
  action: string,
  params: object,
  readCredentials: () => Credentials = () => ({ secretId, secretKey }),
): Promise<unknown> {
  const common = { region, endpoint, readCredentials };
  const { scf } = deployApis({ ...common, clock: nodeClock, wallMs: Date.now });
  return scf.client.request(action, params, new AbortController().signal);
}
