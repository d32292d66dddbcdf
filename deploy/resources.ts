import type { ResourceKind } from './change.ts';
import { asyncRetry } from './resources/async-retry.ts';
import { concurrency } from './resources/concurrency.ts';
import { functionResource } from './resources/function.ts';
import { policy } from './resources/policy.ts';
import type { Resource } from './resources/resource.ts';
import { role } from './resources/role.ts';
import { topic } from './resources/topic.ts';
import { trigger } from './resources/trigger.ts';

/** The one table of kinds: how each is read, compared, changed and deleted. */
export const RESOURCES: { readonly [Kind in ResourceKind]: Resource<Kind> } = {
  topic,
  policy,
  role,
  function: functionResource,
  concurrency,
  async: asyncRetry,
  trigger,
};
