import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';
import type { Switches } from '../api/switches.ts';
import type { Cmk, KmsRegion } from '../state/kms.ts';

/**
 * Refuses an alias that no key may have. The API's page reserves `kms-`, the console's page
 * `KMS-`, so that no mixture of the two is let pass.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (parameter Alias)
 */
export function checkAlias(alias: string): Refusal | undefined {
  if (ALIAS.test(alias) && !alias.toLowerCase().startsWith('kms-')) return undefined;
  return refuse(
    'InvalidParameterValue.InvalidAlias',
    'Alias must be 1-60 letters, digits, - or _, begin with a letter or digit, and not with kms-.',
  );
}

/** Refuses an alias that a key other than `ownId` has. */
export function checkAliasIsFree(
  alias: string,
  region: KmsRegion,
  switches: Switches,
  ownId?: string,
): Refusal | undefined {
  const isHeld = (region.idsByAlias.get(alias.toLowerCase()) ?? [])
    .filter((id) => id !== ownId)
    .some((id) => holds(region.keys.get(id), alias, switches));
  if (!isHeld) return undefined;
  return refuse(
    'InvalidParameterValue.AliasAlreadyExists',
    `A key with the alias ${alias} exists in this region; aliases are unique.`,
  );
}

const ALIAS = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;

function holds(key: Cmk | undefined, alias: string, switches: Switches): boolean {
  if (key === undefined) return false;
  if (switches.aliasCaseSensitive && key.alias !== alias) return false;
  return switches.aliasHeldWhilePendingDelete || key.state !== 'PendingDelete';
}
