import type { Action, Service } from '../api/service.ts';
import { attachRolePolicy } from './attach-role-policy.ts';
import { createPolicy } from './create-policy.ts';
import { createRole } from './create-role.ts';
import { deletePolicy } from './delete-policy.ts';
import { deleteRole } from './delete-role.ts';
import { describeRoleList } from './describe-role-list.ts';
import { detachRolePolicy } from './detach-role-policy.ts';
import { getPolicy } from './get-policy.ts';
import { getRole } from './get-role.ts';
import { listAttachedRolePolicies } from './list-attached-role-policies.ts';
import { listPolicies } from './list-policies.ts';
import { updateAssumeRolePolicy } from './update-assume-role-policy.ts';
import { updatePolicy } from './update-policy.ts';
import { updateRoleDescription } from './update-role-description.ts';

const ACTIONS: readonly Action[] = [
  attachRolePolicy,
  createPolicy,
  createRole,
  deletePolicy,
  deleteRole,
  describeRoleList,
  detachRolePolicy,
  getPolicy,
  getRole,
  listAttachedRolePolicies,
  listPolicies,
  updateAssumeRolePolicy,
  updatePolicy,
  updateRoleDescription,
];

/** Cloud access management, as far as functions need it: roles and their policies. */
export const camService: Service = {
  product: 'cam',
  version: '2019-01-16',
  actions: new Map(ACTIONS.map((action) => [action.name, action])),
};
