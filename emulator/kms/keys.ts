import { type Account, type Parameter, type Refusal, refuse } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import type { Cmk, KmsRegion } from '../state/kms.ts';
import { keyResourceId } from '../state/resource-names.ts';

export type Algorithm = {
  readonly keyUsage: string;
  readonly algorithm: string;
  readonly kind: 'symmetric' | 'asymmetric' | 'signature';
  /** The regions that offer it; all regions when absent. */
  readonly regions?: readonly string[];
};

/**
 * Every documented use of a key. CreateKey's page has the first seven and refers to ListAlgorithms,
 * whose page has the others. The vendor does not document which regions lack which use. That some
 * do follows from the code `UnsupportedKeyUsageInCurrentRegion`.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (parameter KeyUsage)
 */
export const ALGORITHMS: readonly Algorithm[] = [
  { keyUsage: 'ENCRYPT_DECRYPT', algorithm: 'AES_256', kind: 'symmetric' },
  { keyUsage: 'ASYMMETRIC_DECRYPT_RSA_2048', algorithm: 'RSA_2048', kind: 'asymmetric' },
  { keyUsage: 'ASYMMETRIC_DECRYPT_SM2', algorithm: 'SM2', kind: 'asymmetric' },
  { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_SM2', algorithm: 'SM2', kind: 'signature' },
  { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC', algorithm: 'ECC_P256_R1', kind: 'signature' },
  { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_RSA_2048', algorithm: 'RSA_2048', kind: 'signature' },
  { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECDSA384', algorithm: 'ECDSA384', kind: 'signature' },
  {
    keyUsage: 'ASYMMETRIC_SIGN_VERIFY_RSA_3072',
    algorithm: 'RSA_3072',
    kind: 'signature',
    regions: ['ap-guangzhou', 'ap-shanghai', 'ap-beijing'],
  },
  {
    keyUsage: 'ASYMMETRIC_SIGN_VERIFY_DILITHIUM',
    algorithm: 'DILITHIUM',
    kind: 'signature',
    regions: ['ap-beijing'],
  },
];

export function isOfferedIn({ regions }: Algorithm, region: string): boolean {
  return regions === undefined || regions.includes(region);
}

/** Finds a key by its id. */
export function findKey(
  region: KmsRegion,
  keyId: string,
): { readonly ok: true; readonly key: Cmk } | Refusal {
  if (!KEY_ID.test(keyId)) {
    return refuse('InvalidParameterValue.InvalidKeyId', 'KeyId is malformed; it must be a UUID.');
  }
  const key = region.keys.get(keyId);
  if (key === undefined) {
    return refuse('ResourceUnavailable.CmkNotFound', `There is no key ${keyId} in this region.`);
  }
  return { ok: true, key };
}

const KEY_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The account's own HSM clusters, in every region. */
export const HSM_CLUSTERS = [
  { HsmClusterId: 'cluster-local-1', HsmClusterName: 'local cluster 1' },
] as const;

/** Refuses a cluster that the account does not have; an empty id is valid. */
export function checkCluster(hsmClusterId: string): Refusal | undefined {
  if (hsmClusterId === '') return undefined;
  if (HSM_CLUSTERS.some(({ HsmClusterId }) => HsmClusterId === hsmClusterId)) return undefined;
  return refuse(
    'InvalidParameterValue.InvalidHsmClusterId',
    `There is no HSM cluster ${hsmClusterId}; leave HsmClusterId out for the shared one.`,
  );
}

/** A key in answers (`KeyMetadata`). Times are in seconds since 1970. */
export function keyMetadata(key: Cmk, account: Account, nowMs: number): JsonObject {
  const { lastRotateTimeS, nextRotateTimeS } = rotationTimes(key, Math.floor(nowMs / 1_000));
  return {
    KeyId: key.id,
    Alias: key.alias,
    CreateTime: createTimeS(key),
    Description: key.description,
    KeyState: key.state,
    KeyUsage: key.keyUsage,
    // The standard of the region, FIPS 140-2; not the Type of CreateKey.
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
 * The last and the next rotation of a key. A key without rotation also has a next time, a year
 * after its creation, as in the vendor's example of DescribeKey.
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

/** Selects an account of an organization. It is accepted, but there is only one account. */
export const MEMBER_ACCOUNT = {
  type: { MemberAppId: { type: 'integer' }, MemberUin: { type: 'integer' } },
} as const satisfies Parameter;
