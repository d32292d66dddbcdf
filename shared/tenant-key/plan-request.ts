import { adopt } from './ensure-key.ts';
import { missingTags } from './ensure-tags.ts';
import { failureOf } from './failures.ts';
import { aliasOf } from './names.ts';
import type { Ports, Tag } from './ports.ts';
import { type KeyRequest, tagsOf } from './request.ts';
import type { ProvisioningSettings } from './settings.ts';

/** What handling a request would come to, if nothing changed until then. */
export type Plan = {
  readonly action: 'create' | 'adopt' | 'reject' | 'park';
  readonly alias: string;
  /** All tags that the key will have from the request. */
  readonly tags: readonly Tag[];
  /** The calls that would change something, in their order. */
  readonly calls: readonly string[];
  /** Why the request would be rejected or parked. */
  readonly code?: string;
  readonly quotaAfter?: Quota;
};

export type Quota = { readonly used?: number; readonly limit?: number };

/** Reads how many keys the account has in the region, and may have. Throws `ApiError`. */
export type ReadQuota = (deadlineMs: number) => Promise<Quota>;

/** Foretells what a request would come to. Only reads. Throws `ApiError`. */
export async function planRequest(
  request: KeyRequest,
  { keys, tags }: Pick<Ports, 'keys' | 'tags'>,
  readQuota: ReadQuota,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Plan> {
  const alias = aliasOf(request.tenantId, request.keyName);
  const base = { alias, tags: tagsOf(request) };
  const [found, quota] = await Promise.all([
    keys.findKey(alias, deadlineMs),
    readQuota(deadlineMs),
  ]);
  if (found === undefined) return { ...base, ...planCreation(quota) };
  const adopted = adopt(found, request, settings);
  if (adopted.kind === 'unusable') {
    const action = failureOf(adopted.code).end === 'reject' ? 'reject' : 'park';
    return { ...base, action, calls: [], code: adopted.code, quotaAfter: quota };
  }
  const missing = missingTags(request, await tags.readTags(found.resourceId, deadlineMs));
  const calls = missing.length === 0 ? [] : ['TagResources'];
  return { ...base, action: 'adopt', calls, quotaAfter: quota };
}

function planCreation(quota: Quota): Omit<Plan, 'alias' | 'tags'> {
  const { used, limit } = quota;
  if (used !== undefined && limit !== undefined && used >= limit) {
    const code = 'LimitExceeded.CmkLimitExceeded';
    return { action: 'park', calls: [], code, quotaAfter: quota };
  }
  const quotaAfter = used === undefined ? quota : { ...quota, used: used + 1 };
  return { action: 'create', calls: ['CreateKey'], quotaAfter };
}
