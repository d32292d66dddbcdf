import { TENANT_TAG_KEY } from '../tenant-key/key.ts';
import { attemptsEndMs, type ProvisioningSettings } from '../tenant-key/retry.ts';
import type { Finding, FindingKind, FleetReport } from './command.ts';
import {
  type FleetPorts,
  isOwn,
  isTenantId,
  type OwnKey,
  readFleet,
  type SeenKey,
} from './read.ts';
import { neededRepairs, PLAN_STEPS_MAX, planHash } from './repair.ts';

/**
 * Compares tenants, keys and tags, and says what is wrong and what a repair would do. Only reads.
 *
 * Throws `ApiError` when the fleet cannot be read.
 *
 * @param tenants All that there are; without them nobody can tell which keys are orphans.
 */
export async function checkFleet(
  tenants: readonly string[] | undefined,
  { fleet, clock }: Pick<FleetPorts, 'fleet' | 'clock'>,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<FleetReport> {
  const endMs = attemptsEndMs(settings, clock.nowMs(), deadlineMs);
  const { count, keys } = await readFleet(fleet, settings.markerKeys, endMs);
  const given = tenants === undefined ? undefined : new Set(tenants);
  const own = keys.filter(isOwn);
  const served = new Set(own.map(({ tenantId }) => tenantId));
  const findings = assessKeys(keys, given);
  const needed = neededRepairs(keys);
  const plan = needed.slice(0, PLAN_STEPS_MAX);
  return {
    keys: count,
    own: own.length,
    tenants: served.size,
    ...(given === undefined
      ? {}
      : { tenantsWithoutKey: [...given].filter((tenant) => !served.has(tenant)) }),
    counts: countsOf(findings),
    findings: findings.slice(0, FINDINGS_MAX),
    plan,
    planHash: planHash(plan, needed.length),
  };
}

/** The most that an answer lists; with 100,000 tenants besides it stays under the 6 MB of the platform. */
const FINDINGS_MAX = 1_000;

function countsOf(findings: readonly Finding[]): Readonly<Record<FindingKind, number>> {
  const counts = new Map(FINDING_KINDS.map((kind) => [kind, 0]));
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries(counts) as Record<FindingKind, number>;
}

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

/**
 * Of our keys with one alias, the one that counts: one that serves before one that does not, one that
 * is there before one that is being deleted, and then the oldest.
 */
export function leadingKeys(keys: readonly OwnKey[]): ReadonlyMap<string, OwnKey> {
  const leading = new Map<string, OwnKey>();
  for (const key of keys) {
    const rival = leading.get(key.alias);
    if (rival === undefined || precedes(key, rival)) leading.set(key.alias, key);
  }
  return leading;
}

/** A key whose material the tenant brings is as it should be while it waits for it. */
export function isServing({ keyState, origin }: SeenKey): boolean {
  return keyState === 'Enabled' || (keyState === 'PendingImport' && origin !== 'TENCENT_KMS');
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
