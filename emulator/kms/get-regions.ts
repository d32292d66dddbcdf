import { defineAction } from '../api/define-action.ts';
import { KMS_REGIONS } from '../state/regions.ts';

/** Lists the regions that have KMS. */
export const getRegions = defineAction({
  name: 'GetRegions',
  parameters: {},
  mutating: false,
  regional: false,
  callsPerSecondMax: 100,
  codes: ['InternalError'],
  answer() {
    return { ok: true, response: { Regions: KMS_REGIONS } };
  },
});
