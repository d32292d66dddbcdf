import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';
import type { CamRole, CamState } from '../state/cam.ts';

type FoundRole = { readonly ok: true; readonly role: CamRole } | Refusal;

/** Finds a role by its id or by its name: a call says one of the two. */
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
