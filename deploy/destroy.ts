import type { Clock } from '../shared/tenant-key/ports.ts';
import type { DeployApis } from './calls/apis.ts';
import { cloudCalls } from './calls/calls.ts';
import { executePlan, type Plan } from './plan/carry-out.ts';
import { type RetainedResource, retainedResources } from './plan/checks.ts';
import { functionOf, orderChanges, planRemoval } from './plan/plan.ts';
import type { Cloud } from './resources/resource.ts';
import { readFound } from './resources/resources.ts';
import { readTopicMessages } from './resources/topic.ts';
import type { Application } from './state/application.ts';
import type { Change, DeployReporter } from './state/change.ts';

export type DestroyOptions = {
  readonly report: DeployReporter;
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
  readonly kept: readonly RetainedResource[];
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
  const { report: tell, planOnly = false, deadlineMs, clock } = options;
  const calls = cloudCalls(apis, clock, deadlineMs);
  const cloud = { call: calls.call, application, clock };
  const plan = () => planDestruction(cloud);
  const first = await plan();
  tell({ kind: 'planned', changes: first.changes, warnings: [] });
  const { made, last } = planOnly
    ? { made: first.changes, last: first }
    : await executePlan(first, { plan, cloud, calls, report: tell });
  for (const { resource, reason } of last.kept) tell({ kind: 'kept', resource, reason });
  return { changes: made, kept: last.kept, calls: calls.count() };
}

async function planDestruction(
  cloud: Cloud,
): Promise<Plan & { readonly kept: readonly RetainedResource[] }> {
  const { application, call } = cloud;
  const found = await readFound(cloud);
  const full = new Set<string>();
  for (const name of found.topic.keys()) {
    if (await readTopicMessages(call, application.ckafka.instanceId, name)) full.add(name);
  }
  const kept = retainedResources(application, found, full);
  const isKept = (kind: string, name: string) =>
    kept.some(({ resource }) => resource.kind === kind && resource.name === name);
  const changes = planRemoval(found, (kind, name) => {
    return !isKept(kind, name) && !(kind === 'trigger' && isKept('function', functionOf(name)));
  });
  return { found, changes: orderChanges(changes, application, found), kept };
}
