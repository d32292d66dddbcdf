import type { Clock } from '../shared/tenant-key/ports.ts';
import type { DeployApis } from './calls/apis.ts';
import { cloudCalls } from './calls/calls.ts';
import { planRefusals, planWarnings } from './plan/checks.ts';
import { askFor, type Objection } from './plan/consent.ts';
import { executePlan, type Plan } from './plan/execution.ts';
import { orderChanges } from './plan/order.ts';
import { planDeployment } from './plan/plan.ts';
import type { Download } from './resources/cloud-code.ts';
import { functionUrls, readFound } from './resources/resources.ts';
import { saveCode, saveWarnings } from './resources/saved-code.ts';
import { accountRefusals, inAccount } from './state/account.ts';
import type { Application } from './state/application.ts';
import type { Change, DeployReporter } from './state/change.ts';
import type { Found } from './state/found.ts';

export type DeployOptions = {
  readonly report: DeployReporter;
  /** Changes nothing; reports and returns the changes that would be made. */
  readonly planOnly?: boolean;
  /** Allows to delete and create again a function whose runtime changes, which changes its URL. */
  readonly replaceFunctions: boolean;
  /** Is asked once before the first change; returns why nothing may be changed. */
  readonly objection?: Objection;
  /** On `clock`; no call is made after it. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  /**
   * Lets time pass in the cloud, which a new role needs; sleeps by default. A local cloud has a clock of
   * its own, which can be put forward instead.
   */
  readonly elapse?: (delayMs: number) => Promise<void>;
  /**
   * Reads the code that is about to be replaced, where the digest that the cloud reports does not suffice
   * to recognise it. Without it, such code is saved as unknown, and a rollback puts it back all the same.
   */
  readonly download?: Download;
};

export type Deployed =
  /** `changes` were made; or would be made, with `planOnly`. */
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      /** Sentences on differences that are not changed. */
      readonly warnings: readonly string[];
      /** By the names of the functions. */
      readonly urls: ReadonlyMap<string, string>;
      /** How many calls it took. */
      readonly calls: number;
    }
  /** Nothing was changed; `refusals` are the reasons, in whole sentences. */
  | {
      readonly ok: false;
      readonly changes: readonly Change[];
      readonly refusals: readonly string[];
    };

/**
 * Brings an account to what the file declares: reads, plans, changes, and reads again to verify. It is
 * idempotent, and may be interrupted anywhere or run beside other deployments of the same application:
 * the next run completes what is left.
 *
 * @throws ApiError if the cloud refuses a call or does not answer; Error if differences remain, or if a
 *   foreign resource of the same name appears meanwhile.
 */
export async function deploy(
  declared: Application,
  apis: DeployApis,
  options: DeployOptions,
): Promise<Deployed> {
  const { report, planOnly = false, replaceFunctions, deadlineMs, clock } = options;
  const { objection, elapse = clock.sleep, download } = options;
  const calls = cloudCalls(apis, clock, deadlineMs);
  const { AccountId: accountUin = '' } = await calls.call('sts', 'GetCallerIdentity', {});
  const application = inAccount(declared, accountUin);
  const cloud = { call: calls.call, application, clock };
  const found = await readFound(cloud);
  const changes = planDeployment(application, found);
  const warnings = [...planWarnings(application, found), ...saveWarnings(found, changes)];
  report({ kind: 'planned', changes, warnings });
  const refusals = [
    ...accountRefusals(declared, accountUin),
    ...planRefusals(application, found, changes, replaceFunctions),
  ];
  if (refusals.length > 0) return { ok: false, changes, refusals };
  const deployed = { ok: true, warnings } as const;
  if (planOnly) return { ...deployed, changes, urls: functionUrls(found), calls: calls.count() };

  const planAgain = async () => {
    const state = await readFound(cloud);
    return { found: state, changes: planDeployment(application, state) };
  };
  const asked = changes.length === 0 ? undefined : objection;
  const consent = await askFor(asked, { found, changes }, planAgain, { calls, clock });
  if (!consent.ok) return { ok: false, changes, refusals: [consent.refusal] };
  const { found: current } = consent.planned;

  await saveCode(current, changes, download, cloud);

  const ordered = (state: Found, remaining: readonly Change[]): Plan => {
    return { found: state, changes: orderChanges(remaining, application, state) };
  };
  const plan = async () => {
    const state = await readFound(cloud);
    const remaining = planDeployment(application, state);
    // A foreign function of the same name may have been created meanwhile.
    const [refusal] = planRefusals(application, state, remaining, replaceFunctions);
    if (refusal !== undefined) throw new Error(refusal);
    return ordered(state, remaining);
  };
  const execution = { plan, cloud, calls, report, elapse };
  const { made, last } = await executePlan(ordered(current, changes), execution);
  return { ...deployed, changes: made, urls: functionUrls(last.found), calls: calls.count() };
}
