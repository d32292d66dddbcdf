import { ApiError } from './api-error.ts';
import type { EnsuredKey } from './ensure-key.ts';
import type { Tag } from './key.ts';
import { type KeyRequest, tagsOf } from './key-request.ts';
import { TENANT_TAG_KEY } from './names.ts';
import type { Ports } from './ports.ts';

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
