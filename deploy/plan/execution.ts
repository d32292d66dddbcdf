import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { CloudCalls } from '../calls/calls.ts';
import { handlingOf } from '../calls/codes.ts';
import type { Cloud } from '../resources/resource-handler.ts';
import { RESOURCE_HANDLERS } from '../resources/resources.ts';
import type { Change, DeployReporter, ResourceKind } from '../state/change.ts';
import type { Found, FoundOf } from '../state/found.ts';
import { onceRoleWorks } from './role-wait.ts';

/** What was found in the account, and the changes to make, in order. */
export type Plan = { readonly found: Found; readonly changes: readonly Change[] };

type ExecutionOptions<Planned extends Plan> = {
  /** Reads the account, and plans again. */
  readonly plan: () => Promise<Planned>;
  readonly cloud: Cloud;
  readonly calls: CloudCalls;
  readonly report: DeployReporter;
  /** See `DeployOptions`. */
  readonly elapse: (delayMs: number) => Promise<void>;
};

/**
 * Executes a plan, verifies that nothing is left to change, and returns the last plan with the changes
 * that were made.
 *
 * A refused change is not yet a failure: the answer to an earlier attempt may have been lost, or another
 * deployment may have made the same change. So the account is read again. The execution fails only if the same change is still needed and is refused
 * several times.
 *
 * @throws ApiError if the cloud refuses a change or does not answer; Error if differences remain.
 */
export async function executePlan<Planned extends Plan>(
  first: Planned,
  options: ExecutionOptions<Planned>,
): Promise<{ readonly made: readonly Change[]; readonly last: Planned }> {
  const { cloud, calls, report } = options;
  const made: Change[] = [];
  const refusals = new Map<string, number>();
  let plan = first;
  while (plan.changes.length > 0) {
    const refused = await applyAll(plan, made, options);
    if (refused === undefined) {
      plan = await verifiedPlan(options);
      break;
    }
    const key = JSON.stringify(refused.change);
    const times = (refusals.get(key) ?? 0) + 1;
    refusals.set(key, times);
    if (times === REFUSALS_MAX || isFinal(refused.error)) throw refused.error;
    await cloud.clock.sleep(DELAY_MS * 2 ** (times - 1));
    plan = await options.plan();
    report({ kind: 'planned', changes: plan.changes, warnings: [] });
  }
  if (plan.changes.length > 0) throw new Error(remainingDifferences(plan.changes));
  report({ kind: 'verified', calls: calls.count() });
  return { made, last: plan };
}

/** The delays between them add up to some four seconds. */
const REFUSALS_MAX = 4;
const DELAY_MS = 500;

type Refused = { readonly change: Change; readonly error: ApiError };

/** Makes the changes one after another, until one is refused. Adds what was done to `made`. */
async function applyAll(
  { found, changes }: Plan,
  made: Change[],
  { cloud, calls, report, elapse }: ExecutionOptions<Plan>,
): Promise<Refused | undefined> {
  for (const change of changes) {
    const before = calls.count();
    report({ kind: 'begun', change });
    try {
      const apply = () => applyChange(change.resource.kind, change, found, cloud);
      await onceRoleWorks(change, apply, { cloud, report, elapse });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      report({ kind: 'refused', change, error });
      return { change, error };
    }
    made.push(change);
    report({ kind: 'done', change, calls: calls.count() - before });
  }
  return undefined;
}

/** Makes one change of a plan; `found` is what the plan was made from. */
async function applyChange<Kind extends ResourceKind>(
  kind: Kind,
  change: Change,
  found: Found,
  cloud: Cloud,
): Promise<void> {
  const { apply, remove, desired } = RESOURCE_HANDLERS[kind];
  const { name } = change.resource;
  const rows: ReadonlyMap<string, FoundOf[Kind]> = found[kind];
  // A resource to create may have been found before its function was replaced.
  const row = change.verb === 'create' ? undefined : rows.get(name);
  if (change.verb === 'delete') {
    if (row !== undefined) await remove?.(name, row, cloud);
    return;
  }
  const declared = desired(cloud.application).get(name);
  if (declared !== undefined) await apply(declared, row, change, cloud);
}

/** Plans again until nothing is left, as a change may not be visible at once. */
async function verifiedPlan<Planned extends Plan>({
  plan,
  cloud,
}: ExecutionOptions<Planned>): Promise<Planned> {
  for (let reads = 1; ; reads += 1) {
    const again = await plan();
    if (again.changes.length === 0 || reads === READS_MAX) return again;
    await cloud.clock.sleep(DELAY_MS * 2 ** (reads - 1));
  }
}

/** The delays between them add up to some eight seconds. */
const READS_MAX = 5;

/** Whether planning again is useless, or the call itself was already retried. */
function isFinal({ code }: ApiError): boolean {
  return handlingOf(code) === 'give-up' || handlingOf(code) === 'call-again';
}

function remainingDifferences(changes: readonly Change[]): string {
  const rows = changes.map(({ verb, resource, fields }) => {
    const names = fields.map(({ name }) => name).join(', ');
    return `${verb} ${resource.kind} ${resource.name}${names === '' ? '' : ` (${names})`}`;
  });
  return `The cloud accepted every change, but these differences remain: ${rows.join('; ')}. Something else may be changing the same resources: check, then deploy again.`;
}
