import { deployApis } from '../../deploy/calls/apis.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { nodeClock } from '../../shared/node-clock.ts';

/** Sets environment variables of a deployed function, by the calls of a deployment. The others stay. */
export async function setVariables(
  { url: endpoint, region, secretId, secretKey }: LocalCloud,
  FunctionName: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const readCredentials = () => ({ secretId, secretKey });
  const { scf } = deployApis({
    region,
    endpoint,
    readCredentials,
    clock: nodeClock,
    wallMs: Date.now,
  });
  const call = (action: string, params: object) =>
    scf.client.request(action, { FunctionName, ...params }, new AbortController().signal);
  const { Environment }: any = await call('GetFunction', {});
  const values = new Map<string, string>(
    Environment.Variables.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]),
  );
  for (const [name, value] of Object.entries(variables)) values.set(name, value);
  const Variables = Array.from(values, ([Key, Value]) => ({ Key, Value }));
  await call('UpdateFunctionConfiguration', { Environment: { Variables } });
}
