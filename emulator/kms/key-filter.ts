import { refuse } from '../api/refuse.ts';
import type { Cloud, Refusal } from '../api/service.ts';
import type { Cmk, KeyState } from '../state/kms.ts';
import { keyResourceName } from '../state/resource-names.ts';
import { hasTags, type TagFilter, visibleTags } from '../state/tag.ts';
import { ALGORITHMS } from './algorithms.ts';

/** What ListKeyDetail is asked to show. */
type KeyFilters = {
  readonly OrderType?: number;
  readonly KeyState?: number;
  readonly SearchKeyAlias?: string;
  readonly Origin?: string;
  readonly KeyUsage?: string;
  readonly TagFilters?: readonly TagFilter[];
};

/** Refuses filters that mean nothing. */
export function checkFilters(filters: KeyFilters): Refusal | undefined {
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

/** Tells whether the filters let a key pass. */
export function keyFilter(filters: KeyFilters, cloud: Cloud): (key: Cmk) => boolean {
  const { KeyState = 0, Origin, TagFilters = [] } = filters;
  const keyUsage = filters.KeyUsage || 'ENCRYPT_DECRYPT';
  const isFound = search(filters.SearchKeyAlias ?? '', cloud.switches.aliasCaseSensitive);
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

/** The search is fuzzy: it finds whatever contains the text. */
function search(text: string, caseSensitive: boolean): (key: Cmk) => boolean {
  if (caseSensitive) return ({ alias, id }) => alias.includes(text) || id.includes(text);
  const folded = text.toLowerCase();
  return ({ alias, id }) => alias.toLowerCase().includes(folded) || id.includes(folded);
}

function tagsOf(key: Cmk, { account, region, state, nowMs, switches }: Cloud) {
  const resource = keyResourceName({ uin: account.uin, region, keyId: key.id });
  return visibleTags(state.tags, resource, nowMs, switches.tagStaleMs);
}
