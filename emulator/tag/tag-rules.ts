import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';
import type { TagPair } from '../state/tag.ts';

/**
 * Refuses a pair that can be no tag.
 *
 * @see https://cloud.tencent.com/document/product/651/13354 (limits of tags)
 */
export function tagRefusal({ TagKey, TagValue }: TagPair): Refusal | undefined {
  return tagKeyRefusal(TagKey) ?? tagValueRefusal(TagValue);
}

/** Refuses a text that can be no key of a tag. Length counts characters, not bytes. */
export function tagKeyRefusal(tagKey: string): Refusal | undefined {
  if (tagKey === '') {
    return refuse('InvalidParameterValue.TagKeyEmpty', 'TagKey must not be empty.');
  }
  if ([...tagKey].length > KEY_LENGTH_MAX) {
    return refuse(
      'InvalidParameterValue.TagKeyLengthExceeded',
      `TagKey must have at most ${KEY_LENGTH_MAX} characters.`,
    );
  }
  if (!hasGoodCharacters(tagKey)) {
    return refuse('InvalidParameterValue.TagKeyCharacterIllegal', `TagKey ${CHARACTERS_RULE}`);
  }
  const reserved = RESERVED_PREFIXES.find((prefix) => tagKey.startsWith(prefix));
  if (reserved === undefined) return undefined;
  return refuse('InvalidParameter.ReservedTagKey', `TagKey must not begin with ${reserved}.`);
}

/** Refuses tag keys of which one occurs twice. */
export function duplicateRefusal(tagKeys: readonly string[]): Refusal | undefined {
  if (new Set(tagKeys).size === tagKeys.length) return undefined;
  return refuse('InvalidParameterValue.TagKeyDuplicate', 'A tag key occurs twice.');
}

const KEY_LENGTH_MAX = 127;
const VALUE_LENGTH_MAX = 255;

/** The first three are documented; the last two stand in the vendor's error text. */
const RESERVED_PREFIXES = ['qcs:', 'project', '项目', 'qcloud', 'tencent'];

const CHARACTERS_RULE =
  'may have letters, digits, Chinese, + - = . _ : / @ ( ) [ ] , ; > < and spaces within.';

/** Each sign may also be the full-width one of East Asian typography. */
const CHARACTERS =
  /^[A-Za-z0-9\p{Script=Han} +\-=._:/@()[\],;><＋－＝．＿：／＠（）［］，；＞＜]*$/u;

function tagValueRefusal(tagValue: string): Refusal | undefined {
  if (tagValue === '') {
    return refuse('InvalidParameterValue.TagValueEmpty', 'TagValue must not be empty.');
  }
  if ([...tagValue].length > VALUE_LENGTH_MAX) {
    return refuse(
      'InvalidParameterValue.TagValueLengthExceeded',
      `TagValue must have at most ${VALUE_LENGTH_MAX} characters.`,
    );
  }
  if (hasGoodCharacters(tagValue)) return undefined;
  return refuse('InvalidParameterValue.TagValueCharacterIllegal', `TagValue ${CHARACTERS_RULE}`);
}

function hasGoodCharacters(text: string): boolean {
  return CHARACTERS.test(text) && text === text.trim();
}
