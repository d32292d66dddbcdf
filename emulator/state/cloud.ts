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

/** Writes down all that is deployed. */
export function deployedText({ scf, cam, ckafka }: DeployedState): string {
  return JSON.stringify({ scf, cam, ckafka }, (_, value: unknown) => {
    if (value instanceof Map) return { [MAP]: [...value] };
    return value instanceof Set ? { [SET]: [...value] } : value;
  });
}

/** Reads what {@link deployedText} wrote. */
export function parseDeployed(text: string): DeployedState {
  return JSON.parse(text, (_, value) => {
    if (value?.[MAP] !== undefined) return new Map(value[MAP]);
    return value?.[SET] === undefined ? value : new Set(value[SET]);
  });
}

/** No name of a function's variable or of a parameter begins so. */
const MAP = '$map';

const SET = '$set';
