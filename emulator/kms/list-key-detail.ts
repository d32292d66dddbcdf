import { defineAction } from '../api/define-action.ts';
import { TAG_FILTER } from '../tag/tag-parameter.ts';
import { checkFilters, keyFilter } from './key-filter.ts';
import { checkListing, listedKeys, pageOf } from './key-listing.ts';
import { keyMetadata } from './key-metadata.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/**
 * Lists keys. Its search is fuzzy, its pages are of ten, and it hides every key that is not for
 * ENCRYPT_DECRYPT unless it is told otherwise.
 *
 * @see https://cloud.tencent.com/document/api/573/34416
 */
export const listKeyDetail = defineAction({
  name: 'ListKeyDetail',
  parameters: {
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    Role: { type: 'integer' },
    OrderType: { type: 'integer' },
    KeyState: { type: 'integer' },
    SearchKeyAlias: { type: 'string' },
    Origin: { type: 'string' },
    KeyUsage: { type: 'string' },
    TagFilters: { type: [TAG_FILTER] },
    HsmClusterId: { type: 'string' },
    MemberAccounts: { type: [MEMBER_ACCOUNT.type] },
  },
  mutating: false,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.InvalidHsmClusterId',
    'UnauthorizedOperation',
  ],
  answer(params, cloud) {
    const refusal = checkListing(params) ?? checkFilters(params);
    if (refusal !== undefined) return refusal;
    const youngestFirst = listedKeys(params, cloud).filter(keyFilter(params, cloud));
    const keys = params.OrderType === 1 ? [...youngestFirst].reverse() : youngestFirst;
    const { account, nowMs } = cloud;
    const KeyMetadatas = pageOf(keys, params).map((key) => keyMetadata(key, account, nowMs));
    return { ok: true, response: { TotalCount: keys.length, KeyMetadatas } };
  },
});
