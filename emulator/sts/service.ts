import { defineAction, type Service } from '../api/service.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import codes from './codes.json' with { type: 'json' };

/**
 * Answers whose credentials signed the call. On the local cloud the account itself assumes roles,
 * and each session has the name of its role.
 *
 * @see https://cloud.tencent.com/document/api/1312/66098
 */
const getCallerIdentity = defineAction({
  name: 'GetCallerIdentity',
  parameters: {},
  mutating: false,
  callsPerSecondMax: 20,
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

/** The Security Token Service with its one emulated action. Its regions are those of KMS. */
export const stsService: Service = {
  product: 'sts',
  version: '2018-08-13',
  regions: KMS_REGIONS,
  actions: new Map([[getCallerIdentity.name, getCallerIdentity]]),
  codes: codes.declared,
};
