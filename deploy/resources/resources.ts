import { readAllPages } from '../calls/calls.ts';
import type { ResourceKind } from '../state/change.ts';
import type { Found } from '../state/found.ts';
import { asyncRetry, concurrency } from './concurrency.ts';
import { functionResource } from './function.ts';
import { readMark } from './ownership.ts';
import { policy } from './policy.ts';
import type { Cloud, ResourceHandler, ResourceNames } from './resource.ts';
import { role } from './role.ts';
import { topic } from './topic.ts';
import { readTriggerDesc, trigger } from './trigger.ts';

/**
 * Reads what of an application is there; what does not depend on each other is read at once.
 *
 * @throws ApiError when the cloud refuses or is silent.
 */
export async function readFound(cloud: Cloud): Promise<Found> {
  const names = await namesOf(cloud);
  const [topic, policy, role, found, concurrency, async, trigger] = await Promise.all([
    RESOURCE_HANDLERS.topic.read(names, cloud),
    RESOURCE_HANDLERS.policy.read(names, cloud),
    RESOURCE_HANDLERS.role.read(names, cloud),
    RESOURCE_HANDLERS.function.read(names, cloud),
    RESOURCE_HANDLERS.concurrency.read(names, cloud),
    RESOURCE_HANDLERS.async.read(names, cloud),
    RESOURCE_HANDLERS.trigger.read(names, cloud),
  ]);
  return { topic, policy, role, function: found, concurrency, async, trigger };
}

/** The functions of the file; and those that have left it, which are known by their mark. */
async function namesOf({ call, application }: Cloud): Promise<ResourceNames> {
  const { app, namespace, functions } = application;
  const wanted = functions.map(({ name }) => name);
  const all = await readAllPages(async (Offset) => {
    const page = { Namespace: namespace, Offset, Limit: PAGE_ROWS };
    const { Functions: rows, TotalCount: total } = await call('scf', 'ListFunctions', page);
    return { rows: rows ?? [], total: total ?? 0 };
  });
  const left = all
    .filter(({ Description = '' }) => readMark(Description, app) !== undefined)
    .map(({ FunctionName = '' }) => FunctionName)
    .filter((name) => !wanted.includes(name));
  const roles = functions.map(({ role }) => role.name);
  return {
    functions: [...wanted, ...left],
    roles: [...roles, ...left.map((name) => `${app}-${name}`)],
  };
}

const PAGE_ROWS = 100;

/** The one table of kinds: how each is read, compared, changed and deleted. */
export const RESOURCE_HANDLERS: { readonly [Kind in ResourceKind]: ResourceHandler<Kind> } = {
  topic,
  policy,
  role,
  function: functionResource,
  concurrency,
  async: asyncRetry,
  trigger,
};

/** The functions' URLs by the functions' names: that from outside, or else that within the network. */
export function functionUrls(found: Found): ReadonlyMap<string, string> {
  const urls = [...found.trigger.values()].flatMap(({ functionName, type, desc }) => {
    if (type !== 'http') return [];
    const fields = readTriggerDesc(desc);
    const url = fields.get('extraneturl') || fields.get('intraneturl');
    return url === undefined || url === '' ? [] : [[functionName, url] as const];
  });
  return new Map(urls);
}
