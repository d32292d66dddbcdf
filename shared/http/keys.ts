import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import type { CloudPorts } from '../ports.ts';
import { aliasOf, type FoundKey, type KeyName, type TenantId } from '../tenant-key/key.ts';
import { isOwnKey } from '../tenant-key/marker.ts';
import { problemsOf } from '../tenant-key/parse.ts';
import { isoTime } from '../tenant-key/time.ts';
import type { Key, KeyList } from './generated/key-list.ts';
import { type HttpResponse, jsonResponse } from './message.ts';
import { type HttpAnswer, type HttpProblem, keyNotFound, rejectionProblem } from './problems.ts';

/** Answers a GET for a tenant's keys. Keys without our marker are not shown. Throws `ApiError`. */
export async function listKeys(
  tenantId: string,
  { reader }: Pick<CloudPorts, 'reader'>,
  { provisioning }: Config,
  { deadlineMs }: Invocation,
): Promise<HttpAnswer> {
  const refusal = refuse(tenantId);
  if (refusal !== undefined) return refusal;
  const keys = await reader.listTenantKeys(tenantId as TenantId, deadlineMs);
  return answerKeys(
    tenantId,
    keys.filter((key: FoundKey) => isOwnKey(key, provisioning.markerKeys)),
  );
}

/**
 * Answers a GET for one key of a tenant. A key without our marker counts as not found. Throws `ApiError`.
 */
export async function showKey(
  tenantId: string,
  keyName: string,
  { keys }: Pick<CloudPorts, 'keys'>,
  { provisioning }: Config,
  { deadlineMs }: Invocation,
): Promise<HttpAnswer> {
  const refusal = refuse(tenantId, keyName);
  if (refusal !== undefined) return refusal;
  const alias = aliasOf(tenantId as TenantId, keyName as KeyName);
  const key = await keys.findKey(alias, deadlineMs);
  const isShown = key !== undefined && isOwnKey(key, provisioning.markerKeys);
  return answerKey(tenantId, isShown ? key : undefined);
}

/** Refuses names in the path that no valid request can have. */
function refuse(tenantId: string, keyName = 'any'): HttpProblem | undefined {
  const problems = problemsOf({ requestId: 'any', tenantId, keyName });
  if (problems.length === 0) return undefined;
  return rejectionProblem({ code: 'RequestInvalid', problems, identity: undefined });
}

/** @param keys Must be known to be the tenant's own. */
export function answerKeys(tenantId: string, keys: readonly FoundKey[]): HttpResponse {
  const body: KeyList = { keys: keys.map((key) => keyBody(tenantId, key)) };
  return jsonResponse(200, body);
}

/** @param key Must be known to be the tenant's own. */
export function answerKey(tenantId: string, key: FoundKey | undefined): HttpAnswer {
  if (key === undefined) return keyNotFound();
  return jsonResponse(200, keyBody(tenantId, key));
}

/** The description is left out, since it contains our marker. */
function keyBody(tenantId: string, key: FoundKey): Key {
  const { keyId, alias, keyState, keyUsage, origin, createTimeS } = key;
  return {
    keyId,
    alias,
    tenantId,
    keyName: alias.slice(tenantId.length + 1), // An alias is the tenant, `_` and the name.
    keyState,
    keyUsage,
    origin,
    createdAt: isoTime(createTimeS * 1_000),
  };
}
