import { readAllPages } from '../calls/calls.ts';
import type { ResourceKind } from '../state/change.ts';
import type { Found } from '../state/found.ts';
import { authorization } from './authorization.ts';
import { bucket } from './bucket.ts';
import { functionResource } from './function.ts';
import { asyncRetry, concurrency } from './invocation.ts';
import { readMark } from './ownership.ts';
import { policy } from './policy.ts';
import type { Cloud, ResourceHandler, ResourceNames } from './resource-handler.ts';
import { role } from './role.ts';
import { topic } from './topic.ts';
import { trigger } from './trigger.ts';
import { readDescription } from './trigger-description.ts';

/**
 * Reads the resources of an application in the account, kind by kind and concurrently.
 *
 * @throws ApiError if the cloud refuses a call or does not answer.
 */
export async function readFound(cloud: Cloud): Promise<Found> {
  const names = await readNames(cloud);
  const [authorized, topic, buckets, policy, role, found, concurrency, async, trigger] =
    await Promise.all([
      RESOURCE_HANDLERS.authorization.read(names, cloud),
      RESOURCE_HANDLERS.topic.read(names, cloud),
      RESOURCE_HANDLERS.bucket.read(names, cloud),
      RESOURCE_HANDLERS.policy.read(names, cloud),
      RESOURCE_HANDLERS.role.read(names, cloud),
      RESOURCE_HANDLERS.function.read(names, cloud),
      RESOURCE_HANDLERS.concurrency.read(names, cloud),
      RESOURCE_HANDLERS.async.read(names, cloud),
      RESOURCE_HANDLERS.trigger.read(names, cloud),
    ]);
  return {
    authorization: authorized,
    topic,
    bucket: buckets,
    policy,
    role,
    function: found,
    concurrency,
    async,
    trigger,
  };
}

/** The functions in the file, and those no longer in it, which are identified by their marks. */
async function readNames({ call, application }: Cloud): Promise<ResourceNames> {
  const { app, namespace, functions } = application;
  const declared = functions.map(({ name }) => name);
  const all = await readAllPages(async (Offset) => {
    const page = { Namespace: namespace, Offset, Limit: PAGE_ROWS };
    const { Functions: rows, TotalCount: total } = await call('scf', 'ListFunctions', page);
    return { rows: rows ?? [], total: total ?? 0 };
  });
  const removed = all
    .filter(({ Description = '' }) => readMark(Description, app) !== undefined)
    .map(({ FunctionName = '' }) => FunctionName)
    .filter((name) => !declared.includes(name));
  const roles = functions.map(({ role }) => role.name);
  return {
    functions: [...declared, ...removed],
    roles: [...roles, ...removed.map((name) => `${app}-${name}`)],
  };
}

const PAGE_ROWS = 100;

/** The one table of the kinds of resources. */
export const RESOURCE_HANDLERS: { readonly [Kind in ResourceKind]: ResourceHandler<Kind> } = {
  authorization,
  topic,
  bucket,
  policy,
  role,
  function: functionResource,
  concurrency,
  async: asyncRetry,
  trigger,
};

/** The URLs by the names of their functions: the public URL, or else the one within the network. */
export function functionUrls(found: Found): ReadonlyMap<string, string> {
  const urls = [...found.trigger.values()].flatMap(({ functionName, type, desc }) => {
    if (type !== 'http') return [];
    const fields = readDescription(desc);
    const url = fields.get('extraneturl') || fields.get('intraneturl');
    return url === undefined || url === '' ? [] : [[functionName, url] as const];
  });
  return new Map(urls);
}
