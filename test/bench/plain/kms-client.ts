import { kms } from 'tencentcloud-sdk-nodejs';
import {
  type TencentClient,
  type TencentClientSettings,
  tencentClient,
} from '../../../shared/tencent/tencent-client.ts';

/** Replaces `shared/kms/kms-client.ts`: imports the SDK as its README does. */
export function kmsClient(settings: TencentClientSettings): TencentClient {
  return tencentClient(kms.v20190118.Client, settings);
}
