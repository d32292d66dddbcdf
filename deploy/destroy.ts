import type { Clock } from '../shared/tenant-key/ports.ts';
import type { DeployApis } from './calls/apis.ts';
import { cloudCalls } from './calls/calls.ts';
import { type RetainedResource, retainedResources } from './plan/checks.ts';
import { executePlan, type Plan } from './plan/execution.ts';
import { orderChanges } from './plan/order.ts';
import { functionOf, planRemoval } from './plan/plan.ts';
import { hasObjects } from './resources/bucket.ts';
import type { Cloud } from './resources/resource-handler.ts';
import { readFound } from './resources/resources.ts';
import { readTopicMessages } from './resources/topic.ts';
import type { Application } from './state/application.ts';
import type { Change, DeployReporter } from './state/change.ts';

export type DestroyOptions = {
  readonly report: DeployReporter;
  /** Deletes nothing; reports and returns the deletions that would be made. */
  readonly planOnly?: boolean;
  /** On `clock`; no call is made after it. */
  readonly deadlineMs: number;
  readonly clock: Clock;
};

export type Destroyed = {
  /** The deletions that were made; or would be made, with `planOnly`. */
  readonly changes: readonly Change[];
  /** What exists and is not deleted, each with the reason. */
  readonly kept: readonly RetainedResource[];
  /** How many calls it took. */
  readonly calls: number;
};

/**
 * Deletes what `deploy` created: triggers, roles, policies, functions, topics without messages, and the bucket of the statuses if it is empty. It
 * never calls KMS, so no key is deleted. It is idempotent.
 *
 * @throws ApiError if the cloud refuses a call or does not answer; Error if resources remain.
 */
export async function destroy(
  application: Application,
  apis: DeployApis,
  options: DestroyOptions,
): Promise<Destroyed> {
  const { report, planOnly = false, deadlineMs, clock } = options;
  const calls = cloudCalls(apis, clock, deadlineMs);
  const cloud = { call: calls.call, application, clock };
  const plan = () => planDestruction(cloud);
  const first = await plan();
  report({ kind: 'planned', changes: first.changes, warnings: [] });
  const { made, last } = planOnly
    ? { made: first.changes, last: first }
    : await executePlan(first, { plan, cloud, calls, report, elapse: clock.sleep });
  for (const { resource, reason } of last.kept) report({ kind: 'kept', resource, reason });
  return { changes: made, kept: last.kept, calls: calls.count() };
}

type DestructionPlan = Plan & { readonly kept: readonly RetainedResource[] };

async function planDestruction(cloud: Cloud): Promise<DestructionPlan> {
  const { application, call } = cloud;
  const found = await readFound(cloud);
  const topicsWithMessages = new Set<string>();
  for (const name of found.topic.keys()) {
    const hasMessages = await readTopicMessages(call, application.ckafka.instanceId, name);
    if (hasMessages) topicsWithMessages.add(name);
  }
  const bucketsWithObjects = new Set<string>();
  for (const name of found.bucket.keys()) {
    if (await hasObjects(call, name)) bucketsWithObjects.add(name);
  }
  const withContent = { topicsWithMessages, bucketsWithObjects };
  const kept = retainedResources(application, found, withContent);
  const isKept = (kind: string, name: string) =>
    kept.some(({ resource }) => resource.kind === kind && resource.name === name);
  const changes = planRemoval(found, (kind, name) => {
    return !isKept(kind, name) && !(kind === 'trigger' && isKept('function', functionOf(name)));
  });
  return { found, changes: orderChanges(changes, application, found), kept };
}
