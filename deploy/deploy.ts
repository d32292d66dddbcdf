import type { Clock } from '../shared/tenant-key/ports.ts';
import type { DeployApis } from './calls/apis.ts';
import { cloudCalls } from './calls/calls.ts';
import { executePlan, type Plan } from './plan/carry-out.ts';
import { planRefusals, planWarnings } from './plan/checks.ts';
import { orderChanges, planDeployment } from './plan/plan.ts';
import { functionUrls, readFound } from './resources/resources.ts';
import type { Application } from './state/application.ts';
import type { Change, DeployReporter } from './state/change.ts';
import type { Found } from './state/found.ts';

export type DeployOptions = {
  readonly report: DeployReporter;
  /** Nothing is changed; what would be is told and answered. */
  readonly planOnly?: boolean;
  /** A function whose runtime changes may be deleted and made anew, with another URL. */
  readonly replaceFunctions: boolean;
  /** On `clock`; nothing is called after it. */
  readonly deadlineMs: number;
  readonly clock: Clock;
};

export type Deployed =
  /** `changes` were made; or, with `planOnly`, would be. */
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      /** Sentences on what differs and is left as it is. */
      readonly warnings: readonly string[];
      /** The functions' URLs by the functions' names, as the cloud tells them. */
      readonly urls: ReadonlyMap<string, string>;
      /** How many calls it took. */
      readonly calls: number;
    }
  /** Nothing was changed, for these reasons: whole sentences. */
  | {
      readonly ok: false;
      readonly changes: readonly Change[];
      readonly refusals: readonly string[];
    };

/**
 * Makes what is there be as the file says: reads, plans, changes, and looks again. May be repeated,
 * broken off anywhere and run beside others that deploy the same; the next run does what is left.
 *
 * @throws ApiError when the cloud refuses or is silent; Error when in the end something is left, or
 * somebody else gets in the way.
 */
export async function deploy(
  application: Application,
  apis: DeployApis,
  options: DeployOptions,
): Promise<Deployed> {
  const { report: tell, planOnly = false, replaceFunctions, deadlineMs, clock } = options;
  const calls = cloudCalls(apis, clock, deadlineMs);
  const cloud = { call: calls.call, application, clock };
  const found = await readFound(cloud);
  const changes = planDeployment(application, found);
  const warnings = planWarnings(application, found);
  tell({ kind: 'planned', changes, warnings });
  const refusals = planRefusals(application, found, changes, replaceFunctions);
  if (refusals.length > 0) return { ok: false, changes, refusals };
  const answer = { ok: true, warnings } as const;
  if (planOnly) return { ...answer, changes, urls: functionUrls(found), calls: calls.count() };

  const planOf = (there: Found, left: readonly Change[]): Plan => {
    return { found: there, changes: orderChanges(left, application, there) };
  };
  const plan = async () => {
    const there = await readFound(cloud);
    const left = planDeployment(application, there);
    // Somebody else may have made a function of the same name in the meantime.
    const [refusal] = planRefusals(application, there, left, replaceFunctions);
    if (refusal !== undefined) throw new Error(refusal);
    return planOf(there, left);
  };
  const { made, last } = await executePlan(planOf(found, changes), {
    plan,
    cloud,
    calls,
    report: tell,
  });
  return { ...answer, changes: made, urls: functionUrls(last.found), calls: calls.count() };
}
