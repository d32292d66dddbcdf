import { type Parameters, type Refusal, refuse } from '../api/service.ts';
import type { TagPair } from '../state/tag.ts';

/** The offset and the length of a page. */
type TagPage = { readonly Offset: number; readonly Limit: number };

/** Reads the requested page; by default the first one with 15 rows. */
export function readTagPage(
  { Offset = 0, Limit = 15 }: { readonly Offset?: number; readonly Limit?: number },
  limitMax: number,
): { readonly ok: true; readonly page: TagPage } | Refusal {
  if (Limit < 1 || Limit > limitMax) {
    return refuse('InvalidParameterValue', `Limit must be from 1 to ${limitMax}.`);
  }
  if (Offset < 0 || Offset % Limit !== 0) {
    return refuse('InvalidParameterValue', 'Offset must be 0 or a multiple of Limit.');
  }
  return { ok: true, page: { Offset, Limit } };
}

/** A page of tags in an answer. */
export function tagPage<T>(rows: readonly T[], { Offset, Limit }: TagPage) {
  return { TotalCount: rows.length, Offset, Limit, Tags: rows.slice(Offset, Offset + Limit) };
}

/** A tag in the parameters of KMS. */
export const TAG_PAIR = {
  TagKey: { type: 'string', required: true },
  TagValue: { type: 'string', required: true },
} as const satisfies Parameters;

/** A tag in the parameters of the Tag service. */
export const TAG = {
  ...TAG_PAIR,
  Category: { type: 'string' },
} as const satisfies Parameters;

/** A filter by tag in parameters; without values it matches any value. */
export const TAG_FILTER = {
  TagKey: { type: 'string', required: true },
  TagValue: { type: 'string[]' },
} as const satisfies Parameters;

/**
 * Refuses an invalid tag.
 *
 * @see https://cloud.tencent.com/document/product/651/13354 (limits of tags)
 */
export function tagRefusal({ TagKey, TagValue }: TagPair): Refusal | undefined {
  return tagKeyRefusal(TagKey) ?? tagValueRefusal(TagValue);
}

/** Refuses an invalid tag key. The length counts characters, not bytes. */
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

/** Refuses a list with a duplicate tag key. */
export function duplicateRefusal(tagKeys: readonly string[]): Refusal | undefined {
  if (new Set(tagKeys).size === tagKeys.length) return undefined;
  return refuse('InvalidParameterValue.TagKeyDuplicate', 'A tag key occurs twice.');
}

const KEY_LENGTH_MAX = 127;

const VALUE_LENGTH_MAX = 255;

/** The first three are documented; the last two are from the vendor's error text. */
const RESERVED_PREFIXES = ['qcs:', 'project', '项目', 'qcloud', 'tencent'];

const CHARACTERS_RULE =
  'may have letters, digits, Chinese, + - = . _ : / @ ( ) [ ] , ; > < and spaces within.';

/** Each sign may also have its full-width form. */
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
