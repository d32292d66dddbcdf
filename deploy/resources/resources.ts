import type { ResourceKind } from '../change.ts';
import { asyncRetry } from './async-retry.ts';
import { concurrency } from './concurrency.ts';
import { functionResource } from './function.ts';
import { policy } from './policy.ts';
import type { Resource } from './resource.ts';
import { role } from './role.ts';
import { topic } from './topic.ts';
import { trigger } from './trigger.ts';

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
