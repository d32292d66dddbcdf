import { type CamState, emptyCamState } from './cam.ts';
import type { CkafkaState } from './ckafka.ts';
import { type CosState, emptyCosState } from './cos.ts';
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
  /** What is deployed. A reset keeps these four, but empties the buckets. */
  readonly scf: ScfState;
  readonly cam: CamState;
  readonly ckafka: CkafkaState;
  readonly cos: CosState;
};

/** The part of the state that a reset keeps. */
export type DeployedState = Pick<CloudState, 'scf' | 'cam' | 'ckafka'> & {
  readonly cos: Pick<CosState, 'buckets'>;
};

export function emptyCloudState(): CloudState {
  return {
    kms: new Map(),
    tags: emptyTagState(),
    scf: new Map(),
    cam: emptyCamState(),
    ckafka: new Map(),
    cos: emptyCosState(),
  };
}

/** Writes everything that is deployed as JSON. */
export function deployedText({ scf, cam, ckafka, cos: { buckets } }: DeployedState): string {
  return textOf({ scf, cam, ckafka, cos: { buckets } });
}

/** Reads what {@link deployedText} wrote, also before there were buckets. */
export function parseDeployed(text: string): DeployedState {
  return { cos: { buckets: new Map() }, ...JSON.parse(text, revived) };
}

/** Writes the topics of all regions as JSON. */
export function topicsText({ ckafka }: Pick<CloudState, 'ckafka'>): string {
  return textOf(ckafka);
}

/** Reads what {@link topicsText} wrote. */
export function parseTopics(text: string): CkafkaState {
  return JSON.parse(text, revived);
}

function textOf(state: object): string {
  return JSON.stringify(state, (_, value: unknown) => {
    if (value instanceof Map) return { [MAP]: [...value] };
    return value instanceof Set ? { [SET]: [...value] } : value;
  });
}

function revived(_: string, value: StoredCollection): unknown {
  if (value?.[MAP] !== undefined) return new Map(value[MAP]);
  return value?.[SET] === undefined ? value : new Set(value[SET]);
}

type StoredCollection = {
  readonly [MAP]?: readonly (readonly [unknown, unknown])[];
  readonly [SET]?: readonly unknown[];
} | null;

/** No name of a variable or of a parameter starts like this. */
const MAP = '$map';

const SET = '$set';
