import type { Parameters } from '../api/service.ts';

/** How most calls name a policy; see `findPolicy`. */
export const POLICY_SELECTOR = {
  PolicyId: { type: 'integer' },
  PolicyName: { type: 'string' },
} as const satisfies Parameters;
