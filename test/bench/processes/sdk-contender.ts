import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_client.js';
import type { CreateKeyRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import { createKeyParams } from '../worlds/create-key-params.ts';
import type { CloudAccess } from './cloud-process.ts';
import { concurrently } from './concurrently.ts';
import type { Contender } from './contenders.ts';

/** The official SDK, which creates the same keys and does nothing else. */
export function sdkContender({ url, secretId, secretKey }: CloudAccess): Contender {
  const client = new Client({
    region: 'ap-guangzhou',
    credential: { secretId, secretKey },
    profile: { httpProfile: { endpoint: new URL(url).host, protocol: 'http://' } },
  });
  return (first, count, concurrency) =>
    concurrently(first, count, concurrency, async (index) => {
      const { KeyId } = await client.CreateKey(createKeyParams(index) as CreateKeyRequest);
      if (!KeyId) throw new Error('no key was made');
    });
}
