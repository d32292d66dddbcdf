import { type Cloud, defineAction, type Refusal, refuse } from '../api/service.ts';
import { type Cmk, currentRegion, type KeyState } from '../state/kms.ts';
import { keyResourceName } from '../state/resource-names.ts';
import { hasTags, type TagFilter, visibleTags } from '../state/tag.ts';
import { TAG_FILTER } from '../tag/rules.ts';
import { ALGORITHMS, checkCluster, keyMetadata, MEMBER_ACCOUNT } from './keys.ts';

/**
 * Lists keys. The search matches substrings, a page has ten keys by default, and keys with a
 * KeyUsage other than ENCRYPT_DECRYPT are hidden unless the call requests them.
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

/** The filters of ListKeyDetail. */
type KeyFilters = {
  readonly OrderType?: number;
  readonly KeyState?: number;
  readonly SearchKeyAlias?: string;
  readonly Origin?: string;
  readonly KeyUsage?: string;
  readonly TagFilters?: readonly TagFilter[];
};

/** Refuses invalid filters. */
function checkFilters(filters: KeyFilters): Refusal | undefined {
  const { OrderType = 0, KeyState = 0, Origin = '', KeyUsage = '' } = filters;
  if (OrderType !== 0 && OrderType !== 1) {
    return refuse('InvalidParameter', 'OrderType must be 0 (youngest first) or 1.');
  }
  if (KeyState !== 0 && STATE_BY_NUMBER[KeyState] === undefined) {
    return refuse('InvalidParameter', 'KeyState must be from 0 (every state) to 5.');
  }
  if (!ORIGINS.includes(Origin)) {
    return refuse('InvalidParameter', 'Origin must be TENCENT_KMS, EXTERNAL or ALL.');
  }
  if (!['', 'ALL', ...ALGORITHMS.map(({ keyUsage }) => keyUsage)].includes(KeyUsage)) {
    return refuse('InvalidParameter', 'KeyUsage must be ALL or one that ListAlgorithms shows.');
  }
  return undefined;
}

/** Returns the predicate for these filters. */
function keyFilter(filters: KeyFilters, cloud: Cloud): (key: Cmk) => boolean {
  const { KeyState = 0, Origin, TagFilters = [] } = filters;
  const keyUsage = filters.KeyUsage || 'ENCRYPT_DECRYPT';
  const isFound = search(filters.SearchKeyAlias ?? '', cloud.switches);
  return (key) =>
    (KeyState === 0 || key.state === STATE_BY_NUMBER[KeyState]) &&
    (keyUsage === 'ALL' || key.keyUsage === keyUsage) &&
    (!Origin || Origin === 'ALL' || key.origin === Origin) &&
    isFound(key) &&
    (TagFilters.length === 0 || hasTags(tagsOf(key, cloud), TagFilters));
}

const STATE_BY_NUMBER: Readonly<Record<number, KeyState>> = {
  1: 'Enabled',
  2: 'Disabled',
  3: 'PendingDelete',
  4: 'PendingImport',
  5: 'Archived',
};

const ORIGINS: readonly string[] = ['', 'ALL', 'TENCENT_KMS', 'EXTERNAL'];

/** The search matches any alias or id that contains the text, in which `_` may be a wildcard. */
function search(text: string, switches: Cloud['switches']): (key: Cmk) => boolean {
  const { aliasCaseSensitive, searchWildcard } = switches;
  const fold = (each: string) => (aliasCaseSensitive ? each : each.toLowerCase());
  const part = fold(text);
  const isIn = searchWildcard && part.includes('_') ? hasPart : hasText;
  return ({ alias, id }) => isIn(fold(alias), part) || isIn(id, part);
}

const hasText = (text: string, part: string) => text.includes(part);

/** Whether a text has a part in which `_` stands for any character. */
function hasPart(text: string, part: string): boolean {
  for (let start = 0; start + part.length <= text.length; start += 1) {
    let length = 0;
    while (length < part.length && [text[start + length], '_'].includes(part[length])) length += 1;
    if (length === part.length) return true;
  }
  return false;
}

function tagsOf(key: Cmk, { account, region, state, nowMs, switches }: Cloud) {
  const resource = keyResourceName({ uin: account.uin, region, keyId: key.id });
  const staleMs = Math.max(switches.tagStaleMs, switches.tagFilterStaleMs);
  return visibleTags(state.tags, resource, nowMs, staleMs);
}

/**
 * Lists ids of keys, except of those that are archived or scheduled for deletion.
 *
 * @see https://cloud.tencent.com/document/api/573/34415
 */
export const listKeys = defineAction({
  name: 'ListKeys',
  parameters: {
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    Role: { type: 'integer' },
    HsmClusterId: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 50,
  answer(params, cloud) {
    const refusal = checkListing(params);
    if (refusal !== undefined) return refusal;
    const keys = listedKeys(params, cloud).filter(({ state }) => LISTED_STATES.includes(state));
    const Keys = pageOf(keys, params).map(({ id }) => ({ KeyId: id }));
    return { ok: true, response: { Keys, TotalCount: keys.length } };
  },
});

const LISTED_STATES: readonly KeyState[] = ['Enabled', 'Disabled', 'PendingImport'];

/** The parameters that both lists of keys have. */
type ListingParams = {
  readonly Offset?: number;
  readonly Limit?: number;
  readonly Role?: number;
  readonly HsmClusterId?: string;
};

/** Refuses parameters that are invalid in both lists. */
function checkListing(params: ListingParams): Refusal | undefined {
  const { Offset = 0, Limit = LIMIT_DEFAULT, Role = 0, HsmClusterId = '' } = params;
  if (Offset < 0) return refuse('InvalidParameter', 'Offset must be at least 0.');
  if (Limit < 1 || Limit > LIMIT_MAX) {
    return refuse('InvalidParameter', `Limit must be from 1 to ${LIMIT_MAX}.`);
  }
  if (Role !== 0 && Role !== 1) return refuse('InvalidParameter', 'Role must be 0 or 1.');
  return HsmClusterId === SHARED_CLUSTER ? undefined : checkCluster(HsmClusterId);
}

/**
 * The keys that a list may show, the newest first. There are no keys of cloud products (`Role` 1).
 * Keys younger than the switch `listStaleMs` are omitted.
 */
function listedKeys(params: ListingParams, cloud: Cloud): readonly Cmk[] {
  const { Role = 0, HsmClusterId = '' } = params;
  if (Role === 1) return [];
  const { nowMs, switches } = cloud;
  const clusterId = HsmClusterId === SHARED_CLUSTER ? '' : HsmClusterId;
  const keys = [...currentRegion(cloud).keys.values()].filter(
    (key) =>
      nowMs - key.createTimeMs >= switches.listStaleMs &&
      (HsmClusterId === '' || key.hsmClusterId === clusterId),
  );
  return keys.reverse();
}

/** One page of a list. */
function pageOf<T>(rows: readonly T[], params: ListingParams): readonly T[] {
  const { Offset = 0, Limit = LIMIT_DEFAULT } = params;
  return rows.slice(Offset, Offset + Limit);
}

const LIMIT_DEFAULT = 10;

const LIMIT_MAX = 200;

/** The name of the cluster that all accounts share; no cluster means every cluster. */
const SHARED_CLUSTER = 'default';
