import { refuse } from '../api/refuse.ts';
import type { Parameters, Refusal } from '../api/service.ts';

/** A tag of a role or of a policy, as CAM's definitions have it. */
export const CAM_TAG = {
  Key: { type: 'string', required: true },
  Value: { type: 'string', required: true },
} as const satisfies Parameters;

/** The local cloud has no tags on roles and policies: to take and to lose them would be worse. */
export function refuseTags(tags: readonly unknown[] = []): Refusal | undefined {
  if (tags.length === 0) return undefined;
  return refuse('InvalidParameter.TagParamError', 'The local cloud keeps no tags of this kind.');
}
