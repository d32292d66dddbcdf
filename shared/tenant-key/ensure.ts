import { ApiError } from './api-error.ts';
import { failureOf } from './failures/failures.ts';
import {
  aliasOf,
  type FoundKey,
  type KeyAlias,
  type KeySpec,
  type ReadyKey,
  type Tag,
  TENANT_TAG_KEY,
} from './key.ts';
import { markDescription, readProof } from './marker.ts';
import type { Ports } from './ports.ts';
import { type KeyRequest, specFingerprint, tagsOf } from './request.ts';
import type { ProvisioningSettings } from './retry.ts';

/**
 * Sees to it that the request's tags are on the key: reads them, adds what is missing, reads back.
 * It may be repeated. A tag that an operator changed since stays as it is, except the tenant's own:
 * access hangs on that one.
 *
 * Throws an `ApiError` when the tags are not known to be on the key.
 */
export async function ensureTags(
  request: KeyRequest,
  ensured: EnsuredKey & { readonly kind: 'ready' },
  { keys, tags }: Ports,
  deadlineMs: number,
): Promise<void> {
  if (ensured.tagged) return;
  const resourceId =
    ensured.resourceId ?? (await keys.describeKey(ensured.key.keyId, deadlineMs)).resourceId;
  const missing = missingTags(request, await tags.readTags(resourceId, deadlineMs));
  if (missing.length === 0) return;
  await tags.addTags(resourceId, missing, deadlineMs);
  const still = missingTags(request, await tags.readTags(resourceId, deadlineMs));
  if (still.length === 0) return;
  throw new ApiError('TagsNotConfirmed', { detail: `${still.length} tags do not show` });
}

/** The tags of the request that are not on its key. */
export function missingTags(request: KeyRequest, present: readonly Tag[]): readonly Tag[] {
  const values = new Map(present.map(({ key, value }) => [key, value]));
  return tagsOf(request).filter(({ key, value }) =>
    key === TENANT_TAG_KEY ? values.get(key) !== value : !values.has(key),
  );
}

export type EnsuredKey =
  | {
      readonly kind: 'ready';
      readonly key: ReadyKey;
      /** The key was there before. */
      readonly adopted: boolean;
      /** Each tag of the request is known to be on the key. */
      readonly tagged: boolean;
      /** What the Tag service calls the key; CreateKey does not say it. */
      readonly resourceId?: string;
    }
  /** The key cannot serve; its id is there only when it is proven to be the tenant's own. */
  | { readonly kind: 'unusable'; readonly code: string; readonly keyId?: string };

/**
 * Makes the request's key, or finds the one that an earlier attempt made. It may be repeated: the
 * alias is the lock, and the marker in the description tells our key from any other, so that there
 * is no progress to store and none to recover.
 *
 * Throws an `ApiError` when neither could be done.
 */
export async function ensureKey(
  request: KeyRequest,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<EnsuredKey> {
  const spec = specOf(request, settings);
  try {
    return await createKey(spec, ports, deadlineMs);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { reaction } = failureOf(error.code);
    if (reaction === 'create-tags') {
      await ports.tags.createTags(spec.tags, deadlineMs);
      return createKey(spec, ports, deadlineMs);
    }
    if (reaction !== 'find-key') throw error;
    const found = await lookUp(spec.alias, ports, error, deadlineMs);
    // The call may still be carried out later. The alias then refuses the next attempt's key, and
    // that attempt finds this one.
    if (found === undefined) throw error;
    return adopt(found, request, settings);
  }
}

function specOf(request: KeyRequest, { markerKeys }: ProvisioningSettings): KeySpec {
  const { keyUsage, origin, hsmClusterId } = request;
  const alias = aliasOf(request.tenantId, request.keyName);
  return {
    alias,
    description: markDescription(request.description, alias, specFingerprint(request), markerKeys),
    keyUsage,
    origin,
    tags: tagsOf(request),
    ...(hsmClusterId === undefined ? {} : { hsmClusterId }),
  };
}

async function createKey(spec: KeySpec, { keys }: Ports, deadlineMs: number): Promise<EnsuredKey> {
  const { tagged, ...key } = await keys.createKey(spec, deadlineMs);
  return { kind: 'ready', key, adopted: false, tagged };
}

/** When time runs out over the search, what it was for is still the reason. */
async function lookUp(
  alias: KeyAlias,
  { keys }: Ports,
  reason: ApiError,
  deadlineMs: number,
): Promise<FoundKey | undefined> {
  try {
    return await keys.findKey(alias, deadlineMs);
  } catch (error) {
    const isLate = error instanceof ApiError && failureOf(error.code).end === 'yield';
    throw isLate ? reason : error;
  }
}

/**
 * Takes over the key that holds the alias, if it is ours and of the same specification. Any other is
 * left alone, and nothing of it is told to anybody.
 */
export function adopt(
  found: FoundKey,
  request: KeyRequest,
  { markerKeys }: ProvisioningSettings,
): EnsuredKey {
  const { keyId, createTimeS, keyState, resourceId } = found;
  const proof = readProof(found.description, found.alias as KeyAlias, markerKeys);
  if (proof.kind === 'unproven') return { kind: 'unusable', code: 'MarkerUnproven' };
  const isOurs = proof.kind === 'ours' && proof.fingerprint === specFingerprint(request);
  if (!isOurs || !isMadeAsAsked(found, request)) return { kind: 'unusable', code: 'KeyConflict' };
  const code = unusable(keyState, request);
  if (code !== undefined) return { kind: 'unusable', code, keyId };
  const key = { keyId, createTimeS, keyState };
  return { kind: 'ready', key, adopted: true, tagged: false, resourceId };
}

/** The vendor may leave the origin out of what it says of a key. */
function isMadeAsAsked(found: FoundKey, { keyUsage, origin }: KeyRequest): boolean {
  return found.keyUsage === keyUsage && (found.origin === origin || found.origin === undefined);
}

/** Why a key in this state cannot serve its tenant; undefined when it can. */
function unusable(keyState: string, { origin }: KeyRequest): string | undefined {
  // A key whose material the tenant brings is ready when it waits for it.
  const isReady = keyState === 'Enabled' || (keyState === 'PendingImport' && origin === 'EXTERNAL');
  return isReady ? undefined : (UNUSABLE.get(keyState) ?? 'KeyStateUnknown');
}

/** @see https://cloud.tencent.com/document/api/573/34429 (KeyState of KeyMetadata) */
const UNUSABLE: ReadonlyMap<string, string> = new Map([
  ['Disabled', 'KeyDisabled'],
  ['PendingDelete', 'KeyPendingDelete'],
  ['Archived', 'KeyArchived'],
]);
