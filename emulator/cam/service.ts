import type { Action, Service } from '../api/service.ts';
import { attachRolePolicy, detachRolePolicy, listAttachedRolePolicies } from './attachments.ts';
import codes from './codes.json' with { type: 'json' };
import { createPolicy, deletePolicy, getPolicy, listPolicies, updatePolicy } from './policies.ts';
import {
  createRole,
  deleteRole,
  describeRoleList,
  getRole,
  updateAssumeRolePolicy,
  updateRoleDescription,
} from './roles.ts';

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

/** Cloud Access Management, as far as functions need it: roles and their policies. */
export const camService: Service = {
  product: 'cam',
  version: '2019-01-16',
  actions: new Map(ACTIONS.map((action) => [action.name, action])),
  codes: codes.declared,
};
