import type { Config } from '../config.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';

/**
 * The keys that prove the seals of letters, where letters must have one: whoever does not trust all who
 * write to the queue does not trust them with letters either. Undefined takes any letter.
 */
export function sealKeysOf({
  messageSigning,
  provisioning,
}: Pick<Config, 'messageSigning' | 'provisioning'>): MarkerKeys | undefined {
  return messageSigning === undefined ? undefined : provisioning.markerKeys;
}
