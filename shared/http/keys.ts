import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import type { CloudPorts } from '../ports.ts';
import {
  aliasOf,
  type FoundKey,
  type KeyName,
  TENANT_TAG_KEY,
  type TenantId,
} from '../tenant-key/key.ts';
import { isOwnKey, type MarkerSettings, markedTenantId } from '../tenant-key/marker.ts';
import { problemsOf } from '../tenant-key/parse.ts';
import type { ProvisioningSettings } from '../tenant-key/settings.ts';
import { type Tenant, tenantOf } from '../tenant-key/tenant-id.ts';
import { countedKeys } from '../tenant-key/tenant-limit.ts';
import { isoTime } from '../tenant-key/time.ts';
import { writeCursor } from './cursor.ts';
import type { Key, KeyList } from './generated/key-list.ts';
import type { ListQuery } from './list-query.ts';
import { type HttpResponse, jsonResponse } from './message.ts';
import { type HttpAnswer, type HttpProblem, keyNotFound, rejectionProblem } from './problems.ts';

/**
 * Answers a GET for the keys of a tenant, or of all of them, with the next part of the list. Keys without our marker
 * are not shown. Throws `ApiError`.
 *
 * @param id The tenant, as the path has it. Undefined lists the keys of every tenant.
 */
export async function listKeys(
  id: string | undefined,
  query: ListQuery,
  { reader }: Pick<CloudPorts, 'reader'>,
  { provisioning, signingKeys }: Config,
  { deadlineMs }: Invocation,
): Promise<HttpAnswer> {
  const refusal = id === undefined ? undefined : refuse(id);
  if (refusal !== undefined) return refusal;
  const tenant = id === undefined ? undefined : tenantOf(id);
  const listing = {
    ...query,
    tenantId: tenant?.tenantId as TenantId | undefined,
    isOwn: (key: Pick<FoundKey, 'alias' | 'description'>) =>
      isOwnKey(key, provisioning) && (tenant === undefined || isMarkedFor(tenant, key)),
  };
  const { keys, next } = await reader.listKeys(listing, deadlineMs);
  const nextCursor = next && writeCursor(next, query.identity, signingKeys);
  return answerKeys({ keys, nextCursor }, tenant?.tenantId, query, provisioning);
}

/**
 * Answers a GET for one key of a tenant. A key without our marker counts as not found. Throws `ApiError`.
 *
 * @param id The tenant, as the path has it.
 */
export async function showKey(
  id: string,
  keyName: string,
  { keys }: Pick<CloudPorts, 'keys'>,
  { provisioning }: Config,
  { deadlineMs }: Invocation,
): Promise<HttpAnswer> {
  const refusal = refuse(id, keyName);
  if (refusal !== undefined) return refusal;
  const tenant = tenantOf(id);
  const { tenantId } = tenant;
  const alias = aliasOf(tenantId as TenantId, keyName as KeyName);
  const tags = [{ key: TENANT_TAG_KEY, value: tenantId }];
  const key = await keys.findKey({ alias, tags }, deadlineMs);
  const isShown = key !== undefined && isOwnKey(key, provisioning) && isMarkedFor(tenant, key);
  return answerKey(tenantId, isShown ? key : undefined);
}

/** Whether a key of ours is of the tenant: two ids of 128 bits that are the same by chance show nothing of each other. */
function isMarkedFor(
  { externalTenantId }: Tenant,
  { description }: Pick<FoundKey, 'description'>,
): boolean {
  return markedTenantId(description) === externalTenantId;
}

/** Refuses names in the path that no valid request can have. */
function refuse(id: string, keyName = 'any'): HttpProblem | undefined {
  const problems = problemsOf({ requestId: 'any', tenantId: id, keyName });
  if (problems.length === 0) return undefined;
  return rejectionProblem({ code: 'RequestInvalid', problems, identity: undefined });
}

/**
 * Answers with a part of a list. The link to the next one is relative, since the URL of a function may have a path of
 * its own.
 *
 * @param keys Must be known to be ours.
 * @see RFC 8288 (Link)
 */
export function answerKeys(
  {
    keys,
    nextCursor,
  }: { readonly keys: readonly FoundKey[]; readonly nextCursor?: string | undefined },
  tenantId: string | undefined,
  query: Pick<ListQuery, 'limit' | 'keyState' | 'keyUsage' | 'place'>,
  settings: MarkerSettings & Pick<ProvisioningSettings, 'keysPerTenantMax'>,
): HttpResponse {
  const body: KeyList = {
    keys: keys.map((key) => keyBody(tenantId ?? tenantIdIn(key), key)),
    ...(nextCursor === undefined ? {} : { nextCursor }),
    ...(tenantId === undefined ? {} : limitOf(keys, nextCursor, query, settings)),
  };
  if (nextCursor === undefined) return jsonResponse(200, body);
  return jsonResponse(200, body, { Link: `<${nextQuery(nextCursor, query)}>; rel="next"` });
}

/** The alias of a key of ours is the tenant, `_`, which no tenant contains, and the name. */
function tenantIdIn({ alias }: FoundKey): string {
  return alias.slice(0, alias.indexOf('_'));
}

/** The limit of the tenant. How many are left is known where the answer has all keys of the tenant. */
function limitOf(
  keys: readonly FoundKey[],
  nextCursor: string | undefined,
  { keyState, keyUsage, place }: Pick<ListQuery, 'keyState' | 'keyUsage' | 'place'>,
  settings: MarkerSettings & Pick<ProvisioningSettings, 'keysPerTenantMax'>,
): Pick<KeyList, 'limit' | 'left'> {
  const { keysPerTenantMax: limit } = settings;
  if (limit === undefined) return {};
  const isPart = [nextCursor, keyState, keyUsage, place].some((each) => each !== undefined);
  if (isPart) return { limit };
  return { limit, left: Math.max(0, limit - countedKeys(keys, settings)) };
}

function nextQuery(
  cursor: string,
  { limit, keyState: state, keyUsage: usage }: Pick<ListQuery, 'limit' | 'keyState' | 'keyUsage'>,
): string {
  const words = Object.entries({ limit, state, usage, cursor });
  const given = words.filter(([, value]) => value !== undefined);
  // None of the values has a character that a URL must escape.
  return `?${given.map(([word, value]) => `${word}=${value}`).join('&')}`;
}

/** @param key Must be known to be the tenant's own. */
export function answerKey(tenantId: string, key: FoundKey | undefined): HttpAnswer {
  if (key === undefined) return keyNotFound();
  return jsonResponse(200, keyBody(tenantId, key));
}

/** The description is left out, since it contains our marker; of which the tenant's id is there as it was sent. */
function keyBody(tenantId: string, key: FoundKey): Key {
  const { keyId, alias, description, keyState, keyUsage, origin, createTimeS } = key;
  return {
    keyId,
    alias,
    tenantId,
    externalTenantId: markedTenantId(description),
    keyName: alias.slice(tenantId.length + 1), // An alias is the tenant, `_` and the name.
    keyState,
    keyUsage,
    origin,
    createdAt: isoTime(createTimeS * 1_000),
  };
}
