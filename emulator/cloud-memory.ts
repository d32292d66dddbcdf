import { DEFAULT_SWITCHES, type Switches } from './api/switches.ts';
import { deployedText, parseDeployed } from './persistence/deployed-text.ts';
import type { Input } from './persistence/input.ts';
import { type CloudState, type DeployedState, emptyCloudState } from './state/cloud.ts';

/** What the local cloud remembers, and a reset makes as new. */
export type CloudMemory = {
  readonly state: CloudState;
  readonly switches: { -readonly [Name in keyof Switches]: Switches[Name] };
  /** How far the clock was put forward. */
  aheadMs: number;
};

export function emptyCloudMemory(deployed: DeployedState = emptyCloudState()): CloudMemory {
  const { scf, cam, ckafka } = deployed;
  const state = { ...emptyCloudState(), scf, cam, ckafka };
  return { state, switches: { ...DEFAULT_SWITCHES }, aheadMs: 0 };
}

/**
 * The input that brings about anew what is deployed; undefined when nothing is. The calls that did so
 * first could not be repeated: some may have succeeded only under switches that are set back.
 */
export function deployedInput({ state }: CloudMemory): Input | undefined {
  const text = deployedText(state);
  return text === NOTHING_DEPLOYED ? undefined : { kind: 'deployed', text };
}

const NOTHING_DEPLOYED = deployedText(emptyCloudState());

/** Reads what {@link deployedInput} kept. */
export function memoryOf({ text }: Extract<Input, { kind: 'deployed' }>): CloudMemory {
  return emptyCloudMemory(parseDeployed(text));
}
