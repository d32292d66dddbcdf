import { defineAction } from '../api/define-action.ts';
import type { Cloud } from '../api/service.ts';
import type { TagPair, TagState } from '../state/tag.ts';
import { readTagPage, tagPage } from './tag-page.ts';

/** Lists the pairs that the account knows, those on no resource too. */
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
  codes: ['FailedOperation', 'InvalidParameterValue.UinInvalid'],
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

type Wanted = {
  readonly TagKey?: string;
  readonly TagValue?: string;
  readonly TagKeys?: readonly string[];
  readonly CreateUin?: number;
};

/** `TagKeys` counts for more than `TagKey`. One account made every tag there is. */
function pairsFor(wanted: Wanted, { state, account }: Cloud): readonly TagPair[] {
  const { TagKey, TagValue, TagKeys = [], CreateUin } = wanted;
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
