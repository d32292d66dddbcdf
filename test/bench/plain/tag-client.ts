import { tag } from 'tencentcloud-sdk-nodejs';
import {
  type TencentClient,
  type TencentClientSettings,
  tencentClient,
} from '../../../shared/tencent/tencent-client.ts';

/** Replaces `shared/tag/tag-client.ts`: imports the SDK as its README does. */
export function tagClient(settings: TencentClientSettings): TencentClient {
  return tencentClient(tag.v20180813.Client, settings);
}
