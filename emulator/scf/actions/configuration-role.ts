import { type Cloud, type Refusal, refuse } from '../../api/service.ts';
import { CONFIGURATION_POLICY, CONFIGURATION_ROLE } from '../../cam/preset-policies.ts';
import { findAnyPolicy } from '../../cam/selectors.ts';

/**
 * Refuses what the platform configures in its own role, as long as the account has not authorised it. The
 * vendor documents no code for that; its pages on the error name the message of CAM.
 *
 * @param action What is configured, such as `scf:CreateTrigger`.
 * @see https://cloud.tencent.com/document/product/583/32389 (the console creates the role on first use)
 */
export function checkConfigurationRole(
  action: string,
  { state: { cam }, switches }: Cloud,
): Refusal | undefined {
  if (!switches.configurationRoleRequired) return undefined;
  const role = cam.roles.get(CONFIGURATION_ROLE);
  const found = findAnyPolicy(cam, undefined, CONFIGURATION_POLICY);
  if (found.ok && role?.policyIds.has(found.policy.id)) return undefined;
  return refuse(
    'UnauthorizedOperation.CAM',
    `you are not authorized to perform operation (${action}): the account needs a role ${CONFIGURATION_ROLE} with the policy ${CONFIGURATION_POLICY}.`,
  );
}
