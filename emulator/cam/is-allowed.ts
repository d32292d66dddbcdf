import type { Caller } from '../api/caller.ts';
import type { CamState, PolicyStatement } from '../state/cam.ts';
import { matchesPattern } from './matches-pattern.ts';
import { matchesResource } from './matches-resource.ts';
import type { Right } from './needed-rights.ts';

/**
 * Whether a caller may do something: a policy must allow it, and none may deny it. The account may
 * do anything, and a role that does not exist nothing.
 *
 * @see https://cloud.tencent.com/document/product/598/10604 (an explicit deny wins)
 */
export function isAllowed(
  { roles, policies }: CamState,
  caller: Caller,
  { action, resource }: Right,
): boolean {
  if (caller.kind === 'account') return true;
  const { policyIds = [] } = roles.get(caller.name) ?? {};
  const statements = [...policyIds]
    .flatMap((id) => policies.get(id)?.statements ?? [])
    .filter((statement) => isAbout(statement, action, resource));
  return statements.length > 0 && statements.every(({ effect }) => effect === 'allow');
}

function isAbout({ actions, resources }: PolicyStatement, action: string, resource: string) {
  return (
    actions.some((pattern) => matchesPattern(pattern, action)) &&
    resources.some((pattern) => matchesResource(pattern, resource))
  );
}
