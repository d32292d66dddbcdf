import { tag } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/index.js';
import {
  type TencentClient,
  type TencentClientSettings,
  tencentClient,
} from '../tencent/client.ts';

/** A client of the Tag service, version 2018-08-13. */
export function tagClient(settings: TencentClientSettings): TencentClient {
  return tencentClient(tag.v20180813.Client, settings);
}
