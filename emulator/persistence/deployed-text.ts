import type { DeployedState } from '../state/cloud.ts';

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
