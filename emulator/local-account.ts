import type { Account } from './api/service.ts';

/** The account is the same at every start, as the names of resources contain it. */
export const LOCAL_ACCOUNT: Account = { uin: '100000000001', appId: '1250000000' };
