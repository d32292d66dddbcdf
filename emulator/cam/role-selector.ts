import type { Parameters } from '../api/service.ts';

/** How most calls name a role; see `findRole`. */
export const ROLE_SELECTOR = {
  RoleId: { type: 'string' },
  RoleName: { type: 'string' },
} as const satisfies Parameters;
