import { type CamState, emptyCamState } from './cam.ts';
import type { CkafkaState } from './ckafka.ts';
import type { KmsRegion } from './kms.ts';
import type { ScfState } from './scf.ts';
import { emptyTagState, type TagState } from './tag.ts';

/**
 * The state of the emulated account. Only the actions change it, so repeating the calls of a
 * journal in order gives the same state.
 */
export type CloudState = {
  /** By region, since keys and aliases are regional. */
  readonly kms: Map<string, KmsRegion>;
  readonly tags: TagState;
  /** What is deployed. A reset keeps these three. */
  readonly scf: ScfState;
  readonly cam: CamState;
  readonly ckafka: CkafkaState;
};

/** The part of the state that a reset keeps. */
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

/** Writes everything that is deployed as JSON. */
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

/** No name of a variable or of a parameter starts like this. */
const MAP = '$map';

const SET = '$set';
