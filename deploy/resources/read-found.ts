import { allPages } from '../calls/all-pages.ts';
import type { Found } from '../found.ts';
import { readMark } from './function-mark.ts';
import type { Cloud, Names } from './resource.ts';
import { RESOURCES } from './resources.ts';

/**
 * Reads what of an application is there; what does not depend on each other is read at once.
 *
 * @throws ApiError when the cloud refuses or is silent.
 */
export async function readFound(cloud: Cloud): Promise<Found> {
  const names = await namesOf(cloud);
  const [topic, policy, role, found, concurrency, async, trigger] = await Promise.all([
    RESOURCES.topic.read(names, cloud),
    RESOURCES.policy.read(names, cloud),
    RESOURCES.role.read(names, cloud),
    RESOURCES.function.read(names, cloud),
    RESOURCES.concurrency.read(names, cloud),
    RESOURCES.async.read(names, cloud),
    RESOURCES.trigger.read(names, cloud),
  ]);
  return { topic, policy, role, function: found, concurrency, async, trigger };
}

/** The functions of the file; and those that have left it, which are known by their mark. */
async function namesOf({ call, application }: Cloud): Promise<Names> {
  const { app, namespace, functions } = application;
  const wanted = functions.map(({ name }) => name);
  const all = await allPages(async (Offset) => {
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
