import { ApiError } from './api-error.ts';
import { differences } from './conflict.ts';
import { failureOf } from './failures/failures.ts';
import type { Problem } from './generated/vocabulary.ts';
import {
  aliasOf,
  type KeyAlias,
  type LocatedKey,
  type ReadyKey,
  type SoughtKey,
  type Tag,
  TENANT_TAG_KEY,
} from './key.ts';
import { markDescription, readProof } from './marker.ts';
import type { Ports } from './ports.ts';
import { type KeyRequest, type KeySpec, specFingerprint, tagsOf } from './request.ts';
import type { ProvisioningSettings } from './settings.ts';
import { type VendorAnswer, vendorAnswerOf } from './vendor-answer.ts';

/**
 * Creates the request's key, or finds the key that an earlier attempt created. Idempotent: KMS keeps
 * the alias unique and the marker in the description proves ownership, so no progress is stored and
 * an interrupted attempt restarts from the beginning.
 *
 * In the normal case this is one call, `CreateKey`. The failure table says what follows a failure of
 * it: create the tag pairs and call again, or look the key up by its alias and {@link adopt} it.
 *
 * Throws an `ApiError` when no key is known to exist: that of `CreateKey`, or that of the call which
 * was to follow it. A lookup that runs out of time leaves the error of `CreateKey`.
 *
 * @param deadlineMs On the clock of the ports.
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
    const found = await lookUp(spec, ports, error, deadlineMs);
    // KMS may still carry out the call later. It then refuses the alias to the next attempt, and that
    // attempt finds this key.
    if (found === undefined) throw error;
    return withVendor(adopt(found, request, settings), error);
  }
}

export type EnsuredKey =
  | {
      readonly kind: 'ready';
      readonly key: ReadyKey;
      /** The key existed before. */
      readonly adopted: boolean;
      /** Every tag of the request is known to be on the key. */
      readonly tagged: boolean;
      /** The key's id in the Tag service, which the response to CreateKey does not contain. */
      readonly resourceId?: string;
      /** What CreateKey says of the tags, where it does not confirm them. */
      readonly vendor?: VendorAnswer;
    }
  /** The key cannot be used. Its id is set only when the key is proven to be the tenant's own. */
  | {
      readonly kind: 'unusable';
      readonly code: string;
      readonly keyId?: string;
      /** How the tenant's own key differs from the request. Never of a key that is not proven to be theirs. */
      readonly problems?: readonly Problem[];
      /** What CreateKey said, if it was called. */
      readonly vendor?: VendorAnswer;
    };

/** Also has what the vendor said of the call that led to the key. */
function withVendor(ensured: EnsuredKey, error: ApiError): EnsuredKey {
  return ensured.kind === 'ready' ? ensured : { ...ensured, vendor: vendorAnswerOf({ error }) };
}

function specOf(request: KeyRequest, settings: ProvisioningSettings): KeySpec {
  const { requestId: _, tenantId, externalTenantId, keyName, ...asked } = request;
  const alias = aliasOf(tenantId, keyName);
  const fingerprint = specFingerprint(request);
  return {
    ...asked,
    alias,
    description: markDescription(asked.description, alias, fingerprint, settings, externalTenantId),
    tags: tagsOf(request),
  };
}

async function createKey(spec: KeySpec, { keys }: Ports, deadlineMs: number): Promise<EnsuredKey> {
  const { tagged, vendor, ...key } = await keys.createKey(spec, deadlineMs);
  const created = { kind: 'ready', key, adopted: false, tagged } as const;
  return vendor === undefined ? created : { ...created, vendor };
}

/** The key of a request, as it is looked for. */
export function soughtBy(request: KeyRequest): SoughtKey {
  return { alias: aliasOf(request.tenantId, request.keyName), tags: tagsOf(request) };
}

/** When time runs out during the lookup, the failure that led to it is still the one to report. */
async function lookUp(
  sought: SoughtKey,
  { keys }: Ports,
  reason: ApiError,
  deadlineMs: number,
): Promise<LocatedKey | undefined> {
  try {
    return await keys.findKey(sought, deadlineMs);
  } catch (error) {
    const isLate = error instanceof ApiError && failureOf(error.code).cause === 'late';
    throw isLate ? reason : error;
  }
}

