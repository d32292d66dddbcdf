import { kmsClient } from '../../shared/kms/client.ts';
import type { LocalCloudProcess } from './local-cloud-process.ts';

/** Calls KMS by the official SDK, as the account. */
export function kmsOf(cloud: LocalCloudProcess) {
  const client = kmsClient({
    region: cloud.region,
    endpoint: cloud.url,
    readCredentials: () => cloud,
    timeoutMs: 30_000,
  });
  return (action: string, params: object): Promise<any> =>
    client.request(action, params, AbortSignal.timeout(30_000));
}
