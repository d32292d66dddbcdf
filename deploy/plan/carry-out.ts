import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { type CloudCalls, isTransient } from '../calls/calls.ts';
import type { Cloud } from '../resources/resource.ts';
import { RESOURCE_HANDLERS } from '../resources/resources.ts';
import type { Change, DeployReporter, ResourceKind } from '../state/change.ts';
import type { Found, FoundOf } from '../state/found.ts';

/** What is there, and what is to be changed, in the order in which it is done. */
export type Plan = { readonly found: Found; readonly changes: readonly Change[] };

type ExecutionOptions<Planned extends Plan> = {
  /** Reads what is there, and plans again. */
  readonly plan: () => Promise<Planned>;
  readonly cloud: Cloud;
  readonly calls: CloudCalls;
  readonly report: DeployReporter;
};

/**
 * Carries a plan out, verifies that nothing is left to change, and gives the plan of that last look
 * with the changes that were made.
 *
 * A change that is refused need not be a failure: the answer to an earlier try may have been lost,
 * somebody else may deploy the same, or a new role may not be known everywhere yet. So what is there is
 * read again, and only a change that is refused again and again, and still wanted, ends it all.
 *
 * @throws ApiError when the cloud refuses or is silent; Error when in the end something is left.
 */
export async function executePlan<Planned extends Plan>(
  first: Planned,
  options: ExecutionOptions<Planned>,
): Promise<{ readonly made: readonly Change[]; readonly last: Planned }> {
  const { plan: look, cloud, calls, report: tell } = options;
  const made: Change[] = [];
  const refusals = new Map<string, number>();
  let plan = first;
  while (plan.changes.length > 0) {
    const refused = await applyAll(plan, made, options);
    if (refused === undefined) {
      plan = await settledPlan(options);
      break;
    }
    const key = JSON.stringify(refused.change);
    const times = (refusals.get(key) ?? 0) + 1;
    refusals.set(key, times);
    if (times === REFUSALS_MAX || isFinal(refused.error)) throw refused.error;
    await cloud.clock.sleep(DELAY_MS * 2 ** (times - 1));
    plan = await look();
    tell({ kind: 'planned', changes: plan.changes, warnings: [] });
  }
  if (plan.changes.length > 0) throw new Error(leftOver(plan.changes));
  tell({ kind: 'verified', calls: calls.count() });
  return { made, last: plan };
}

/** With the delays between, this waits four seconds for what may still become known. */
const REFUSALS_MAX = 4;
const DELAY_MS = 500;

/** What no waiting helps against; and what was waited for already, call by call. */
function isFinal(error: ApiError): boolean {
  return FINAL.test(error.code) || isTransient(error);
}

const FINAL =
  /^(?:AuthFailure|UnauthorizedOperation(?:\.CAM)?$|NoCredentials|NoTurn|DeadlineExceeded)/;

type Refused = { readonly change: Change; readonly error: ApiError };

/** Makes the changes one after another, until one is refused. */
async function applyAll(
  { found, changes }: Plan,
  made: Change[],
  { cloud, calls, report: tell }: ExecutionOptions<Plan>,
): Promise<Refused | undefined> {
  for (const change of changes) {
    const before = calls.count();
    tell({ kind: 'begun', change });
    try {
      await applyChange(change, found, cloud);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tell({ kind: 'refused', change, error });
      return { change, error };
    }
    made.push(change);
    tell({ kind: 'done', change, calls: calls.count() - before });
  }
  return undefined;
}

/** Looks again until nothing is left, as what was changed need not show at once. */
async function settledPlan<Planned extends Plan>({
  plan,
  cloud,
}: ExecutionOptions<Planned>): Promise<Planned> {
  for (let looks = 1; ; looks += 1) {
    const again = await plan();
    if (again.changes.length === 0 || looks === LOOKS_MAX) return again;
    await cloud.clock.sleep(DELAY_MS * 2 ** (looks - 1));
  }
}

/** With the delays between, over some eight seconds. */
const LOOKS_MAX = 5;

function leftOver(changes: readonly Change[]): string {
  const rows = changes.map(({ verb, resource, fields }) => {
    const names = fields.map(({ name }) => name).join(', ');
    return `${verb} ${resource.kind} ${resource.name}${names === '' ? '' : ` (${names})`}`;
  });
  return `The cloud took every change, and yet these are left: ${rows.join('; ')}. Somebody else may be changing the same; look, and deploy again.`;
}

/** Carries one change of a plan out; `found` is what the plan was made from. Throws `ApiError`. */
export async function applyChange(change: Change, found: Found, cloud: Cloud): Promise<void> {
  await applyOf(change.resource.kind, change, found, cloud);
}

async function applyOf<Kind extends ResourceKind>(
  kind: Kind,
  change: Change,
  found: Found,
  cloud: Cloud,
): Promise<void> {
  const { apply, remove, desired } = RESOURCE_HANDLERS[kind];
  const { name } = change.resource;
  const rows: ReadonlyMap<string, FoundOf[Kind]> = found[kind];
  // What is to be created may have been there until its function was replaced.
  const there = change.verb === 'create' ? undefined : rows.get(name);
  if (change.verb === 'delete') {
    if (there !== undefined) await remove?.(name, there, cloud);
    return;
  }
  const wanted = desired(cloud.application).get(name);
  if (wanted !== undefined) await apply(wanted, there, change, cloud);
}
