import type {
  GetServiceStatusResponse,
  KeyMetadata,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import type { FoundKey, TenantId } from '../tenant-key/key.ts';
import { callTencent, type TencentApi } from '../tencent/call.ts';
import { keyPages, searchKeys } from './keys.ts';

/** Reads keys for whoever asks about them; changes nothing. Throws `ApiError`. */
export type KeyReader = {
  /** The keys whose aliases begin as the tenant's do, oldest first; whose they are, the marker says. */
  readonly listTenantKeys: (tenantId: TenantId, deadlineMs: number) => Promise<readonly FoundKey[]>;
  /** Counts the keys of the account's users that were made at this time, in seconds, or later. */
  readonly countKeysSince: (timeS: number, deadlineMs: number) => Promise<number>;
  readonly serviceStatus: (deadlineMs: number) => Promise<ServiceStatus>;
};

export type ServiceStatus = {
  /** Keys that count towards `limit`. */
  readonly used?: number;
  readonly limit?: number;
};

export function kmsKeyReader(api: TencentApi): KeyReader {
  return {
    listTenantKeys: (tenantId, deadlineMs) => listTenantKeys(api, tenantId, deadlineMs),
    countKeysSince: (timeS, deadlineMs) => countKeysSince(api, timeS, deadlineMs),
    serviceStatus: (deadlineMs) => serviceStatus(api, deadlineMs),
  };
}

async function listTenantKeys(
  api: TencentApi,
  tenantId: TenantId,
  deadlineMs: number,
): Promise<readonly FoundKey[]> {
  const prefix = `${tenantId}_`;
  const found = new Map<string, FoundKey>();
  const fits = (alias: string) => alias.startsWith(prefix);
  for await (const keys of searchKeys(api, prefix, fits, deadlineMs)) {
    for (const key of keys) found.set(key.keyId, key);
  }
  return [...found.values()];
}

/**
 * Reads no further than the first page that goes back beyond the time. No field of a key is demanded, as
 * an odd key of a stranger must not hide the others.
 */
async function countKeysSince(api: TencentApi, timeS: number, deadlineMs: number): Promise<number> {
  const found = new Set<string | undefined>();
  const listing = { order: 'newest-first', pagesMax: PAGES_MAX_KEY_READER } as const;
  for await (const page of keyPages(api, listing, deadlineMs)) {
    for (const { KeyId, CreateTime = 0 } of page) if (CreateTime >= timeS) found.add(KeyId);
    if (page.some(({ CreateTime = timeS }) => CreateTime < timeS)) break;
  }
  return found.size;
}

const PAGES_MAX_KEY_READER = 100;

/** @see https://cloud.tencent.com/document/api/573/34419 (GetServiceStatus) */
async function serviceStatus(api: TencentApi, deadlineMs: number): Promise<ServiceStatus> {
  const answer = await callTencent<GetServiceStatusResponse>(
    api,
    'GetServiceStatus',
    {},
    deadlineMs,
  );
  const used = countOf(answer.CmkUserCount);
  const limit = countOf(answer.CmkLimit);
  return {
    ...(used === undefined ? {} : { used }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** The vendor may leave a number out; one that cannot be a count says as little. */
function countOf(told: number | undefined): number | undefined {
  return Number.isSafeInteger(told) && Number(told) >= 0 ? told : undefined;
}

/** A key of the account, whosever it is. A text that KMS does not give is empty. */
export type FleetKey = Omit<FoundKey, 'keyUsage'>;

/**
 * Every key of the account in the region, page by page of 200, oldest first: n keys take ⌈n/200⌉ calls,
 * at least one. Nothing of a key is demanded, as a stranger's odd key must not hide the others.
 *
 * @param call How each call is made.
 */
export async function* fleetKeys(
  api: TencentApi,
  deadlineMs: number,
  call: typeof callTencent = callTencent,
): AsyncGenerator<readonly FleetKey[], void, undefined> {
  for await (const page of keyPages(api, { pagesMax: PAGES_MAX_FLEET_KEYS, call }, deadlineMs)) {
    yield page.map(fleetKey);
  }
}

/** No account comes near a million keys. */
const PAGES_MAX_FLEET_KEYS = 5_000;

function fleetKey(metadata: KeyMetadata): FleetKey {
  return {
    keyId: metadata.KeyId ?? '',
    alias: metadata.Alias ?? '',
    createTimeS: metadata.CreateTime ?? 0,
    description: metadata.Description ?? '',
    keyState: metadata.KeyState ?? '',
    origin: metadata.Origin,
    resourceId: metadata.ResourceId ?? '',
  };
}
