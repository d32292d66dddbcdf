import { kms } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/index.js';
import {
  type TencentClient,
  type TencentClientSettings,
  tencentClient,
} from '../tencent/client.ts';

/** A client of KMS, version 2019-01-18. */
export function kmsClient(settings: TencentClientSettings): TencentClient {
  return tencentClient(kms.v20190118.Client, settings);
}
