import type { KmsRegion } from './kms/kms-region.ts';
import type { TagState } from './tag/tag-state.ts';

/**
 * What the emulated account holds. Only the services' steps change it, so that replaying the calls
 * of a journal in order gives the same state.
 */
export type CloudState = {
  /** By region, since keys and aliases are regional. */
  readonly kms: Map<string, KmsRegion>;
  readonly tags: TagState;
};
