import type { Clock } from '../shared/tenant-key/ports.ts';
import type { DeployApis } from './calls/apis.ts';
import { cloudCalls } from './calls/calls.ts';
import { carryOut, type Plan } from './plan/carry-out.ts';
import { type Kept, keptOf } from './plan/checks.ts';
import { functionOf, inSafeOrder, planRemoval } from './plan/plan.ts';
import type { Cloud } from './resources/resource.ts';
import { readFound } from './resources/resources.ts';
import { readTopicMessages } from './resources/topic.ts';
import type { Application } from './state/application.ts';
import type { Change, Tell } from './state/change.ts';

export type DestroyOptions = {
  readonly tell: Tell;
  /** Nothing is changed; what would be deleted is told and answered. */
  readonly planOnly?: boolean;
  /** On `clock`; nothing is called after it. */
  readonly deadlineMs: number;
  readonly clock: Clock;
};

export type Destroyed = {
  /** What was deleted; or, with `planOnly`, would be. */
  readonly changes: readonly Change[];
  /** What is there and stays, each with the reason as a sentence. */
  readonly kept: readonly Kept[];
  /** How many calls it took. */
  readonly calls: number;
};

/**
 * Deletes what `deploy` made: triggers, roles, policies, functions, and topics that hold no message.
 * Keys are none of its business: it makes no call of KMS at all. May be repeated.
 *
 * @throws ApiError when the cloud refuses or is silent; Error when in the end something is left.
 */
export async function destroy(
  application: Application,
  apis: DeployApis,
  options: DestroyOptions,
): Promise<Destroyed> {
  const { tell, planOnly = false, deadlineMs, clock } = options;
  const calls = cloudCalls(apis, clock, deadlineMs);
  const cloud = { call: calls.call, application, clock };
  const plan = () => planDestruction(cloud);
  const first = await plan();
  tell({ kind: 'planned', changes: first.changes, warnings: [] });
  const { made, last } = planOnly
    ? { made: first.changes, last: first }
    : await carryOut(first, { plan, cloud, calls, tell });
  for (const { resource, reason } of last.kept) tell({ kind: 'kept', resource, reason });
  return { changes: made, kept: last.kept, calls: calls.count() };
}

async function planDestruction(cloud: Cloud): Promise<Plan & { readonly kept: readonly Kept[] }> {
  const { application, call } = cloud;
  const found = await readFound(cloud);
  const full = new Set<string>();
  for (const name of found.topic.keys()) {
    if (await readTopicMessages(call, application.ckafka.instanceId, name)) full.add(name);
  }
  const kept = keptOf(application, found, full);
  const isKept = (kind: string, name: string) =>
    kept.some(({ resource }) => resource.kind === kind && resource.name === name);
  const changes = planRemoval(found, (kind, name) => {
    return !isKept(kind, name) && !(kind === 'trigger' && isKept('function', functionOf(name)));
  });
  return { found, changes: inSafeOrder(changes, application, found), kept };
}
