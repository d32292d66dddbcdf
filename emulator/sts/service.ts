import { defineAction, type Service } from '../api/service.ts';
import { KMS_REGIONS } from '../state/regions.ts';

/**
 * Says whose credentials signed the call. A role is taken by the account itself on the local cloud,
 * and each of its sessions has the role's own name.
 *
 * @see https://cloud.tencent.com/document/api/1312/66098
 */
export const getCallerIdentity = defineAction({
  name: 'GetCallerIdentity',
  parameters: {},
  mutating: false,
  callsPerSecondMax: 20,
  codes: ['AuthFailure.AccessKeyIllegal', 'InvalidParameter.AccessKeyNotSupport'],
  answer(_params, { account: { uin }, caller, state }) {
    const ofAccount = { AccountId: uin, PrincipalId: uin };
    if (caller.kind === 'account') {
      const Arn = `qcs::cam::uin/${uin}:uin/${uin}`;
      return { ok: true, response: { ...ofAccount, Arn, Type: 'CAMUser', UserId: uin } };
    }
    const roleId = state.cam.roles.get(caller.name)?.roleId ?? '';
    const Arn = `qcs::sts:${uin}:assumed-role/${roleId}`;
    const UserId = `${roleId}:${caller.name}`;
    return { ok: true, response: { ...ofAccount, Arn, Type: 'CAMRole', UserId } };
  },
});

/** The security token service, which here says who is calling and no more. It is where KMS is. */
export const stsService: Service = {
  product: 'sts',
  version: '2018-08-13',
  regions: KMS_REGIONS,
  actions: new Map([[getCallerIdentity.name, getCallerIdentity]]),
};
