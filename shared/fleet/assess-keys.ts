import { TENANT_TAG_KEY } from '../tenant-key/key.ts';
import type { Finding, FindingKind } from './fleet-command.ts';
import { isServing, leadingKeys } from './leading-keys.ts';
import { isOwn, type OwnKey, type SeenKey } from './seen-key.ts';
import { isTenantId } from './tenant-of-alias.ts';

/**
 * Everything that is wrong with the keys: the gravest first, and those of one kind by their ids, so
 * that the same fleet always has the same findings.
 *
 * @param tenants All that there are; undefined when nobody said.
 */
export function assessKeys(
  keys: readonly SeenKey[],
  tenants: ReadonlySet<string> | undefined,
): readonly Finding[] {
  const leading = leadingKeys(keys.filter(isOwn));
  const findings = keys.flatMap((key) =>
    isOwn(key) ? ownFindings(key, leading.get(key.alias) ?? key, tenants) : strangeFindings(key),
  );
  return findings.sort(byKindAndKey);
}

/** Every kind of finding, the gravest first. */
export const FINDING_KINDS: readonly FindingKind[] = [
  'marker-damaged',
  'duplicate',
  'wrong-state',
  'wrongly-tagged',
  'untagged',
  'foreign',
  'orphan',
];

function byKindAndKey(one: Finding, other: Finding): number {
  const byKind = FINDING_KINDS.indexOf(one.kind) - FINDING_KINDS.indexOf(other.kind);
  return byKind || (one.keyId < other.keyId ? -1 : 1);
}

function ownFindings(
  key: OwnKey,
  leader: OwnKey,
  tenants: ReadonlySet<string> | undefined,
): readonly Finding[] {
  const { keyId, alias, tenantId, keyState, tenantTag } = key;
  const findings: Finding[] = [];
  const found = (kind: FindingKind, detail: string, repairable = false) =>
    findings.push({ kind, keyId, alias, tenantId, detail, repairable });

  if (leader !== key) {
    found('duplicate', `The key ${leader.keyId} has the same alias, and precedes it.`);
  } else if (!isServing(key)) {
    found('wrong-state', `Its state is ${quoted(keyState)}, in which it cannot serve.`);
  }
  if (tenantTag === undefined) {
    found('untagged', `It lacks the tag ${TENANT_TAG_KEY}.`, true);
  } else if (tenantTag !== tenantId) {
    found('wrongly-tagged', `Its tag ${TENANT_TAG_KEY} is ${quoted(tenantTag)}.`, true);
  }
  if (tenants?.has(tenantId) === false) {
    found('orphan', 'Its tenant is not among those that were given.');
  }
  return findings;
}

/** A key that is not proven ours has one finding at most: either it may have been ours, or not. */
function strangeFindings({
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
    const detail = 'Its alias is as ours are, but it has neither our marker nor our tag.';
    return [{ kind: 'foreign', ...known, tenantId, detail }];
  }
  if (tenantTag === tenantId) {
    const detail = 'Its alias and its tag are as ours are, but it has no marker.';
    return [{ kind: 'marker-damaged', ...known, tenantId, detail }];
  }
  const claimed = tenantId ?? (isTenantId(tenantTag) ? tenantTag : undefined);
  const tenant = claimed === undefined ? {} : { tenantId: claimed };
  const detail = `Its tag ${TENANT_TAG_KEY} is ${quoted(tenantTag)}, but it has no marker.`;
  return [{ kind: 'foreign', ...known, ...tenant, detail }];
}

const DAMAGES = {
  ours: 'Its marker proves its alias, but no request could have that alias.',
  unproven: 'Its marker says that it is signed with a key that is not configured.',
  damaged: 'Its marker does not prove its alias: it was cut or changed, or is that of another key.',
};

/** What strangers wrote is shown within bounds, and told from what we say. */
function quoted(text: string): string {
  return JSON.stringify(clipped(text));
}

function clipped(text: string): string {
  return text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)}…` : text;
}

/** Every alias that KMS allows is shown whole. */
const TEXT_LENGTH_MAX = 64;
