import type { ResourceHandler } from './resource-handler.ts';
import { readEach } from './resource-handler.ts';
import { readRole, TRUST } from './role.ts';

/**
 * The role in which the platform configures triggers and logs. Its console creates it on first use, and its
 * API does not. It belongs to the account and to all functions there, so only what is missing is added, and
 * nothing is ever removed.
 *
 * @see https://cloud.tencent.com/document/product/583/32389 (the configuration role)
 */
export const authorization: ResourceHandler<'authorization'> = {
  desired: () => new Map([[ROLE, { policy: POLICY }]]),

  read: (_names, { call }) =>
    readEach([ROLE], async (name) => {
      const found = await readRole(name, call);
      return found && { policies: found.policies };
    }),

  foundFields: ({ policies }, { policy }) =>
    new Map([['policy', policies.includes(policy) ? policy : 'none']]),
  desiredFields: ({ policy }) => new Map([['policy', policy]]),

  apply: async ({ policy }, found, _change, { call }) => {
    if (found === undefined) {
      const Description = 'Lets SCF configure triggers and logs of functions.';
      await call('cam', 'CreateRole', { RoleName: ROLE, PolicyDocument: TRUST, Description });
    }
    await call('cam', 'AttachRolePolicy', { AttachRoleName: ROLE, PolicyName: policy });
  },
};

/** Both names are the platform's own. */
const ROLE = 'SCF_QcsRole';
const POLICY = 'QcloudAccessForScfRole';
