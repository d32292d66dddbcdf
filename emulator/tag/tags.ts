import { type Cloud, defineAction, type Refusal, refuse } from '../api/service.ts';
import {
  addPair,
  attachTags,
  detachTags,
  knowsPair,
  type TagPair,
  type TagState,
} from '../state/tag.ts';
import { eachResource, resourceListRefusal, tagCountRefusal } from './resource-list.ts';
import { duplicateRefusal, readTagPage, TAG, tagKeyRefusal, tagPage, tagRefusal } from './rules.ts';

/** Adds pairs to the account: all of them, or none if one exists already. */
export const createTags = defineAction({
  name: 'CreateTags',
  parameters: { Tags: { type: [TAG] } },
  mutating: true,
  callsPerSecondMax: 20,
  answer({ Tags = [] }, { state }) {
    if (Tags.length < 1 || Tags.length > TAGS_MAX) {
      return refuse('InvalidParameter.Tag', `Tags must have 1 to ${TAGS_MAX} tags.`);
    }
    const refusal =
      Tags.map(tagRefusal).find((tag) => tag !== undefined) ?? checkNew(Tags, state.tags);
    if (refusal !== undefined) return refusal;
    for (const tag of Tags) addPair(state.tags, tag);
    return { ok: true, response: {} };
  },
});

const TAGS_MAX = 10;

function checkNew(tags: readonly TagPair[], state: TagState): Refusal | undefined {
  // Neither part may contain a line feed, so different pairs have different texts.
  const texts = new Set(tags.map(({ TagKey, TagValue }) => `${TagKey}\n${TagValue}`));
  const known = tags.find((tag) => knowsPair(state, tag));
  if (known === undefined && texts.size === tags.length) return undefined;
  const which =
    known === undefined ? 'A tag occurs twice' : `${known.TagKey}:${known.TagValue} exists`;
  return refuse('ResourceInUse.TagDuplicate', `${which}; none of the tags was created.`);
}

/** Lists the pairs of the account, including those that no resource has. */
export const describeTags = defineAction({
  name: 'DescribeTags',
  parameters: {
    TagKey: { type: 'string' },
    TagValue: { type: 'string' },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    CreateUin: { type: 'integer' },
    TagKeys: { type: 'string[]' },
    ShowProject: { type: 'integer' },
  },
  mutating: false,
  callsPerSecondMax: 60,
  answer(params, cloud) {
    const read = readTagPage(params, LIMIT_MAX);
    if (!read.ok) return read;
    const { Tags, ...page } = tagPage(pairsFor(params, cloud), read.page);
    const inUse = pairsInUse(cloud.state.tags);
    const rows = Tags.map((tag) => ({
      ...tag,
      CanDelete: inUse.get(tag.TagKey)?.has(tag.TagValue) ? 0 : 1,
      Category: 'Custom',
    }));
    return { ok: true, response: { ...page, Tags: rows } };
  },
});

const LIMIT_MAX = 1_000;

type PairFilter = {
  readonly TagKey?: string;
  readonly TagValue?: string;
  readonly TagKeys?: readonly string[];
  readonly CreateUin?: number;
};

/** `TagKeys` takes precedence over `TagKey`. One account created all tags. */
function pairsFor(filter: PairFilter, { state, account }: Cloud): readonly TagPair[] {
  const { TagKey, TagValue, TagKeys = [], CreateUin } = filter;
  if (CreateUin && String(CreateUin) !== account.uin) return [];
  const keys = TagKeys.length > 0 || !TagKey ? TagKeys : [TagKey];
  return [...state.tags.pairs]
    .filter(([tagKey]) => keys.length === 0 || keys.includes(tagKey))
    .flatMap(([tagKey, values]) =>
      [...values].map((value) => ({ TagKey: tagKey, TagValue: value })),
    )
    .filter((tag) => !TagValue || tag.TagValue === TagValue);
}

function pairsInUse({ resources }: TagState): TagState['pairs'] {
  const inUse: TagState['pairs'] = new Map();
  for (const tags of resources.values()) {
    for (const [tagKey, { value }] of tags) {
      const values = inUse.get(tagKey) ?? new Set();
      inUse.set(tagKey, values.add(value));
    }
  }
  return inUse;
}

/**
 * Attaches tags to resources, and creates the pairs that do not exist yet.
 *
 * @see https://cloud.tencent.com/document/product/651/72280
 */
export const tagResources = defineAction({
  name: 'TagResources',
  parameters: {
    ResourceList: { type: 'string[]', required: true },
    Tags: { type: [TAG], required: true },
  },
  mutating: true,
  callsPerSecondMax: 20,
  answer({ ResourceList, Tags }, cloud) {
    const refusal =
      resourceListRefusal(ResourceList) ??
      tagCountRefusal(Tags) ??
      Tags.map(tagRefusal).find((tag) => tag !== undefined) ??
      duplicateRefusal(Tags.map(({ TagKey }) => TagKey));
    if (refusal !== undefined) return refusal;
    for (const tag of Tags) addPair(cloud.state.tags, tag);
    return eachResource(ResourceList, cloud, (name) => attach(name, Tags, cloud));
  },
});

/**
 * This action documents no code for this limit; the code is that of ModifyResourceTags.
 *
 * @see https://cloud.tencent.com/document/product/651/13354 (limits of tags)
 */
const TAGS_PER_RESOURCE_MAX = 50;

function attach(
  name: string,
  tags: readonly TagPair[],
  { state, nowMs }: Cloud,
): Refusal | undefined {
  const keys = new Set(state.tags.resources.get(name)?.keys());
  for (const { TagKey } of tags) keys.add(TagKey);
  if (keys.size > TAGS_PER_RESOURCE_MAX) {
    return refuse(
      'LimitExceeded.ResourceAttachedTags',
      `A resource has at most ${TAGS_PER_RESOURCE_MAX} tags.`,
    );
  }
  attachTags(state.tags, name, tags, nowMs);
  return undefined;
}

/** Detaches tags from resources; it is not a failure if a resource does not have one. */
export const unTagResources = defineAction({
  name: 'UnTagResources',
  parameters: {
    ResourceList: { type: 'string[]', required: true },
    TagKeys: { type: 'string[]', required: true },
  },
  mutating: true,
  callsPerSecondMax: 20,
  answer({ ResourceList, TagKeys }, cloud) {
    const refusal =
      resourceListRefusal(ResourceList) ??
      tagCountRefusal(TagKeys) ??
      TagKeys.map(tagKeyRefusal).find((tagKey) => tagKey !== undefined) ??
      duplicateRefusal(TagKeys);
    if (refusal !== undefined) return refusal;
    return eachResource(ResourceList, cloud, (name) => {
      detachTags(cloud.state.tags, name, TagKeys);
      return undefined;
    });
  },
});
