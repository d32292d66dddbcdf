import type { Service } from '../api/service.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

/** The security token service, which here says who is calling and no more. It is where KMS is. */
export const stsService: Service = {
  product: 'sts',
  version: '2018-08-13',
  regions: KMS_REGIONS,
  actions: new Map([[getCallerIdentity.name, getCallerIdentity]]),
};
