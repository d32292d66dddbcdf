import { refuse } from '../api/refuse.ts';
import type { KmsRegion } from '../state/kms.ts';
import { findKey } from './find-key.ts';

/**
 * Finds a key whose alias and description may change: one that is not scheduled for deletion. The
 * vendor forbids that without naming a code of its own for it, so that a common one stands in.
 */
export function renamable(region: KmsRegion, keyId: string): ReturnType<typeof findKey> {
  const found = findKey(region, keyId);
  if (!found.ok || found.key.state !== 'PendingDelete') return found;
  return refuse('ResourceUnavailable', 'The key is PendingDelete; call CancelKeyDeletion first.');
}
