import { createHash } from 'node:crypto';
import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import type { Cloud, Refusal } from '../api/service.ts';
import { openRegion } from '../state/kms.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import { resourceName } from '../state/resource-names.ts';
import { visibleTags } from '../state/tag.ts';
import { readTagPage, tagPage } from './tag-page.ts';

/**
 * Lists the tags of up to 50 keys. An id that no key has is no error: it has no tags.
 *
 * @see https://cloud.tencent.com/document/product/651/33003 (calls a second of each action)
 */
export const describeResourceTagsByResourceIds = defineAction({
  name: 'DescribeResourceTagsByResourceIds',
  parameters: {
    ServiceType: { type: 'string', required: true },
    ResourcePrefix: { type: 'string', required: true },
    ResourceIds: { type: 'string[]', required: true },
    ResourceRegion: { type: 'string', required: true },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    Category: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  codes: [
    'FailedOperation',
    'InvalidParameterValue.RegionInvalid',
    'InvalidParameterValue.ResourceIdInvalid',
    'InvalidParameterValue.ResourcePrefixInvalid',
    'InvalidParameterValue.ServiceTypeInvalid',
    'InvalidParameterValue.UinInvalid',
    'UnsupportedOperation',
  ],
  answer(params, cloud) {
    const refusal = checkPlace(params) ?? checkIds(params) ?? checkCategory(params);
    if (refusal !== undefined) return refusal;
    const read = readTagPage(params, LIMIT_MAX);
    if (!read.ok) return read;
    const rows = params.Category === 'System' ? [] : rowsOf(params, cloud);
    return { ok: true, response: tagPage(rows, read.page) };
  },
});

type Wanted = {
  readonly ServiceType: string;
  readonly ResourcePrefix: string;
  readonly ResourceIds: readonly string[];
  readonly ResourceRegion: string;
  readonly Category?: string;
};

const IDS_MAX = 50;
const LIMIT_MAX = 1_000;

function checkPlace({ ServiceType, ResourcePrefix, ResourceRegion }: Wanted): Refusal | undefined {
  if (ServiceType !== 'kms') {
    return refuse('InvalidParameterValue.ServiceTypeInvalid', 'ServiceType must be kms.');
  }
  if (ResourcePrefix !== 'key') {
    return refuse('InvalidParameterValue.ResourcePrefixInvalid', 'ResourcePrefix must be key.');
  }
  if (KMS_REGIONS.includes(ResourceRegion)) return undefined;
  return refuse(
    'InvalidParameterValue.RegionInvalid',
    'ResourceRegion must be a region that has KMS; GetRegions lists them.',
  );
}

function checkIds({ ResourceIds }: Wanted): Refusal | undefined {
  const isGood = ResourceIds.length > 0 && ResourceIds.length <= IDS_MAX;
  if (isGood && ResourceIds.every((id) => RESOURCE_ID.test(id))) return undefined;
  return refuse(
    'InvalidParameterValue.ResourceIdInvalid',
    `ResourceIds must have 1 to ${IDS_MAX} ids of the form creatorUin/<uin>/<keyId>.`,
  );
}

const RESOURCE_ID = /^creatorUin\/[0-9]+\/[^/:]+$/;

function checkCategory({ Category = 'All' }: Wanted): Refusal | undefined {
  if (['', 'All', 'Custom', 'System'].includes(Category)) return undefined;
  return refuse('InvalidParameterValue', 'Category must be All, Custom or System.');
}

function rowsOf({ ResourceIds, ResourceRegion, ServiceType }: Wanted, cloud: Cloud) {
  const { state, account, nowMs, switches } = cloud;
  openRegion(cloud, ResourceRegion); // Takes the tags of keys away that are gone by now.
  return ResourceIds.flatMap((ResourceId) => {
    const name = resourceName(account.uin, ResourceRegion, ResourceId);
    return visibleTags(state.tags, name, nowMs, switches.tagStaleMs).map((tag) => ({
      ...tag,
      ResourceId,
      TagKeyMd5: md5(tag.TagKey),
      TagValueMd5: md5(tag.TagValue),
      ServiceType,
      Category: 'Custom',
    }));
  });
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
