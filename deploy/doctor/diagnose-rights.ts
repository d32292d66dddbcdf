import type { Diagnosis } from './diagnosis.ts';

/**
 * Whether the caller could read all that was looked at.
 *
 * @param refused Calls that CAM does not allow him, such as `cam:GetRole`.
 */
export function diagnoseRights(refused: readonly string[]): Diagnosis {
  const check = 'rights';
  if (refused.length === 0) {
    return {
      check,
      state: 'good',
      found: 'Nothing was refused; to change things takes more rights.',
    };
  }
  return {
    check,
    state: 'bad',
    found: `Refused: ${[...new Set(refused)].sort().join(', ')}.`,
    remedy: 'Have CAM give these credentials the policy deploy/policy.deployer.json.',
  };
}
