import { ACCOUNT } from '../api/service.ts';
import { camService } from '../cam/service.ts';
import type { CloudMachine } from './machine.ts';

/**
 * Gives a role a policy of the same name by ordinary calls. Creates the role if it does not exist,
 * and updates the policy if it exists.
 *
 * @param document In CAM's own form.
 * @throws Error when CAM refuses the document.
 */
export function grantRole(
  { call }: Pick<CloudMachine, 'call'>,
  role: string,
  document: object,
): void {
  const PolicyDocument = JSON.stringify(document);
  callCam(call, 'CreateRole', { RoleName: role, PolicyDocument: TRUST }, /RoleNameInUse$/);
  callCam(call, 'CreatePolicy', { PolicyName: role, PolicyDocument }, /PolicyNameInUse$/);
  callCam(call, 'UpdatePolicy', { PolicyName: role, PolicyDocument });
  callCam(call, 'AttachRolePolicy', { PolicyName: role, AttachRoleName: role });
}

/** Allows functions to assume the role. */
const TRUST = JSON.stringify({
  version: '2.0',
  statement: [
    { effect: 'allow', action: 'name/sts:AssumeRole', principal: { service: 'scf.qcloud.com' } },
  ],
});

function callCam(
  call: CloudMachine['call'],
  action: string,
  params: object,
  expected?: RegExp,
): void {
  const { version } = camService;
  const signature = { ok: true, caller: ACCOUNT } as const;
  const { reply } = call({ version, action, region: '', params, signature });
  const code = reply.kind === 'answer' ? codeOf(reply.body) : `no answer: ${reply.kind}`;
  if (code === undefined || expected?.test(code)) return;
  throw new Error(`${action} was refused: ${code}`);
}

function codeOf(body: unknown): string | undefined {
  const { Response } = body as { Response: { Error?: { Code: string } } };
  return Response.Error?.Code;
}
