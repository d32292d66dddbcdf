import { adopt, missingTags } from './ensure.ts';
import { QUOTA_USED_UP } from './failures/failure.ts';
import { failureOf } from './failures/failures.ts';
import { aliasOf, CREATE_KEY_TAGS_MAX, type KeyAlias, type Tag } from './key.ts';
import type { Ports, TagService } from './ports.ts';
import { type KeyRequest, specFingerprint, tagsOf } from './request.ts';
import type { ProvisioningSettings } from './retry.ts';

/**
 * What handling a request would come to, if nothing else changed until then, and if the cloud took the
 * calls: what it refuses for a reason that no read shows, such as a region without the key usage, only
 * trying tells.
 */
export type Plan = {
  readonly action: 'create' | 'adopt' | 'reject' | 'park';
  readonly alias: string;
  /** All tags that the key will have from the request. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * The calls that would change something, in their order; a call that is repeated in a row is named
   * once. The first of two `CreateKey` is the one that KMS refuses for a tag that it does not know.
   */
  readonly calls: readonly string[];
  /** Why the request would be rejected or parked. */
  readonly code?: string;
  /** The keys of the account in the region; absent when KMS does not tell. */
  readonly quota?: { readonly limit: number; readonly usedAfter: number };
};

/**
 * Foretells what a request would come to after all that were planned with the same forecast, which
 * takes up this plan too: plan one after the other. Only reads. Throws `ApiError`, and the forecast
 * is then as before.
 *
 * The calls are those of a redrive, which looks for the key first ({@link recoverKey}). A request that
 * comes in begins with `CreateKey`: where no key is made, KMS refuses that one, after the request's
 * tags were perhaps made known to the account.
 *
 * @param knownKeyId As for {@link recoverKey}: with it no key will be made.
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
  if (step.code === undefined) {
    plannedSoFar.add({ alias, fingerprint, tags, isNew: step.action === 'create' });
  }
  const quota = plannedSoFar.quota();
  return {
    alias,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    ...step,
    ...(quota === undefined ? {} : { quota }),
  };
}

type PlanPorts = Pick<Ports, 'keys' | 'tags'>;

type Step = Pick<Plan, 'action' | 'calls' | 'code'>;

async function planStep(
  request: KeyRequest,
  { keys, tags }: PlanPorts,
  plannedSoFar: PlannedState,
  settings: ProvisioningSettings,
  deadlineMs: number,
  knownKeyId: string | undefined,
): Promise<Step> {
  const alias = aliasOf(request.tenantId, request.keyName);
  const planned = plannedSoFar.fingerprintAt(alias);
  if (planned === specFingerprint(request)) return { action: 'adopt', calls: [] };
  if (planned !== undefined) return refused('KeyConflict');

  const found = await keys.findKey(alias, deadlineMs);
  if (found === undefined) {
    if (knownKeyId !== undefined) return refused('KeyGone');
    if (plannedSoFar.isFull()) return refused(QUOTA_USED_UP);
    const calls = await callsToCreate(tagsOf(request), tags, plannedSoFar, deadlineMs);
    return { action: 'create', calls };
  }
  const adopted = adopt(found, request, settings);
  if (adopted.kind === 'unusable') return refused(adopted.code);
  const missing = missingTags(request, await tags.readTags(found.resourceId, deadlineMs));
  return { action: 'adopt', calls: missing.length === 0 ? [] : ['TagResources'] };
}

function refused(code: string): Step {
  return { action: failureOf(code).end === 'reject' ? 'reject' : 'park', calls: [], code };
}

/** Only the tags that go with `CreateKey` can make KMS refuse it; those beyond are added later. */
async function callsToCreate(
  tags: readonly Tag[],
  service: TagService,
  plannedSoFar: PlannedState,
  deadlineMs: number,
): Promise<readonly string[]> {
  const sent = tags.slice(0, CREATE_KEY_TAGS_MAX);
  const unknown = await service.unknownTags(plannedSoFar.unheardOf(sent), deadlineMs);
  return [
    ...(unknown.length === 0 ? [] : ['CreateKey', 'CreateTags']),
    'CreateKey',
    ...(sent.length === tags.length ? [] : ['TagResources']),
  ];
}

/** The keys that count in the region, and how many there may be; absent when KMS does not tell. */
type Quota = { readonly used?: number; readonly limit?: number };

/**
 * What plans foretell together: each request is planned as if those before it had been handled, so
 * that the plans of many hold when the requests are handled one after the other.
 */
export type PlannedState = {
  /** The fingerprint of the key that an earlier plan leaves under the alias, with all of its tags. */
  readonly fingerprintAt: (alias: KeyAlias) => string | undefined;
  /** Those of the tags of which no earlier plan says that the account will know them. */
  readonly unheardOf: (tags: readonly Tag[]) => readonly Tag[];
  /** No key can be made; false when KMS does not tell. */
  readonly isFull: () => boolean;
  /** The keys after all plans so far; undefined when KMS does not tell. */
  readonly quota: () => { readonly limit: number; readonly usedAfter: number } | undefined;
  /** Takes up the key that a plan leaves, with all of its tags. */
  readonly add: (left: LeftKey) => void;
};

type LeftKey = {
  readonly alias: KeyAlias;
  readonly fingerprint: string;
  readonly tags: readonly Tag[];
  /** The plan makes the key; otherwise it is there already. */
  readonly isNew: boolean;
};

/** Begins a forecast with the keys that there are now. */
export function plannedState({ used, limit }: Quota): PlannedState {
  const fingerprints = new Map<KeyAlias, string>();
  const heardOf = new Set<string>();
  let made = 0;

  const quota = () =>
    used === undefined || limit === undefined ? undefined : { limit, usedAfter: used + made };

  return {
    fingerprintAt: (alias) => fingerprints.get(alias),
    unheardOf: (tags) => tags.filter((tag) => !heardOf.has(textOf(tag))),
    isFull: () => {
      const { usedAfter = 0, limit: most = Number.POSITIVE_INFINITY } = quota() ?? {};
      return usedAfter >= most;
    },
    quota,
    add: ({ alias, fingerprint, tags, isNew }) => {
      fingerprints.set(alias, fingerprint);
      for (const tag of tags) heardOf.add(textOf(tag));
      if (isNew) made += 1;
    },
  };
}

/** No two tags have the same text. */
function textOf({ key, value }: Tag): string {
  return JSON.stringify([key, value]);
}
