import { beijingTime } from '../api/beijing-time.ts';
import type { Account, Json } from '../api/service.ts';
import type { CamRole } from '../state/cam.ts';
import { roleResourceName } from '../state/resource-names.ts';

/** A role as CAM's answers describe it. */
export function roleInfo(role: CamRole, { uin }: Account): Json {
  return {
    RoleId: role.roleId,
    RoleName: role.name,
    PolicyDocument: role.trust,
    Description: role.description,
    AddTime: beijingTime(role.addTimeMs),
    UpdateTime: beijingTime(role.modTimeMs),
    ConsoleLogin: 0,
    RoleType: 'user',
    RoleArn: roleResourceName(uin, role.name),
  };
}
