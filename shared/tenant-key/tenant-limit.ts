import { ApiError } from './api-error.ts';
import { TENANT_LIMIT_REACHED } from './failures/failure.ts';
import { aliasOf, type FoundKey, type TenantId } from './key.ts';
import { isOwnKey, type MarkerSettings } from './marker.ts';
import type { KeyService } from './ports.ts';
import type { KeyRequest } from './request.ts';
import type { ProvisioningSettings } from './settings.ts';

/**
 * The key service for one request, which creates no key when the tenant has as many as it may have: `createKey`
 * then throws the `ApiError` {@link TENANT_LIMIT_REACHED}. If the list shows that the alias is taken, it throws
 * what KMS would answer, so that the key is found and adopted, whatever the limit is.
 *
 * The keys are counted once, before the first `CreateKey`. That call may have an effect although it seems to
 * fail, so the request must not be rejected after it. Requests that are counted at the same time do not see one
 * another's keys.
 */
export function withinTenantLimit(
  request: KeyRequest,
  keys: KeyService,
  settings: ProvisioningSettings,
): KeyService {
  const { keysPerTenantMax: max } = settings;
  if (max === undefined) return keys;
  let isAdmitted = false;
  return {
    ...keys,
    createKey: async (spec, deadlineMs) => {
      if (!isAdmitted) await admit(request, keys, settings, max, deadlineMs);
      isAdmitted = true;
      return keys.createKey(spec, deadlineMs);
    },
  };
}

/**
 * Throws unless one more key is within the limit. Reads no more of the list than it takes to know: usually one
 * page, and the whole list of a tenant that has reached the limit, whose keys are told.
 */
async function admit(
  { tenantId, keyName }: KeyRequest,
  { tenantKeys }: KeyService,
  settings: ProvisioningSettings,
  max: number,
  deadlineMs: number,
): Promise<void> {
  const alias = aliasOf(tenantId, keyName);
  const counted = new Set<string>();
  for await (const { keys, unseen } of tenantKeys(tenantId, deadlineMs)) {
    for (const keyId of countedIds(keys, settings)) counted.add(keyId);
    if (keys.some((key) => key.alias === alias && isThere(key))) {
      const detail = 'a key with the alias is listed';
      throw new ApiError('InvalidParameterValue.AliasAlreadyExists', { detail });
    }
    if (counted.size + unseen < max) break;
  }
  const count = counted.size;
  if (count < max) return;
  const detail = `the limit of keys is ${max}, and the tenant has ${count}`;
  throw new ApiError(TENANT_LIMIT_REACHED, { detail, tenantKeys: { count, max } });
}

/**
 * How many of the listed keys count towards the limit of their tenant: those that we created, except where
 * they are scheduled for deletion. The cloud's own quota does not count those either.
 *
 * @see https://cloud.tencent.com/document/product/1030/42220 (how many CMKs an account may have)
 */
export function countedKeys(keys: readonly FoundKey[], settings: MarkerSettings): number {
  return new Set(countedIds(keys, settings)).size; // A list that changes may have a key twice.
}

function countedIds(keys: readonly FoundKey[], settings: MarkerSettings): readonly string[] {
  const counted = keys.filter((key) => isThere(key) && isOwnKey(key, settings));
  return counted.map(({ keyId }) => keyId);
}

function isThere({ keyState }: FoundKey): boolean {
  return keyState !== 'PendingDelete';
}

/** Counts all keys of a tenant that count towards its limit. */
export async function countTenantKeys(
  tenantId: TenantId,
  { tenantKeys }: Pick<KeyService, 'tenantKeys'>,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<number> {
  const found: FoundKey[] = [];
  for await (const { keys } of tenantKeys(tenantId, deadlineMs)) found.push(...keys);
  return countedKeys(found, settings);
}
