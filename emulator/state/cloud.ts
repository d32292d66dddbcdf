import { type CamState, emptyCamState } from './cam.ts';
import type { CkafkaState } from './ckafka.ts';
import type { KmsRegion } from './kms.ts';
import type { ScfState } from './scf.ts';
import { emptyTagState, type TagState } from './tag.ts';

/**
 * What the emulated account holds. Only the services' steps change it, so that replaying the calls
 * of a journal in order gives the same state.
 */
export type CloudState = {
  /** By region, since keys and aliases are regional. */
  readonly kms: Map<string, KmsRegion>;
  readonly tags: TagState;
  /** What is deployed. A reset of the cloud leaves these three as they are. */
  readonly scf: ScfState;
  readonly cam: CamState;
  readonly ckafka: CkafkaState;
};

/** What of the state a reset leaves as it is: all that is deployed. */
export type DeployedState = Pick<CloudState, 'scf' | 'cam' | 'ckafka'>;

export function emptyCloudState(): CloudState {
  return {
    kms: new Map(),
    tags: emptyTagState(),
    scf: new Map(),
    cam: emptyCamState(),
    ckafka: new Map(),
  };
}
