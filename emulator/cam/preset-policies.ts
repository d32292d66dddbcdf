import type { CamPolicy } from '../state/cam.ts';

/** The role by which the platform itself configures triggers and logs of functions. */
export const CONFIGURATION_ROLE = 'SCF_QcsRole';

/** The policy that this role must have. */
export const CONFIGURATION_POLICY = 'QcloudAccessForScfRole';

/**
 * The policies that the vendor provides. They can be attached to roles, and neither changed nor deleted.
 * Nobody makes calls with these, so they have no statements here. The ids are not the vendor's.
 *
 * @see https://cloud.tencent.com/document/product/583/32389 (the configuration role)
 */
export const PRESET_POLICIES: readonly CamPolicy[] = [
  {
    id: 2_000_000_001,
    name: CONFIGURATION_POLICY,
    addTimeMs: 0,
    modTimeMs: 0,
    description: 'Lets functions be configured with triggers, logs and other products.',
    document: '{"version":"2.0","statement":[]}',
    statements: [],
  },
];
