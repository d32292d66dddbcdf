import { Buffer } from 'node:buffer';
import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import type { Cloud, Refusal } from '../api/service.ts';
import { openRegion } from '../state/kms.ts';
import { hasTags, type TagFilter, visibleTags } from '../state/tag.ts';
import { resourceListRefusal } from './each-resource.ts';
import { resolveResource } from './resolve-resource.ts';
import { TAG_FILTER } from './tag-parameter.ts';
import { duplicateRefusal, tagKeyRefusal } from './tag-rules.ts';

/**
 * Lists tagged resources: the ones that are asked for, all on one page, or else all, page by page.
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
  codes: [
    'AuthFailure.UnauthorizedOperation',
    'FailedOperation',
    'FailedOperation.ResourceTagProcessing',
    'InvalidParameter',
    'InvalidParameter.PaginationTokenInvalid',
    'InvalidParameter.ReservedTagKey',
    'InvalidParameter.Tag',
    'InvalidParameterValue.ResourceDescriptionError',
    'InvalidParameterValue.TagKeyDuplicate',
    'InvalidParameterValue.TagKeyEmpty',
    'InvalidParameterValue.TagKeyLengthExceeded',
    'InvalidParameterValue.TagValueCharacterIllegal',
    'InvalidParameterValue.TagValueLengthExceeded',
    'LimitExceeded.ResourceNumPerRequest',
    'LimitExceeded.TagNumPerRequest',
    'LimitExceeded.TagValue',
  ],
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
    for (const region of cloud.state.kms.keys()) openRegion(cloud, region);
    return { ok: true, names: [...cloud.state.tags.resources.keys()] };
  }
  const tooMany = resourceListRefusal(resources);
  if (tooMany !== undefined) return tooMany;
  const names: string[] = [];
  for (const resource of resources) {
    const found = resolveResource(resource, cloud);
    if (found.ok) names.push(found.name);
    else if (found.code !== 'ResourceNotFound') return describe(found);
  }
  return { ok: true, names };
}

/** A service without tags has no code of its own here. */
function describe(refusal: Refusal): Refusal {
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

/** A token is where the next page begins; Base64, so that nobody is tempted to count with it. */
function writeToken(offset: number): string {
  return Buffer.from(`offset ${offset}`).toString('base64');
}

function readToken(token: string): number | undefined {
  const digits = /^offset ([0-9]{1,15})$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
