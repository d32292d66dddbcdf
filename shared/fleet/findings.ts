import { TENANT_TAG_KEY } from '../tenant-key/key.ts';
import { isTenantId, type Tenant } from '../tenant-key/tenant-id.ts';
import type { Finding, FindingKind } from './generated/fleet-command.ts';
import { isOwn, markerTwins, type OwnKey, type SeenKey } from './seen-key.ts';

/** Every kind of finding, the most serious first. */
export const FINDING_KINDS: readonly FindingKind[] = [
  'marker-copied',
  'marker-damaged',
  'duplicate',
  'wrong-state',
  'wrongly-tagged',
  'untagged',
  'foreign',
  'orphan',
];

/**
 * Everything that is wrong with the keys: the most serious first, and within a kind by the ids of the
 * keys, so that the same fleet always has the same findings.
 *
 * @param tenants All existing tenants; undefined when they are unknown.
 */
export function assessKeys(
  keys: readonly SeenKey[],
  tenants: ReadonlySet<string> | undefined,
): readonly Finding[] {
  const leading = leadingKeys(keys.filter(isOwn));
  const twins = markerTwins(keys);
  const findings = keys.flatMap((key) => {
    const twin = twins.get(key);
    const copied = twin === undefined ? [] : [copiedFinding(key, twin)];
    if (!isOwn(key)) return twin === undefined ? foreignFindings(key) : copied;
    return [...copied, ...ownFindings(key, leading.get(key.alias) ?? key, tenants)];
  });
  return findings.sort(byKindAndKey);
}

/**
 * Of our keys with the same alias, the one that counts: a key that serves before one that does not, an
 * existing one before one that is being deleted, and otherwise the oldest.
 */
function leadingKeys(keys: readonly OwnKey[]): ReadonlyMap<string, OwnKey> {
  const leading = new Map<string, OwnKey>();
  for (const key of keys) {
    const rival = leading.get(key.alias);
    if (rival === undefined || precedes(key, rival)) leading.set(key.alias, key);
  }
  return leading;
}

function precedes(key: OwnKey, rival: OwnKey): boolean {
  const lead =
    standingOf(key) - standingOf(rival) ||
    rival.createTimeS - key.createTimeS ||
    (key.keyId < rival.keyId ? 1 : -1);
  return lead > 0;
}

function standingOf(key: OwnKey): number {
  if (isServing(key)) return 2;
  return key.keyState === 'PendingDelete' ? 0 : 1;
}

/** A key with imported material is in order while it waits for the tenant's material. */
function isServing({ keyState, origin }: SeenKey): boolean {
  return keyState === 'Enabled' || (keyState === 'PendingImport' && origin !== 'TENCENT_KMS');
}

function copiedFinding(key: SeenKey, twin: SeenKey): Finding {
  const { keyId, alias } = key;
  const detail = `The key ${twin.keyId} has the same marker. One of the two was renamed, and the other made under its name: find out by whom.`;
  return {
    kind: 'marker-copied',
    keyId,
    alias: clipped(alias),
    ...tenantNames(key),
    detail,
    repairable: false,
  };
}

/** The tenant of a key, as far as it is known. */
function tenantNames({ tenantId, externalTenantId }: SeenKey): Partial<Tenant> {
  if (tenantId === undefined) return {};
  return externalTenantId === undefined ? { tenantId } : { tenantId, externalTenantId };
}

function ownFindings(
  key: OwnKey,
  leader: OwnKey,
  tenants: ReadonlySet<string> | undefined,
): readonly Finding[] {
  const { keyId, alias, tenantId, keyState, tenantTag } = key;
  const findings: Finding[] = [];
  const found = (kind: FindingKind, detail: string, repairable = false) =>
    findings.push({ kind, keyId, alias, ...tenantNames(key), detail, repairable });

  if (leader !== key) {
    found('duplicate', `The key ${leader.keyId} has the same alias and precedes it.`);
  } else if (!isServing(key)) {
    found('wrong-state', `It cannot serve in state ${quoted(keyState)}.`);
  }
  if (tenantTag === undefined) {
    found('untagged', `It lacks the tag ${TENANT_TAG_KEY}.`, true);
  } else if (tenantTag !== tenantId) {
    found('wrongly-tagged', `Its tag ${TENANT_TAG_KEY} is ${quoted(tenantTag)}.`, true);
  }
  if (tenants?.has(tenantId) === false) {
    found('orphan', 'Its tenant is not in the given list of tenants.');
  }
  return findings;
}

/** A key that is not proven ours has at most one finding: either it may have been ours, or not. */
function foreignFindings({
  keyId,
  alias,
  tenantId,
  marker,
  tenantTag,
}: SeenKey): readonly Finding[] {
  const known = { keyId, alias: clipped(alias), repairable: false };
  if (marker !== 'none') {
    const tenant = tenantId === undefined ? {} : { tenantId };
    return [{ kind: 'marker-damaged', ...known, ...tenant, detail: DAMAGES[marker] }];
  }
  if (tenantTag === undefined) {
    if (tenantId === undefined) return [];
    const detail = 'Its alias has the form of ours, but it has neither our marker nor our tag.';
    return [{ kind: 'foreign', ...known, tenantId, detail }];
  }
  if (tenantTag === tenantId) {
    const detail = 'Its alias and tag have the form of ours, but it has no marker.';
    return [{ kind: 'marker-damaged', ...known, tenantId, detail }];
  }
  const claimed = tenantId ?? (isTenantId(tenantTag) ? tenantTag : undefined);
  const tenant = claimed === undefined ? {} : { tenantId: claimed };
  const detail = `Its tag ${TENANT_TAG_KEY} is ${quoted(tenantTag)}, but it has no marker.`;
  return [{ kind: 'foreign', ...known, ...tenant, detail }];
}

const DAMAGES = {
  ours: 'Its marker proves its alias, but no valid request could have that alias.',
  unproven: 'Its marker is signed with a key that is not configured.',
  damaged:
    'Its marker does not prove its alias here: it was cut or changed, or belongs to another key, region, account or environment.',
};

/** Quotes text from outside, which a detail shows within bounds. */
function quoted(text: string): string {
  return JSON.stringify(clipped(text));
}

function clipped(text: string): string {
  return text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)}…` : text;
}

/** Long enough for every alias that KMS allows. */
const TEXT_LENGTH_MAX = 64;

function byKindAndKey(one: Finding, other: Finding): number {
  const byKind = FINDING_KINDS.indexOf(one.kind) - FINDING_KINDS.indexOf(other.kind);
  return byKind || (one.keyId < other.keyId ? -1 : 1);
}
