import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';
import { knowsPair, learnPair, type TagPair, type TagState } from '../state/tag.ts';
import { TAG } from './tag-parameter.ts';
import { tagRefusal } from './tag-rules.ts';

/** Makes pairs known to the account: all of them, or none when one is known already. */
export const createTags = defineAction({
  name: 'CreateTags',
  parameters: { Tags: { type: [TAG] } },
  mutating: true,
  callsPerSecondMax: 20,
  codes: [
    'FailedOperation',
    'InvalidParameter',
    'InvalidParameter.ReservedTagKey',
    'InvalidParameter.Tag',
    'InvalidParameterValue.ReservedTagKey',
    'InvalidParameterValue.TagKeyCharacterIllegal',
    'InvalidParameterValue.TagKeyEmpty',
    'InvalidParameterValue.TagKeyLengthExceeded',
    'InvalidParameterValue.TagValueCharacterIllegal',
    'InvalidParameterValue.TagValueEmpty',
    'InvalidParameterValue.TagValueLengthExceeded',
    'LimitExceeded.TagKey',
    'LimitExceeded.TagValue',
    'ResourceInUse.TagDuplicate',
  ],
  answer({ Tags = [] }, { state }) {
    if (Tags.length < 1 || Tags.length > TAGS_MAX) {
      return refuse('InvalidParameter.Tag', `Tags must have 1 to ${TAGS_MAX} tags.`);
    }
    const refusal =
      Tags.map(tagRefusal).find((tag) => tag !== undefined) ?? checkNew(Tags, state.tags);
    if (refusal !== undefined) return refusal;
    for (const tag of Tags) learnPair(state.tags, tag);
    return { ok: true, response: {} };
  },
});

const TAGS_MAX = 10;

function checkNew(tags: readonly TagPair[], state: TagState): Refusal | undefined {
  // Neither part has a line feed, so that no two pairs have the same text.
  const texts = new Set(tags.map(({ TagKey, TagValue }) => `${TagKey}\n${TagValue}`));
  const known = tags.find((tag) => knowsPair(state, tag));
  if (known === undefined && texts.size === tags.length) return undefined;
  const which =
    known === undefined ? 'A tag occurs twice' : `${known.TagKey}:${known.TagValue} exists`;
  return refuse('ResourceInUse.TagDuplicate', `${which}; none of the tags was created.`);
}
