import { createHash } from 'node:crypto';
import { readAllPages } from '../calls/calls.ts';
import type { Application } from '../state/application.ts';
import type { Change } from '../state/change.ts';
import type { Found } from '../state/found.ts';
import { readWhenStable } from './function-changes.ts';
import { readMark, readSaved, type SavedMark, writeSaved } from './ownership.ts';
import type { Cloud } from './resource-handler.ts';

/** A version of a function that keeps the code which a deployment replaced. */
export type SavedCode = SavedMark & {
  readonly functionName: string;
  /** The number that the platform gave the version. */
  readonly version: string;
};

/** The saved code of some functions, the oldest first of each. */
export async function readSavedCode(
  functionNames: readonly string[],
  cloud: Cloud,
): Promise<readonly SavedCode[]> {
  const all = await Promise.all(functionNames.map((name) => savedOf(name, cloud)));
  return all.flat();
}

async function savedOf(
  functionName: string,
  { call, application: { app, namespace } }: Cloud,
): Promise<readonly SavedCode[]> {
  const versions = await readAllPages(async (Offset) => {
    const page = { FunctionName: functionName, Namespace: namespace, Offset, Limit: PAGE_ROWS };
    const { Versions: rows, TotalCount: total } = await call('scf', 'ListVersionByFunction', page);
    return { rows: rows ?? [], total: total ?? 0 };
  });
  const saved = versions.flatMap(({ Version: version = '', Description }) => {
    const mark = readSaved(Description ?? '', app);
    return mark === undefined ? [] : [{ ...mark, functionName, version }];
  });
  // The order of the list and its times may be missing, but versions are numbered.
  return saved.sort((one, other) => Number(one.version) - Number(other.version));
}

const PAGE_ROWS = 100;

/**
 * Saves the code of each function that is about to be replaced, before any is. So a rollback puts back
 * what did run, even if it was uploaded by hand. A deployment that continues after an interruption saves
 * nothing again: what runs by then may already be the new code.
 *
 * @param found What the account has.
 * @param changes What is about to be changed.
 */
export async function saveCode(
  found: Found,
  changes: readonly Change[],
  cloud: Cloud,
): Promise<void> {
  const replaced = changes.filter(isOtherCode).map(({ resource }) => resource.name);
  if (replaced.length === 0) return;
  const saved = await readSavedCode([...found.function.keys()], cloud);
  const { deployment, release } = deploymentOf(cloud.application, saved);
  for (const name of replaced) {
    const own = saved.filter(({ functionName }) => functionName === name);
    if (own.some((each) => each.deployment === deployment)) continue;
    await deleteOldest(own, cloud);
    await publish(name, { deployment, release, sha256: codeOf(name, found, cloud) }, cloud);
  }
}

/** A function that is replaced loses its versions, so nothing of it can be saved. */
function isOtherCode({ verb, resource, fields }: Change): boolean {
  const isUpdated = verb === 'update' && resource.kind === 'function';
  return isUpdated && fields.some(({ name }) => name === 'code');
}

/** The number of a deployment, which stays the same while it is repeated with the same code. */
function deploymentOf({ functions }: Application, saved: readonly SavedCode[]) {
  const codes = functions.map(({ name, code }) => [name, code.sha256]);
  const release = createHash('sha256').update(JSON.stringify(codes)).digest('hex').slice(0, 16);
  const last = lastDeployment(saved);
  const isRepeated = saved.some((each) => each.deployment === last && each.release === release);
  return { deployment: isRepeated ? last : last + 1, release };
}

/** The number of the last deployment that replaced code; 0 if there was none. */
export function lastDeployment(saved: readonly SavedCode[]): number {
  return Math.max(0, ...saved.map(({ deployment }) => deployment));
}

/** According to the mark; undefined if it names none. */
function codeOf(name: string, found: Found, { application }: Cloud): string | undefined {
  return readMark(found.function.get(name)?.description ?? '', application.app)?.sha256;
}

/**
 * The vendor documents no limit of versions, so only two are kept for each function. Versions of others
 * stay.
 */
async function deleteOldest(own: readonly SavedCode[], cloud: Cloud): Promise<void> {
  for (const { functionName, version } of own.slice(0, Math.max(0, own.length - 1))) {
    const place = { FunctionName: functionName, Namespace: cloud.application.namespace };
    await cloud.call('scf', 'DeleteFunctionVersion', { ...place, Qualifier: version });
  }
}

async function publish(
  name: string,
  { deployment, release, sha256 }: SavedMark,
  cloud: Cloud,
): Promise<void> {
  const { app, namespace } = cloud.application;
  const Description = writeSaved({
    app,
    deployment,
    release,
    ...(sha256 !== undefined && { sha256 }),
  });
  const params = { FunctionName: name, Namespace: namespace, Description };
  try {
    await cloud.call('scf', 'PublishVersion', params);
  } catch (error) {
    // A retry is refused if the first attempt published the last version that there is room for.
    const saved = await savedOf(name, cloud);
    if (!saved.some((each) => each.deployment === deployment)) throw error;
  }
  await readWhenStable(name, cloud);
}
