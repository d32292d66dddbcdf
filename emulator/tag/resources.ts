import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type Cloud, defineAction, type Refusal, refuse } from '../api/service.ts';
import { currentRegion } from '../state/kms.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import { resourceName } from '../state/resource-names.ts';
import { hasTags, type TagFilter, visibleTags } from '../state/tag.ts';
import { resolveResource, resourceListRefusal } from './resource-list.ts';
import { duplicateRefusal, readTagPage, TAG_FILTER, tagKeyRefusal, tagPage } from './rules.ts';

/**
 * Lists the tags of up to 50 keys. An id of no key is not an error: it has no tags.
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
  answer(params, cloud) {
    const refusal = checkPlace(params) ?? checkIds(params) ?? checkCategory(params);
    if (refusal !== undefined) return refusal;
    const read = readTagPage(params, LIMIT_MAX);
    if (!read.ok) return read;
    const rows = params.Category === 'System' ? [] : tagRows(params, cloud);
    return { ok: true, response: tagPage(rows, read.page) };
  },
});

type TagQuery = {
  readonly ServiceType: string;
  readonly ResourcePrefix: string;
  readonly ResourceIds: readonly string[];
  readonly ResourceRegion: string;
  readonly Category?: string;
};

const IDS_MAX = 50;

const LIMIT_MAX = 1_000;

function checkPlace({
  ServiceType,
  ResourcePrefix,
  ResourceRegion,
}: TagQuery): Refusal | undefined {
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

function checkIds({ ResourceIds }: TagQuery): Refusal | undefined {
  const isGood = ResourceIds.length > 0 && ResourceIds.length <= IDS_MAX;
  if (isGood && ResourceIds.every((id) => RESOURCE_ID.test(id))) return undefined;
  return refuse(
    'InvalidParameterValue.ResourceIdInvalid',
    `ResourceIds must have 1 to ${IDS_MAX} ids of the form creatorUin/<uin>/<keyId>.`,
  );
}

const RESOURCE_ID = /^creatorUin\/[0-9]+\/[^/:]+$/;

function checkCategory({ Category = 'All' }: TagQuery): Refusal | undefined {
  if (['', 'All', 'Custom', 'System'].includes(Category)) return undefined;
  return refuse('InvalidParameterValue', 'Category must be All, Custom or System.');
}

function tagRows({ ResourceIds, ResourceRegion, ServiceType }: TagQuery, cloud: Cloud) {
  const { state, account, nowMs, switches } = cloud;
  currentRegion(cloud, ResourceRegion); // Removes the tags of keys whose deletion has become due.
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

/**
 * Lists tagged resources: either the requested ones on one page, or all of them in pages.
 *
 * @see https://cloud.tencent.com/document/product/651/46539
 */
export const getResources = defineAction({
  name: 'GetResources',
  parameters: {
    ResourceList: { type: 'string[]' },
    TagFilters: { type: [TAG_FILTER] },
    PaginationToken: { type: 'string' },
    MaxResults: { type: 'integer' },
  },
  mutating: false,
  callsPerSecondMax: 20,
  answer({ ResourceList = [], TagFilters = [], PaginationToken = '', MaxResults = 50 }, cloud) {
    if (MaxResults < 1 || MaxResults > 200) {
      return refuse('InvalidParameter', 'MaxResults must be from 1 to 200.');
    }
    const offset = PaginationToken === '' ? 0 : readToken(PaginationToken);
    if (offset === undefined) {
      return refuse(
        'InvalidParameter.PaginationTokenInvalid',
        'PaginationToken must be one that an answer of GetResources gave.',
      );
    }
    const refusal = checkFilters(TagFilters);
    if (refusal !== undefined) return refusal;
    const names = namesOf(ResourceList, cloud);
    if (!names.ok) return names;
    const { state, nowMs, switches } = cloud;
    const rows = names.names
      .map((name) => ({
        Resource: name,
        Tags: visibleTags(state.tags, name, nowMs, switches.tagStaleMs),
      }))
      .filter(({ Tags }) => Tags.length > 0 && hasTags(Tags, TagFilters));
    const end = ResourceList.length > 0 ? rows.length : offset + MaxResults;
    return {
      ok: true,
      response: {
        PaginationToken: end < rows.length ? writeToken(end) : '',
        ResourceTagMappingList: rows.slice(offset, end),
      },
    };
  },
});

function namesOf(
  resources: readonly string[],
  cloud: Cloud,
): { readonly ok: true; readonly names: readonly string[] } | Refusal {
  if (resources.length === 0) {
    for (const region of cloud.state.kms.keys()) currentRegion(cloud, region);
    return { ok: true, names: [...cloud.state.tags.resources.keys()] };
  }
  const tooMany = resourceListRefusal(resources);
  if (tooMany !== undefined) return tooMany;
  const names: string[] = [];
  for (const resource of resources) {
    const found = resolveResource(resource, cloud);
    if (found.ok) names.push(found.name);
    else if (found.code !== 'ResourceNotFound') return asGetResourcesRefusal(found);
  }
  return { ok: true, names };
}

/** This action documents no code for a service without tags. */
function asGetResourcesRefusal(refusal: Refusal): Refusal {
  if (refusal.code !== 'InvalidParameter.UnsupportedService') return refusal;
  return { ...refusal, code: 'InvalidParameterValue.ResourceDescriptionError' };
}

const FILTERS_MAX = 6;

const VALUES_MAX = 10;

function checkFilters(filters: readonly TagFilter[]): Refusal | undefined {
  if (filters.length > FILTERS_MAX) {
    return refuse(
      'LimitExceeded.TagNumPerRequest',
      `There must be at most ${FILTERS_MAX} filters.`,
    );
  }
  if (filters.some(({ TagValue = [] }) => TagValue.length > VALUES_MAX)) {
    return refuse('LimitExceeded.TagValue', `A filter must have at most ${VALUES_MAX} values.`);
  }
  const keys = filters.map(({ TagKey }) => TagKey);
  const empty = keys.includes('') ? tagKeyRefusal('') : undefined;
  return empty ?? duplicateRefusal(keys);
}

/** A token contains the offset of the next page; in Base64, so that callers treat it as opaque. */
function writeToken(offset: number): string {
  return Buffer.from(`offset ${offset}`).toString('base64');
}

function readToken(token: string): number | undefined {
  const digits = /^offset ([0-9]{1,15})$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
