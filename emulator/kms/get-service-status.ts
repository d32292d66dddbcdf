import { defineAction } from '../api/define-action.ts';
import { countKeys, openRegion } from '../state/kms.ts';
import { HSM_CLUSTERS } from './hsm-clusters.ts';

/**
 * Tells that the account has KMS, and how many keys it has and may have in the region.
 */
export const getServiceStatus = defineAction({
  name: 'GetServiceStatus',
  parameters: {},
  mutating: false,
  callsPerSecondMax: 100,
  codes: ['InternalError', 'UnauthorizedOperation', 'UnsupportedOperation'],
  answer(_params, cloud) {
    return {
      ok: true,
      response: {
        ServiceEnabled: true,
        InvalidType: 1,
        UserLevel: 1,
        ProExpireTime: 0,
        ProRenewFlag: 0,
        ProResourceId: '',
        ExclusiveVSMEnabled: false,
        ExclusiveHSMEnabled: true,
        ExclusiveHSMList: HSM_CLUSTERS,
        SubscriptionInfo: '',
        CmkUserCount: countKeys(openRegion(cloud)),
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
