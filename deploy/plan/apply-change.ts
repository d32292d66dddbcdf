import type { Change, ResourceKind } from '../change.ts';
import type { Found, FoundOf } from '../found.ts';
import type { Cloud } from '../resources/resource.ts';
import { RESOURCES } from '../resources/resources.ts';

/** Carries one change of a plan out; `found` is what the plan was made from. Throws `ApiError`. */
export async function applyChange(change: Change, found: Found, cloud: Cloud): Promise<void> {
  await applyOf(change.resource.kind, change, found, cloud);
}

async function applyOf<Kind extends ResourceKind>(
  kind: Kind,
  change: Change,
  found: Found,
  cloud: Cloud,
): Promise<void> {
  const { apply, remove, desired } = RESOURCES[kind];
  const { name } = change.resource;
  const rows: ReadonlyMap<string, FoundOf[Kind]> = found[kind];
  // What is to be created may have been there until its function was replaced.
  const there = change.verb === 'create' ? undefined : rows.get(name);
  if (change.verb === 'delete') {
    if (there !== undefined) await remove?.(name, there, cloud);
    return;
  }
  const wanted = desired(cloud.application).get(name);
  if (wanted !== undefined) await apply(wanted, there, change, cloud);
}
