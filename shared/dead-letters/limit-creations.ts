import { ApiError } from '../tenant-key/api-error.ts';
import { QUOTA_USED_UP } from '../tenant-key/failures/failure.ts';
import type { KeyService } from '../tenant-key/ports.ts';

/**
 * Makes so many keys, and then refuses as KMS would, without asking it. Once KMS has said itself that
 * there is no room it is not asked again either: others may have used it up.
 *
 * @param headroom Keys that may still be made; `Infinity` when KMS does not tell.
 */
export function limitCreations(keys: KeyService, headroom: number): KeyService {
  let left = headroom;
  return {
    ...keys,
    createKey: async (spec, deadlineMs) => {
      if (left <= 0) throw new ApiError(QUOTA_USED_UP, { detail: 'no head-room is left' });
      try {
        const created = await keys.createKey(spec, deadlineMs);
        left -= 1;
        return created;
      } catch (error) {
        if (error instanceof ApiError && error.code === QUOTA_USED_UP) left = 0;
        throw error;
      }
    },
  };
}
