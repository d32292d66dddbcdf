import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { ifPresent } from '../calls/calls.ts';
import { handlingOf } from '../calls/codes.ts';
import type { Cloud } from '../resources/resource-handler.ts';
import type { Change, DeployReporter } from '../state/change.ts';

type RoleWait = {
  readonly cloud: Cloud;
  readonly report: DeployReporter;
  /** See `DeployOptions`. */
  readonly elapse: (delayMs: number) => Promise<void>;
};

/**
 * Makes a change. While its function is refused for a role that exists, waits and makes the change again,
 * and reports each wait: a new role is not known everywhere at once, and may take minutes.
 *
 * @throws ApiError if the change is refused for another reason, or still after five minutes.
 */
export async function onceRoleWorks(
  change: Change,
  apply: () => Promise<void>,
  { cloud, report, elapse }: RoleWait,
): Promise<void> {
  let waitedMs = 0;
  for (let delayMs = DELAY_MS_MIN; ; delayMs = Math.min(2 * delayMs, DELAY_MS_MAX)) {
    try {
      return await apply();
    } catch (error) {
      const isLast = waitedMs >= WAIT_MS_MAX;
      if (isLast || !isAboutRole(error) || !(await hasRole(change, cloud))) throw error;
    }
    waitedMs += delayMs;
    report({ kind: 'waiting', change, waitedMs });
    await elapse(delayMs);
  }
}

const DELAY_MS_MIN = 5_000;
const DELAY_MS_MAX = 60_000;
const WAIT_MS_MAX = 300_000;

function isAboutRole(error: unknown): boolean {
  return error instanceof ApiError && handlingOf(error.code) === 'await-role';
}

/** Whether the role exists of the function that a change is about. One that is gone is created by a new plan. */
async function hasRole({ resource }: Change, { application, call }: Cloud): Promise<boolean> {
  const declared = application.functions.find(({ name }) => name === resource.name);
  if (declared === undefined) return false;
  const found = await ifPresent(call('cam', 'GetRole', { RoleName: declared.role.name }));
  return found !== undefined;
}
