import { type Parameters, type Refusal, refuse } from '../api/service.ts';
import type { CamPolicy, CamRole, CamState } from '../state/cam.ts';
import { PRESET_POLICIES } from './preset-policies.ts';

/** How most calls name a policy; see `findPolicy`. */
export const POLICY_SELECTOR = {
  PolicyId: { type: 'integer' },
  PolicyName: { type: 'string' },
} as const satisfies Parameters;

type FoundPolicy = { readonly ok: true; readonly policy: CamPolicy } | Refusal;

/** Finds a policy of the account by its id or by its name; a call must have exactly one of them. */
export function findPolicy(
  { policies }: CamState,
  id: number | undefined,
  name: string | undefined,
): FoundPolicy {
  return findAmong([...policies.values()], id, name);
}

/** Finds a policy of the account or of the vendor in the same way. */
export function findAnyPolicy(
  { policies }: CamState,
  id: number | undefined,
  name: string | undefined,
): FoundPolicy {
  return findAmong([...policies.values(), ...PRESET_POLICIES], id, name);
}

function findAmong(
  policies: readonly CamPolicy[],
  id: number | undefined,
  name: string | undefined,
): FoundPolicy {
  if ((id === undefined) === (name === undefined)) {
    return refuse('InvalidParameter.ParamError', 'A policy is named by its id or by its name.');
  }
  const policy = policies.find((one) => (id === undefined ? one.name === name : one.id === id));
  if (policy !== undefined) return { ok: true, policy };
  return refuse('InvalidParameter.PolicyIdNotExist', `There is no policy ${name ?? id}.`);
}

/** How most calls name a role; see `findRole`. */
export const ROLE_SELECTOR = {
  RoleId: { type: 'string' },
  RoleName: { type: 'string' },
} as const satisfies Parameters;

type FoundRole = { readonly ok: true; readonly role: CamRole } | Refusal;

/** Finds a role by its id or by its name; a call must have exactly one of them. */
export function findRole(
  { roles }: CamState,
  roleId: string | undefined,
  name: string | undefined,
): FoundRole {
  if ((roleId === undefined) === (name === undefined)) {
    return refuse('InvalidParameter.ParamError', 'A role is named by its id or by its name.');
  }
  const role =
    name === undefined
      ? [...roles.values()].find((candidate) => candidate.roleId === roleId)
      : roles.get(name);
  if (role !== undefined) return { ok: true, role };
  return refuse('InvalidParameter.RoleNotExist', `There is no role ${name ?? roleId}.`);
}
