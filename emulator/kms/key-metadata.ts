import type { Account, Json } from '../api/service.ts';
import type { Cmk } from '../state/kms.ts';
import { keyResourceId } from '../state/resource-names.ts';

/** A key as answers describe it (`KeyMetadata`). Times are in seconds since 1970. */
export function keyMetadata(key: Cmk, account: Account, nowMs: number): Json {
  const { lastRotateTimeS, nextRotateTimeS } = rotationTimes(key, Math.floor(nowMs / 1_000));
  return {
    KeyId: key.id,
    Alias: key.alias,
    CreateTime: createTimeS(key),
    Description: key.description,
    KeyState: key.state,
    KeyUsage: key.keyUsage,
    // The standard that the region keeps, FIPS 140-2; not the Type of CreateKey.
    Type: 2,
    CreatorUin: Number(account.uin),
    CreatorUinString: account.uin,
    KeyRotationEnabled: key.rotation !== undefined,
    Owner: 'user',
    NextRotateTime: nextRotateTimeS,
    LastRotateTime: lastRotateTimeS,
    RotateDays: key.rotation?.days ?? 0,
    DeletionDate: key.deletionDateS,
    Origin: key.origin,
    ValidTo: key.material?.validToS ?? 0,
    ResourceId: keyResourceId(account.uin, key.id),
    HsmClusterId: key.hsmClusterId,
    IsSyncReplica: 0,
    SyncStatus: 0,
  };
}

export function createTimeS({ createTimeMs }: Cmk): number {
  return Math.floor(createTimeMs / 1_000);
}

const DAY_S = 86_400;

/**
 * When a key was, and will be, rotated. A key without rotation has a next time too, a year after
 * its creation: so it stands in the vendor's example of DescribeKey.
 */
function rotationTimes(key: Cmk, nowS: number) {
  if (key.rotation === undefined) {
    return { lastRotateTimeS: 0, nextRotateTimeS: createTimeS(key) + 365 * DAY_S };
  }
  const { enabledAtS, days } = key.rotation;
  const periodS = days * DAY_S;
  const rotations = Math.floor((nowS - enabledAtS) / periodS);
  return {
    lastRotateTimeS: rotations === 0 ? 0 : enabledAtS + rotations * periodS,
    nextRotateTimeS: enabledAtS + (rotations + 1) * periodS,
  };
}
