import { adopt, missingTags, soughtBy } from './ensure.ts';
import { QUOTA_USED_UP, TENANT_LIMIT_REACHED } from './failures/failure.ts';
import { failureOf } from './failures/failures.ts';
import type { Plan } from './generated/plan.ts';
import { aliasOf, CREATE_KEY_TAGS_MAX, type KeyAlias, type Tag, type TenantId } from './key.ts';
import type { KeyService, Ports, TagService } from './ports.ts';
import { type KeyRequest, specFingerprint, tagsOf } from './request.ts';
import type { ProvisioningSettings } from './settings.ts';
import { countTenantKeys } from './tenant-limit.ts';

/**
 * Plans a request: says what handling it would do, without changing anything. The plan assumes that
 * every request planned before with the same `plannedSoFar` has been handled, and is added to it. So
 * plan requests one after the other.
 *
 * The calls are those of a redrive, which looks for the key first ({@link recoverKey}). A new request
 * begins with `CreateKey` instead. Where the plan creates no key, KMS refuses that call, and the tag
 * pairs of the request may have been created by then.
 *
 * The plan holds provided that nothing else changes before and that the cloud accepts the calls. Some
 * refusals show in no read, such as a key usage that the region does not offer.
 *
 * Throws the `ApiError` of a call; `plannedSoFar` is then unchanged.
 *
 * @param knownKeyId As for {@link recoverKey}: no key is created when it is set.
 * @param deadlineMs On the clock of the ports.
 */
export async function planRequest(
  request: KeyRequest,
  ports: PlanPorts,
  plannedSoFar: PlannedState,
  settings: ProvisioningSettings,
  deadlineMs: number,
  knownKeyId?: string,
): Promise<Plan> {
  const alias = aliasOf(request.tenantId, request.keyName);
  const fingerprint = specFingerprint(request);
  const tags = tagsOf(request);
  const step = await planStep(request, ports, plannedSoFar, settings, deadlineMs, knownKeyId);
  const { tenantId } = request;
  if (step.code === undefined) {
    plannedSoFar.add({ tenantId, alias, fingerprint, tags, isNew: step.action === 'create' });
  }
  const quota = plannedSoFar.quota();
  return {
    alias,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    ...step,
    ...(quota === undefined ? {} : { quota }),
    ...tenantLimitOf(request, step, plannedSoFar, settings),
  };
}

/** Only where the limit decides: the keys are counted where one would be created. */
function tenantLimitOf(
  { tenantId }: KeyRequest,
  { action, code }: Step,
  plannedSoFar: PlannedState,
  { keysPerTenantMax: limit }: ProvisioningSettings,
): Pick<Plan, 'tenantLimit'> {
  const isRefused = code !== undefined && failureOf(code).cause === 'tenant-limit';
  const usedAfter = plannedSoFar.tenantKeys(tenantId);
  if (limit === undefined || usedAfter === undefined) return {};
  if (action !== 'create' && !isRefused) return {};
  return { tenantLimit: { limit, usedAfter } };
}

type PlanPorts = Pick<Ports, 'keys' | 'tags'>;

type Step = Pick<Plan, 'action' | 'calls' | 'code'>;

async function planStep(
  request: KeyRequest,
  ports: PlanPorts,
  plannedSoFar: PlannedState,
  settings: ProvisioningSettings,
  deadlineMs: number,
  knownKeyId: string | undefined,
): Promise<Step> {
  const alias = aliasOf(request.tenantId, request.keyName);
  const planned = plannedSoFar.fingerprintAt(alias);
  if (planned === specFingerprint(request)) return { action: 'adopt', calls: [] };
  if (planned !== undefined) return refused('KeyConflict');

  const found = await ports.keys.findKey(soughtBy(request), deadlineMs);
  if (found === undefined) {
    if (knownKeyId !== undefined) return refused('KeyGone');
    return planNewKey(request, ports, plannedSoFar, settings, deadlineMs);
  }
  const adopted = adopt(found, request, settings);
  if (adopted.kind === 'unusable') return refused(adopted.code);
  const missing = found.tagged
    ? []
    : missingTags(request, await ports.tags.readTags(found.resourceId, deadlineMs));
  return { action: 'adopt', calls: missing.length === 0 ? [] : ['TagResources'] };
}

