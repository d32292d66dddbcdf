import { defineAction, refuse } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import { countKeys, currentRegion } from '../state/kms.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import {
  ALGORITHMS,
  type Algorithm,
  findKey,
  HSM_CLUSTERS,
  isOfferedIn,
  keyMetadata,
  MEMBER_ACCOUNT,
} from './keys.ts';
import { purchaseOf } from './purchase.ts';

/**
 * Describes a key in any state.
 *
 * @see https://cloud.tencent.com/document/api/573/34428
 */
export const describeKey = defineAction({
  name: 'DescribeKey',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ KeyId }, cloud) {
    const found = findKey(currentRegion(cloud), KeyId);
    if (!found.ok) return found;
    const { account, nowMs } = cloud;
    return { ok: true, response: { KeyMetadata: keyMetadata(found.key, account, nowMs) } };
  },
});

/** Describes keys in the requested order. One invalid id fails the whole call. */
export const describeKeys = defineAction({
  name: 'DescribeKeys',
  parameters: { KeyIds: { type: 'string[]', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ KeyIds }, cloud) {
    if (KeyIds.length < 1 || KeyIds.length > IDS_MAX) {
      return refuse('InvalidParameter', `KeyIds must have 1 to ${IDS_MAX} ids.`);
    }
    if (new Set(KeyIds).size < KeyIds.length) {
      return refuse('InvalidParameterValue.DuplicatedKeyId', 'An id occurs twice in KeyIds.');
    }
    const region = currentRegion(cloud);
    const KeyMetadatas: JsonObject[] = [];
    for (const keyId of KeyIds) {
      const found = findKey(region, keyId);
      if (!found.ok) return found;
      KeyMetadatas.push(keyMetadata(found.key, cloud.account, cloud.nowMs));
    }
    return { ok: true, response: { KeyMetadatas } };
  },
});

const IDS_MAX = 100;

/** Lists the regions that have KMS. */
export const getRegions = defineAction({
  name: 'GetRegions',
  parameters: {},
  mutating: false,
  regional: false,
  callsPerSecondMax: 100,
  answer() {
    return { ok: true, response: { Regions: KMS_REGIONS } };
  },
});

/**
 * Describes the service: whether it is bought and until when, with the number of keys and their quota in
 * the region.
 *
 * @see https://cloud.tencent.com/document/product/573/34417
 */
export const getServiceStatus = defineAction({
  name: 'GetServiceStatus',
  parameters: {},
  mutating: false,
  callsPerSecondMax: 100,
  answer(_params, cloud) {
    const { state, expireTimeS } = purchaseOf(cloud.switches, cloud.nowMs);
    const hasSubscription = expireTimeS > 0;
    return {
      ok: true,
      response: {
        ServiceEnabled: state === 'bought',
        InvalidType: INVALID_TYPES[state],
        UserLevel: 1,
        ProExpireTime: expireTimeS,
        ProRenewFlag: hasSubscription && cloud.switches.kmsRenews ? 1 : 0,
        ProResourceId: hasSubscription ? 'kms-pro-local' : '',
        ExclusiveVSMEnabled: false,
        ExclusiveHSMEnabled: true,
        ExclusiveHSMList: HSM_CLUSTERS,
        SubscriptionInfo: hasSubscription ? 'Prepaid_KMS' : '',
        CmkUserCount: countKeys(currentRegion(cloud)),
        CmkLimit: cloud.switches.cmkLimit,
        IsAllowedDataKeyHosted: false,
        DataKeyLimit: 0,
        FreeDataKeyLimit: 0,
        DataKeyUsedCount: 0,
        SyncTaskList: [],
        IsAllowedSync: false,
        QpsLimit: 100,
        QpsTotalLimit: 100,
        RegionsQps: [{ Region: cloud.region, Qps: 100 }],
      },
    };
  },
});

/** The reason why the service is not enabled, as a number; 1 means that it is. */
const INVALID_TYPES = { absent: 0, bought: 1, lapsed: 2 } as const;

/** Lists the algorithms that keys of the region may have. */
export const listAlgorithms = defineAction({
  name: 'ListAlgorithms',
  parameters: {},
  mutating: false,
  callsPerSecondMax: 100,
  answer(_params, { region }) {
    return {
      ok: true,
      response: {
        SymmetricAlgorithms: offeredAlgorithms('symmetric', region),
        AsymmetricAlgorithms: offeredAlgorithms('asymmetric', region),
        AsymmetricSignVerifyAlgorithms: offeredAlgorithms('signature', region),
      },
    };
  },
});

function offeredAlgorithms(kind: Algorithm['kind'], region: string) {
  return ALGORITHMS.filter((row) => row.kind === kind && isOfferedIn(row, region)).map(
    ({ keyUsage, algorithm }) => ({ KeyUsage: keyUsage, Algorithm: algorithm }),
  );
}
