import { type Answer, type Cloud, type Parameters, type Refusal, refuse } from '../api/service.ts';
import { openRegion } from '../state/kms.ts';
import { keyResourceName } from '../state/resource-names.ts';
import type { TagPair } from '../state/tag.ts';

/**
 * Does one thing to each of up to ten resources. What fails for one does not keep it from the
 * others: the call succeeds, and tells in `FailedResources` what failed.
 */
export function eachResource(
  resources: readonly string[],
  cloud: Cloud,
  change: (name: string) => Refusal | undefined,
): Answer {
  const FailedResources = resources.flatMap((Resource) => {
    const found = resolveResource(Resource, cloud);
    const refusal = found.ok ? change(found.name) : found;
    return refusal ? [{ Resource, Code: refusal.code, Message: refusal.message }] : [];
  });
  return { ok: true, response: { FailedResources } };
}

/** Refuses a list of resources that is empty or too long. */
export function resourceListRefusal(resources: readonly string[]): Refusal | undefined {
  if (resources.length === 0) {
    return refuse('InvalidParameter', 'ResourceList must name at least one resource.');
  }
  if (resources.length <= RESOURCES_MAX) return undefined;
  return refuse(
    'LimitExceeded.ResourceNumPerRequest',
    `ResourceList must have at most ${RESOURCES_MAX} resources.`,
  );
}

/** Refuses a list of tags, or of their keys, that is empty or too long. */
export function tagCountRefusal(tags: readonly unknown[]): Refusal | undefined {
  if (tags.length === 0) return refuse('InvalidParameter.Tag', 'There must be at least one tag.');
  if (tags.length <= TAGS_MAX) return undefined;
  return refuse('LimitExceeded.TagNumPerRequest', `There must be at most ${TAGS_MAX} tags.`);
}

const RESOURCES_MAX = 10;
const TAGS_MAX = 10;

/**
 * Finds the resource that a name in six segments means. Its account may be left empty, if the
 * switch `emptyUinAccepted` says so; the name found is always the full one.
 *
 * @see https://cloud.tencent.com/document/product/598/10606 (six-segment resource description)
 */
export function resolveResource(
  text: string,
  cloud: Cloud,
): { readonly ok: true; readonly name: string } | Refusal {
  const { service, region, account, rest } = SIX_SEGMENTS.exec(text)?.groups ?? {};
  if (region === undefined || rest === undefined) return malformed(text);
  if (service !== 'kms') {
    return refuse(
      'InvalidParameter.UnsupportedService',
      `Only kms keys have tags, not ${service}.`,
    );
  }
  const { uin } = cloud.account;
  const isOwn = account === uin || account === '';
  if (!isOwn) return refuse('AuthFailure.UnauthorizedOperation', `${text} is not of this account.`);
  if (account === '' && !cloud.switches.emptyUinAccepted) return malformed(text);
  return resolveKey(text, rest, region, cloud);
}

const SIX_SEGMENTS =
  /^qcs::(?<service>[^:]+):(?<region>[^:]*):uin\/(?<account>[0-9]*):(?<rest>[^:]+)$/;

const KEY = /^key\/creatorUin\/(?<creator>[0-9]+)\/(?<keyId>[^/]+)$/;

function resolveKey(
  text: string,
  rest: string,
  region: string,
  cloud: Cloud,
): ReturnType<typeof resolveResource> {
  const { creator, keyId } = KEY.exec(rest)?.groups ?? {};
  if (keyId === undefined) return malformed(text);
  const { uin } = cloud.account;
  if (creator !== uin || !openRegion(cloud, region).keys.has(keyId)) {
    return refuse('ResourceNotFound', `There is no resource ${text}.`);
  }
  return { ok: true, name: keyResourceName({ uin, region, keyId }) };
}

function malformed(text: string): Refusal {
  return refuse(
    'InvalidParameterValue.ResourceDescriptionError',
    `${text} must be qcs::kms:<region>:uin/<uin>:key/creatorUin/<uin>/<keyId>.`,
  );
}

/** Where a page of the Tag service begins, and how many rows it has. */
type TagPage = { readonly Offset: number; readonly Limit: number };

/** Reads which page is asked for: the first of 15 rows when nothing is said. */
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

/** A page of tags, as answers carry it. */
export function tagPage<T>(rows: readonly T[], { Offset, Limit }: TagPage) {
  return { TotalCount: rows.length, Offset, Limit, Tags: rows.slice(Offset, Offset + Limit) };
}

/** A tag, as a parameter of KMS. */
export const TAG_PAIR = {
  TagKey: { type: 'string', required: true },
  TagValue: { type: 'string', required: true },
} as const satisfies Parameters;

/** A tag, as a parameter of the Tag service's calls. */
export const TAG = {
  ...TAG_PAIR,
  Category: { type: 'string' },
} as const satisfies Parameters;

/** What tags a resource must have, as a parameter; without values any will do. */
export const TAG_FILTER = {
  TagKey: { type: 'string', required: true },
  TagValue: { type: 'string[]' },
} as const satisfies Parameters;

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
