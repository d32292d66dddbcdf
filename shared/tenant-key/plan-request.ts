import { adopt } from './ensure-key.ts';
import { missingTags } from './ensure-tags.ts';
import { failureOf } from './failures/failure-table.ts';
import { type KeyRequest, tagsOf } from './key-request.ts';
import { aliasOf } from './names.ts';
import type { Ports } from './ports.ts';
import type { ProvisioningSettings } from './settings.ts';

/** What handling a request would come to, if nothing changed until then. */
type Plan = {
  readonly action: 'create' | 'adopt' | 'reject' | 'park';
  readonly alias: string;
  /** All tags that the key will have from the request. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * The calls that would change something, in their order, where all goes well. Tags that the account
   * does not know yet take `CreateTags` and `CreateKey` once more.
   */
  readonly calls: readonly string[];
  /** Why the request would be rejected or parked. */
  readonly code?: string;
  /** The keys of the account in the region; absent when KMS does not tell. */
  readonly quota?: { readonly limit: number; readonly usedAfter: number };
};

/** Reads how many keys the account has in the region, and may have. Throws `ApiError`. */
type ReadQuota = (deadlineMs: number) => Promise<Quota>;

type Quota = { readonly used?: number; readonly limit?: number };

/** Foretells what a request would come to. Only reads. Throws `ApiError`. */
export async function planRequest(
  request: KeyRequest,
  { keys, tags }: Pick<Ports, 'keys' | 'tags'>,
  readQuota: ReadQuota,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Plan> {
  const alias = aliasOf(request.tenantId, request.keyName);
  const tagEntries = tagsOf(request).map(({ key, value }) => [key, value] as const);
  const base = { alias, tags: Object.fromEntries(tagEntries) };
  const [found, quota] = await Promise.all([
    keys.findKey(alias, deadlineMs),
    readQuota(deadlineMs),
  ]);
  if (found === undefined) return { ...base, ...planCreation(quota) };
  const adopted = adopt(found, request, settings);
  if (adopted.kind === 'unusable') {
    const action = failureOf(adopted.code).end === 'reject' ? 'reject' : 'park';
    return { ...base, action, calls: [], code: adopted.code, ...quotaAfter(quota, 0) };
  }
  const missing = missingTags(request, await tags.readTags(found.resourceId, deadlineMs));
  const calls = missing.length === 0 ? [] : ['TagResources'];
  return { ...base, action: 'adopt', calls, ...quotaAfter(quota, 0) };
}

function planCreation(quota: Quota): Omit<Plan, 'alias' | 'tags'> {
  const { used = 0, limit = Number.POSITIVE_INFINITY } = quota;
  if (used < limit) return { action: 'create', calls: ['CreateKey'], ...quotaAfter(quota, 1) };
  const code = 'LimitExceeded.CmkLimitExceeded';
  return { action: 'park', calls: [], code, ...quotaAfter(quota, 0) };
}

function quotaAfter({ used, limit }: Quota, more: number): Pick<Plan, 'quota'> {
  return used === undefined || limit === undefined
    ? {}
    : { quota: { limit, usedAfter: used + more } };
}