async function planNewKey(
  request: KeyRequest,
  { keys, tags }: PlanPorts,
  plannedSoFar: PlannedState,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Step> {
  if (await hasReachedLimit(request.tenantId, keys, plannedSoFar, settings, deadlineMs)) {
    return refused(TENANT_LIMIT_REACHED);
  }
  if (plannedSoFar.isFull()) return refused(QUOTA_USED_UP);
  const calls = await callsToCreate(tagsOf(request), tags, plannedSoFar, deadlineMs);
  return { action: 'create', calls };
}

/** Counts the keys of each tenant once for all plans. */
async function hasReachedLimit(
  tenantId: TenantId,
  keys: KeyService,
  plannedSoFar: PlannedState,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<boolean> {
  const { keysPerTenantMax: max } = settings;
  if (max === undefined) return false;
  const known = plannedSoFar.tenantKeys(tenantId);
  const count = known ?? (await countTenantKeys(tenantId, keys, settings, deadlineMs));
  plannedSoFar.setTenantKeys(tenantId, count);
  return count >= max;
}

function refused(code: string): Step {
  const { end } = failureOf(code);
  const action = end === 'reject' || end === 'wait' ? end : 'park';
  return { action, calls: [], code };
}

/** KMS refuses `CreateKey` only for the tags that are sent with it; the others are added later. */
async function callsToCreate(
  tags: readonly Tag[],
  service: TagService,
  plannedSoFar: PlannedState,
  deadlineMs: number,
): Promise<readonly string[]> {
  const sent = tags.slice(0, CREATE_KEY_TAGS_MAX);
  const unknown = await service.unknownTags(plannedSoFar.unplannedTags(sent), deadlineMs);
  return [
    ...(unknown.length === 0 ? [] : ['CreateKey', 'CreateTags']),
    'CreateKey',
    ...(sent.length === tags.length ? [] : ['TagResources']),
  ];
}

/** The state before the first plan: the keys that exist now. */
export function plannedState({ used, limit }: Quota): PlannedState {
  const fingerprints = new Map<KeyAlias, string>();
  const plannedTags = new Set<string>();
  const keysByTenant = new Map<TenantId, number>();
  let created = 0;

  const quota = () =>
    used === undefined || limit === undefined ? undefined : { limit, usedAfter: used + created };

  return {
    fingerprintAt: (alias) => fingerprints.get(alias),
    unplannedTags: (tags) => tags.filter((tag) => !plannedTags.has(textOf(tag))),
    isFull: () => {
      const { usedAfter = 0, limit = Number.POSITIVE_INFINITY } = quota() ?? {};
      return usedAfter >= limit;
    },
    quota,
    tenantKeys: (tenantId) => keysByTenant.get(tenantId),
    setTenantKeys: (tenantId, count) => {
      keysByTenant.set(tenantId, count);
    },
    add: ({ tenantId, alias, fingerprint, tags, isNew }) => {
      fingerprints.set(alias, fingerprint);
      for (const tag of tags) plannedTags.add(textOf(tag));
      if (!isNew) return;
      created += 1;
      const count = keysByTenant.get(tenantId);
      if (count !== undefined) keysByTenant.set(tenantId, count + 1);
    },
  };
}

/**
 * The changes of all plans so far. Each request is planned as if those before it had been handled, so
 * the plans hold when the requests are handled in that order.
 */
export type PlannedState = {
  /** The fingerprint of the key that has the alias after an earlier plan. */
  readonly fingerprintAt: (alias: KeyAlias) => string | undefined;
  /** The tags that are in no earlier plan, so that their pairs may not exist yet. */
  readonly unplannedTags: (tags: readonly Tag[]) => readonly Tag[];
  /** Whether the key quota is used up; false when KMS does not report it. */
  readonly isFull: () => boolean;
  /** The keys after all plans so far; undefined when KMS does not report them. */
  readonly quota: () => { readonly limit: number; readonly usedAfter: number } | undefined;
  /** The keys of the tenant after all plans so far; undefined where they are not counted. */
  readonly tenantKeys: (tenantId: TenantId) => number | undefined;
  readonly setTenantKeys: (tenantId: TenantId, count: number) => void;
  /** Adds the key that a plan creates or adopts, with all of its tags. */
  readonly add: (key: PlannedKey) => void;
};

type PlannedKey = {
  readonly tenantId: TenantId;
  readonly alias: KeyAlias;
  readonly fingerprint: string;
  readonly tags: readonly Tag[];
  /** The plan creates the key; otherwise it exists already. */
  readonly isNew: boolean;
};

/** The keys that count towards the quota of the region, and the quota; absent when not reported. */
type Quota = { readonly used?: number; readonly limit?: number };

/** Different tags have different texts. */
function textOf({ key, value }: Tag): string {
  return JSON.stringify([key, value]);
}
