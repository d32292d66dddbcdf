import { createHash } from 'node:crypto';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { ifPresent, readAllPages } from '../calls/calls.ts';
import type { Application } from '../state/application.ts';
import type { Change } from '../state/change.ts';
import type { Found } from '../state/found.ts';
import { type Download, isSameCode, isUploaded, readCloudCode } from './cloud-code.ts';
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
 * what did run, even if it was uploaded by hand. A deployment that continues after an interruption does
 * not save the code that it saved before, nor its own.
 *
 * @param found What the account has.
 * @param changes What is about to be changed.
 * @param download Without it, only the digests that the cloud reports are compared.
 * @throws ApiError if the cloud refuses a call; nothing was replaced then.
 */
export async function saveCode(
  found: Found,
  changes: readonly Change[],
  download: Download | undefined,
  cloud: Cloud,
): Promise<void> {
  const names = replacedFunctions(changes).filter((name) => isSavable(name, found));
  if (names.length === 0) return;
  const saved = await readSavedCode([...found.function.keys()], cloud);
  const last = lastDeployment(saved);
  const release = releaseOf(cloud.application);
  const repeated = saved.filter((each) => each.deployment === last && each.release === release);
  const running = await Promise.all(
    names.map((name) => runningCode(name, found, repeated, download, cloud)),
  );
  // Code that was uploaded by hand after a deployment is replaced by another one, even of the same release.
  const deployment = running.some(({ isSaved }) => isSaved) ? last : last + 1;
  for (const { name, sha256, isSaved } of running) {
    if (isSaved) continue;
    const own = saved.filter(({ functionName }) => functionName === name);
    await deleteOldest(own, cloud);
    await publish(name, { deployment, release, sha256 }, own, cloud);
  }
}

/** Sentences on code that is about to be replaced and cannot be saved. Pure. */
export function saveWarnings(found: Found, changes: readonly Change[]): readonly string[] {
  return replacedFunctions(changes)
    .filter((name) => !isSavable(name, found))
    .map(
      (name) =>
        `The function ${name} is ${found.function.get(name)?.status}, so the code that it has cannot be saved: a rollback can only put back code that was saved before.`,
    );
}

/** A function that is replaced as a whole loses its versions, so nothing of it can be saved. */
function replacedFunctions(changes: readonly Change[]): readonly string[] {
  const updated = changes.filter(({ verb, resource, fields }) => {
    const isUpdated = verb === 'update' && resource.kind === 'function';
    return isUpdated && fields.some(({ name }) => name === 'code');
  });
  return updated.map(({ resource }) => resource.name);
}

/** The platform publishes versions only of functions that are active. */
function isSavable(name: string, found: Found): boolean {
  return found.function.get(name)?.status === 'Active';
}

/** Identifies the code of all functions. */
function releaseOf({ functions }: Application): string {
  const codes = functions.map(({ name, code }) => [name, code.sha256]);
  return createHash('sha256').update(JSON.stringify(codes)).digest('hex').slice(0, 16);
}

type RunningCode = {
  readonly name: string;
  /** Of the code as we uploaded it; undefined if the mark names other code or none. */
  readonly sha256: string | undefined;
  /** Whether this release saved it before, or is its own code without the mark. */
  readonly isSaved: boolean;
};

/** @param repeated What this release saved before, the oldest first of each function. */
async function runningCode(
  name: string,
  found: Found,
  repeated: readonly SavedCode[],
  download: Download = noDownload,
  cloud: Cloud,
): Promise<RunningCode> {
  const { app, functions } = cloud.application;
  const running = await readCloudCode(name, '$LATEST', download, cloud);
  const marked = readMark(found.function.get(name)?.description ?? '', app)?.sha256;
  const kept = repeated.filter(({ functionName }) => functionName === name).at(-1);
  const own = functions.find((each) => each.name === name)?.code.sha256;

  async function isSaved(): Promise<boolean> {
    if (kept === undefined) return false;
    if (own !== undefined && (await isCertain(isUploaded(running, own)))) return true;
    return isCertain(isSameCode(await readCloudCode(name, kept.version, download, cloud), running));
  }

  // Code that was uploaded by hand may have kept the mark, as may that of an interrupted deployment.
  const isTrue = marked !== undefined && (await isCertain(isUploaded(running, marked)));
  return { name, sha256: isTrue ? marked : undefined, isSaved: await isSaved() };
}

/** Code that cannot be downloaded counts as unknown, and is saved as such. */
async function isCertain(comparison: Promise<boolean>): Promise<boolean> {
  try {
    return await comparison;
  } catch {
    return false;
  }
}

async function noDownload(): Promise<never> {
  throw new Error('Code cannot be downloaded here.');
}

/** The number of the last deployment that replaced code; 0 if there was none. */
export function lastDeployment(saved: readonly SavedCode[]): number {
  return Math.max(0, ...saved.map(({ deployment }) => deployment));
}

/**
 * The vendor documents no limit of versions, so only two are kept for each function. Versions of others
 * stay.
 */
async function deleteOldest(own: readonly SavedCode[], cloud: Cloud): Promise<void> {
  for (const { functionName, version } of own.slice(0, Math.max(0, own.length - 1))) {
    const place = { FunctionName: functionName, Namespace: cloud.application.namespace };
    // A retry finds it gone if the answer to the first attempt was lost.
    await ifPresent(cloud.call('scf', 'DeleteFunctionVersion', { ...place, Qualifier: version }));
  }
}

async function publish(
  name: string,
  { deployment, release, sha256 }: SavedMark,
  own: readonly SavedCode[],
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
  const before = new Set(own.map(({ version }) => version));
  try {
    await cloud.call('scf', 'PublishVersion', params);
  } catch (error) {
    // A retry is refused if the first attempt published the last version that there is room for.
    const saved = await savedOf(name, cloud);
    const isMade = saved.some(
      (each) => each.deployment === deployment && !before.has(each.version),
    );
    if (!isMade) throw withFunctionName(error, name);
  }
  await readWhenStable(name, cloud);
}

/** The vendor's message need not say of which function it is. */
function withFunctionName(error: unknown, name: string): unknown {
  if (!(error instanceof ApiError)) return error;
  const { code, message, kmsRequestId } = error;
  const detail = message.replace(`${code}: `, '').replace(/^PublishVersion: /, `$&${name}: `);
  return new ApiError(code, { detail, cause: error, ...(kmsRequestId && { kmsRequestId }) });
}
