import type { GetServiceStatusResponse } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import type { FoundKey } from '../tenant-key/key.ts';
import type { TenantId } from '../tenant-key/names.ts';
import { callTencent, type TencentApi } from '../tencent/call-tencent.ts';
import { searchKeys } from './search-keys.ts';

/** Reads keys for whoever asks about them; changes nothing. Throws `ApiError`. */
export type KeyReader = {
  /** The keys whose aliases begin as the tenant's do, oldest first; whose they are, the marker says. */
  readonly listTenantKeys: (tenantId: TenantId, deadlineMs: number) => Promise<readonly FoundKey[]>;
  readonly serviceStatus: (deadlineMs: number) => Promise<ServiceStatus>;
};

type ServiceStatus = {
  /** Keys that count towards `limit`. */
  readonly used?: number;
  readonly limit?: number;
};

export function kmsKeyReader(api: TencentApi): KeyReader {
  return {
    listTenantKeys: (tenantId, deadlineMs) => listTenantKeys(api, tenantId, deadlineMs),
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

/** @see https://cloud.tencent.com/document/api/573/34419 (GetServiceStatus) */
async function serviceStatus(api: TencentApi, deadlineMs: number): Promise<ServiceStatus> {
  const answer = await callTencent<GetServiceStatusResponse>(
    api,
    'GetServiceStatus',
    {},
    deadlineMs,
  );
  const { CmkUserCount: used, CmkLimit: limit } = answer;
  return {
    ...(used === undefined ? {} : { used }),
    ...(limit === undefined ? {} : { limit }),
  };
}
