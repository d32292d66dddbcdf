import type { FoundKey } from '../tenant-key/key.ts';
import { isoTime } from '../tenant-key/time.ts';
import { keyNotFound } from './http-problems.ts';
import type { HttpResponse } from './http-response.ts';
import { jsonResponse } from './json-response.ts';
import type { HttpAnswer } from './problem.ts';

/** Answers a GET for a tenant's keys. The keys must be known to be the tenant's own. */
export function answerKeys(tenantId: string, keys: readonly FoundKey[]): HttpResponse {
  return jsonResponse(200, { keys: keys.map((key) => keyBody(tenantId, key)) });
}

/** Answers a GET for one key, which must be known to be the tenant's own. */
export function answerKey(tenantId: string, key: FoundKey | undefined): HttpAnswer {
  if (key === undefined) return keyNotFound();
  return jsonResponse(200, keyBody(tenantId, key));
}

/** The description stays inside, since our marker is in it. */
function keyBody(tenantId: string, key: FoundKey): object {
  const { keyId, alias, keyState, keyUsage, origin, createTimeS } = key;
  return {
    keyId,
    alias,
    tenantId,
    keyName: alias.slice(tenantId.length + 1), // An alias is the tenant, one `_`, the name.
    keyState,
    keyUsage,
    origin,
    createdAt: isoTime(createTimeS * 1_000),
  };
}
