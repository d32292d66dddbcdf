import type { LocalCloud } from '../local-cloud.ts';

export type Access = Pick<LocalCloud, 'url' | 'region' | 'secretId' | 'secretKey'>;

/**
 * Invokes a function as an operator does, through the official SDK.
 *
 * @returns what the function returned.
 * @throws Error when the function failed, or could not be invoked.
 */
export async function invokeFunction<Answer>(
  { url, region, secretId, secretKey }: Access,
  name: string,
  event: object,
): Promise<Answer> {
  // It is large, and whoever starts a cloud without the demo need not wait for it.
  const { Client } = await import(
    'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client.js'
  );
  const httpProfile = { endpoint: new URL(url).host, protocol: 'http://', reqTimeout: 60 };
  const client = new Client({
    credential: { secretId, secretKey },
    region,
    profile: { httpProfile },
  });
  const params = { FunctionName: name, ClientContext: JSON.stringify(event) };
  const { RetMsg = '', ErrMsg = '' } = (await client.Invoke(params)).Result ?? {};
  if (ErrMsg !== '') throw new Error(`The function ${name} failed: ${ErrMsg}`);
  return JSON.parse(RetMsg);
}
