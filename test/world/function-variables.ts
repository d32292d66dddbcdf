import type { LocalCloud } from '../../local/cloud.ts';
import { callScf } from './scf-call.ts';

/** Sets environment variables of a deployed function, by the calls of a deployment. The others stay. */
export async function setVariables(
  cloud: LocalCloud,
  FunctionName: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const { Environment }: any = await callScf(cloud, 'GetFunction', { FunctionName });
  const values = new Map<string, string>(
    Environment.Variables.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]),
  );
  for (const [name, value] of Object.entries(variables)) values.set(name, value);
  const Variables = Array.from(values, ([Key, Value]) => ({ Key, Value }));
  const params = { FunctionName, Environment: { Variables } };
  await callScf(cloud, 'UpdateFunctionConfiguration', params);
}
