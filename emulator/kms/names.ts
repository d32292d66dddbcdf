import { Buffer } from 'node:buffer';
import { defineAction, type Refusal, refuse } from '../api/service.ts';
import type { Switches } from '../api/switches.ts';
import { type Cmk, currentRegion, type KmsRegion, putKey } from '../state/kms.ts';
import { findKey, MEMBER_ACCOUNT } from './keys.ts';
import { stateRefusal } from './lifecycle.ts';

/** Changes the alias of a key; a key that is scheduled for deletion is refused. */
export const updateAlias = defineAction({
  name: 'UpdateAlias',
  parameters: {
    Alias: { type: 'string', required: true },
    KeyId: { type: 'string', required: true },
    MemberAccount: MEMBER_ACCOUNT,
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ Alias, KeyId }, cloud) {
    const region = currentRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const refusal =
      stateRefusal('UpdateAlias', found.key) ??
      checkAlias(Alias) ??
      checkAliasIsFree(Alias, region, cloud.switches, KeyId);
    if (refusal !== undefined) return refusal;
    putKey(region, { ...found.key, alias: Alias });
    return { ok: true, response: {} };
  },
});

/** Changes the description of a key; a key that is scheduled for deletion is refused. */
export const updateKeyDescription = defineAction({
  name: 'UpdateKeyDescription',
  parameters: {
    Description: { type: 'string', required: true },
    KeyId: { type: 'string', required: true },
    MemberAccount: MEMBER_ACCOUNT,
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ Description, KeyId }, cloud) {
    const region = currentRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const refusal =
      stateRefusal('UpdateKeyDescription', found.key) ?? checkDescription(Description);
    if (refusal !== undefined) return refusal;
    putKey(region, { ...found.key, description: Description });
    return { ok: true, response: {} };
  },
});

/**
 * Refuses an invalid alias. The API's page reserves `kms-` and the console's page `KMS-`, so every
 * mixture of cases is refused.
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

const ALIAS = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;

/** Refuses an alias that a key other than `ownId` has. */
export function checkAliasIsFree(
  alias: string,
  region: KmsRegion,
  switches: Switches,
  ownId?: string,
): Refusal | undefined {
  const isHeld = (region.idsByAlias.get(alias.toLowerCase()) ?? [])
    .filter((id) => id !== ownId)
    .some((id) => holdsAlias(region.keys.get(id), alias, switches));
  if (!isHeld) return undefined;
  return refuse(
    'InvalidParameterValue.AliasAlreadyExists',
    `A key with the alias ${alias} exists in this region; aliases are unique.`,
  );
}

function holdsAlias(key: Cmk | undefined, alias: string, switches: Switches): boolean {
  if (key === undefined) return false;
  if (switches.aliasCaseSensitive && key.alias !== alias) return false;
  return switches.aliasHeldWhilePendingDelete || key.state !== 'PendingDelete';
}

/** Refuses a description that is too long. The limit counts bytes of UTF-8, not characters. */
export function checkDescription(description: string): Refusal | undefined {
  const size = Buffer.byteLength(description, 'utf8');
  if (size <= DESCRIPTION_BYTES_MAX) return undefined;
  return refuse(
    'InvalidParameter',
    `Description has ${size} bytes; ${DESCRIPTION_BYTES_MAX} are allowed.`,
  );
}

const DESCRIPTION_BYTES_MAX = 1_024;