/**
 * Decides whether the key that has the request's alias can serve the request. It can when its marker
 * proves that we created it for the same specification, and when its state allows use. Pure: the key
 * is not changed.
 *
 * Otherwise the key is `unusable`, with the code `MarkerUnproven`, `KeyConflict`, or one for its
 * state. A key that is not proven to be the tenant's own is never named: its id is not in the result. That holds
 * for a key of ours too whose marker has another tenant's id, although one id was made for both.
 */
export function adopt(
  found: LocatedKey,
  request: KeyRequest,
  settings: ProvisioningSettings,
): EnsuredKey {
  const { keyId, createTimeS, keyState, resourceId, tagged } = found;
  const proof = readProof(found.description, found.alias as KeyAlias, settings);
  if (proof.kind === 'unproven') return { kind: 'unusable', code: 'MarkerUnproven' };
  if (proof.kind !== 'ours') return { kind: 'unusable', code: 'KeyConflict' };
  if (proof.externalTenantId !== request.externalTenantId) {
    return { kind: 'unusable', code: 'KeyConflict', problems: [SAME_HASH] };
  }
  const problems = differences(found, request, proof.fingerprint);
  if (problems.length > 0) return { kind: 'unusable', code: 'KeyConflict', problems };
  const code = unusable(keyState, request);
  if (code !== undefined) return { kind: 'unusable', code, keyId };
  const key = { keyId, createTimeS, keyState };
  return { kind: 'ready', key, adopted: true, tagged, resourceId };
}

/** Of 128 bits, so that nobody is expected to see it. It names neither the other tenant nor the key. */
const SAME_HASH: Problem = {
  pointer: '#/tenantId',
  detail: 'The id that is made from this tenantId was made from that of another tenant too.',
};

/** The failure code for a key in this state; undefined when the key can be used. */
function unusable(keyState: string, { origin }: KeyRequest): string | undefined {
  // A key for imported material is complete once it waits for that material.
  const isReady = keyState === 'Enabled' || (keyState === 'PendingImport' && origin === 'EXTERNAL');
  return isReady ? undefined : (UNUSABLE.get(keyState) ?? 'KeyStateUnknown');
}

/** @see https://cloud.tencent.com/document/api/573/34429 (KeyState of KeyMetadata) */
const UNUSABLE: ReadonlyMap<string, string> = new Map([
  ['Disabled', 'KeyDisabled'],
  ['PendingDelete', 'KeyPendingDelete'],
  ['Archived', 'KeyArchived'],
]);

/** How an attempt obtains the request's key: {@link ensureKey}, or {@link recoverKey} in a redrive. */
export type EnsureKey = typeof ensureKey;

/**
 * Ensures the key of a parked request that is sent in again. It looks for the key before it creates
 * one, so a redrive whose key exists makes no changing call for it.
 *
 * A key that has the alias is adopted as {@link adopt} says, even when its id is not the known one:
 * the proof is in its marker, not in its id.
 *
 * @param knownKeyId The id of the key that was created for the request, if one was. Then no key is
 * created, as only tags or an event are left to do: a missing key is the failure `KeyGone` with this
 * id. An `ApiError` of the lookup does not carry the id, so the code that parks the request again
 * must keep it.
 */
export function recoverKey(knownKeyId: string | undefined): EnsureKey {
  return async (request, ports, settings, deadlineMs) => {
    const found = await ports.keys.findKey(soughtBy(request), deadlineMs);
    if (found !== undefined) return adopt(found, request, settings);
    if (knownKeyId === undefined) return ensureKey(request, ports, settings, deadlineMs);
    return { kind: 'unusable', code: 'KeyGone', keyId: knownKeyId };
  };
}

/**
 * Ensures that the request's tags are on the key: reads them, adds the missing ones, and reads back.
 * Idempotent. A tag whose value an operator changed keeps that value, except the tenant tag: CAM
 * authorises access to the key by it.
 *
 * Throws an `ApiError` when the tags are not known to be on the key; `TagsNotConfirmed` when they
 * were added but reading them back does not show them.
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
