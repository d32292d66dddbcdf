import type { KeyMetadata } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import type { FoundKey } from '../tenant-key/key.ts';
import { callTencent, type TencentApi } from '../tencent/call.ts';
import { keyPages } from './key-pages.ts';

/** A key of the account, whosever it is. A text that KMS does not give is empty. */
export type FleetKey = Omit<FoundKey, 'keyUsage'>;

/**
 * Every key of the account in the region, page by page of 200, oldest first: n keys take ⌈n/200⌉ calls,
 * at least one. Nothing of a key is demanded, as a stranger's odd key must not hide the others.
 *
 * @param call How each call is made.
 */
export async function* fleetKeys(
  api: TencentApi,
  deadlineMs: number,
  call: typeof callTencent = callTencent,
): AsyncGenerator<readonly FleetKey[], void, undefined> {
  for await (const page of keyPages(api, { pagesMax: PAGES_MAX, call }, deadlineMs)) {
    yield page.map(fleetKey);
  }
}

/** No account comes near a million keys. */
const PAGES_MAX = 5_000;

function fleetKey(metadata: KeyMetadata): FleetKey {
  return {
    keyId: metadata.KeyId ?? '',
    alias: metadata.Alias ?? '',
    createTimeS: metadata.CreateTime ?? 0,
    description: metadata.Description ?? '',
    keyState: metadata.KeyState ?? '',
    origin: metadata.Origin,
    resourceId: metadata.ResourceId ?? '',
  };
}
