import type { Parameter } from '../api/service.ts';

/** Which account of an organization is meant. It is taken, but there is one account only. */
export const MEMBER_ACCOUNT = {
  type: { MemberAppId: { type: 'integer' }, MemberUin: { type: 'integer' } },
} as const satisfies Parameter;
