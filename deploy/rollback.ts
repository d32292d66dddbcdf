import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { Clock } from '../shared/tenant-key/ports.ts';
import type { DeployApis } from './calls/apis.ts';
import { cloudCalls } from './calls/calls.ts';
import { packageCode } from './declaration/project.ts';
import { functionResource } from './resources/function.ts';
import { putCode, readWhenStable } from './resources/function-changes.ts';
import { readMark } from './resources/ownership.ts';
import type { Cloud } from './resources/resource-handler.ts';
import { lastDeployment, readSavedCode, type SavedCode } from './resources/saved-code.ts';
import type { Application } from './state/application.ts';
import type { Change, DeployReporter } from './state/change.ts';

export type RollbackOptions = {
  readonly report: DeployReporter;
  /** Changes nothing; reports and returns the changes that would be made. */
  readonly planOnly?: boolean;
  /** Is asked once before the first change; returns why nothing may be changed. */
  readonly objection?: () => Promise<string | undefined>;
  /** Reads the code at an address that the cloud named. */
  readonly download: (url: string) => Promise<Uint8Array>;
  /** On `clock`; no call is made after it. */
  readonly deadlineMs: number;
  readonly clock: Clock;
};

export type RolledBack =
  /** `changes` were made; or would be made, with `planOnly`. */
  | { readonly ok: true; readonly changes: readonly Change[]; readonly calls: number }
  /** Nothing was changed; `refusals` are the reasons, in whole sentences. */
  | {
      readonly ok: false;
      readonly changes: readonly Change[];
      readonly refusals: readonly string[];
    };

/**
 * Puts back the code that the last deployment replaced, in each function whose code it replaced. Settings,
 * variables and triggers stay. It is idempotent: a second run finds nothing to change, and one after an
 * interruption continues.
 *
 * @throws ApiError if the cloud refuses a call or does not answer; Error if the saved code cannot be read.
 * @see docs/decisions/0043-deploying-is-asked-for.md
 */
export async function rollBack(
  application: Application,
  apis: DeployApis,
  options: RollbackOptions,
): Promise<RolledBack> {
  const {
    report,
    planOnly = false,
    deadlineMs,
    clock,
    objection = async () => undefined,
  } = options;
  const calls = cloudCalls(apis, clock, deadlineMs);
  const cloud = { call: calls.call, application, clock };
  const steps = await readSteps(cloud);
  if (steps === undefined) return { ok: false, changes: [], refusals: [NOTHING_SAVED] };
  const changes = steps.map(changeOf);
  report({ kind: 'planned', changes, warnings: [] });
  if (!planOnly && steps.length > 0) {
    const declined = await objection();
    if (declined !== undefined) return { ok: false, changes, refusals: [declined] };
    for (const step of steps) {
      const before = calls.count();
      report({ kind: 'begun', change: changeOf(step) });
      await putBack(step, cloud, options);
      report({ kind: 'done', change: changeOf(step), calls: calls.count() - before });
    }
    await verify(cloud);
    report({ kind: 'verified', calls: calls.count() });
  }
  return { ok: true, changes, calls: calls.count() };
}

const NOTHING_SAVED =
  'There is no code to put back: no deployment has replaced the code of a function since the functions were created.';

/** A function whose code is to be put back. */
type Step = {
  readonly saved: SavedCode;
  /** The code that it has, according to its mark. */
  readonly current: string | undefined;
};

/** What is left to do; undefined if no deployment has replaced any code. */
async function readSteps(cloud: Cloud): Promise<readonly Step[] | undefined> {
  const { app, functions } = cloud.application;
  const names = functions.map(({ name }) => name);
  const found = await functionResource.read({ functions: names, roles: [] }, cloud);
  const saved = await readSavedCode([...found.keys()], cloud);
  const deployment = lastDeployment(saved);
  if (deployment === 0) return undefined;
  const replaced = saved.filter((each) => each.deployment === deployment);
  // A call that was repeated may have saved the same code twice.
  return [...new Map(replaced.map((each) => [each.functionName, each])).values()]
    .map((each) => {
      const { description = '' } = found.get(each.functionName) ?? {};
      return { saved: each, current: readMark(description, app)?.sha256 };
    })
    .filter(({ saved: { sha256 }, current }) => sha256 === undefined || sha256 !== current);
}

/** Code that was not deployed by us has no digest to compare. */
async function verify(cloud: Cloud): Promise<void> {
  const left = ((await readSteps(cloud)) ?? []).filter(({ saved }) => saved.sha256 !== undefined);
  if (left.length === 0) return;
  const names = left.map(({ saved }) => saved.functionName).join(', ');
  throw new Error(
    `The cloud accepted every change, but these functions have other code: ${names}. Something else may be changing them: check, then run the same command again.`,
  );
}

function changeOf({ saved, current }: Step): Change {
  const before = current === undefined ? 'unknown' : `sha256 ${current.slice(0, 16)}`;
  const after =
    saved.sha256 === undefined ? `version ${saved.version}` : `sha256 ${saved.sha256.slice(0, 16)}`;
  return {
    verb: 'update',
    resource: { kind: 'function', name: saved.functionName },
    fields: [{ name: 'code', before, after }],
  };
}

async function putBack(
  { saved }: Step,
  cloud: Cloud,
  { download }: RollbackOptions,
): Promise<void> {
  const { functionName, version, sha256 } = saved;
  const place = { FunctionName: functionName, Namespace: cloud.application.namespace };
  const address = await cloud.call('scf', 'GetFunctionAddress', { ...place, Qualifier: version });
  const { Url: url = '', CodeSha256: digest = '' } = address;
  const zip = await download(url);
  // The address may be of plain HTTP; its digest came over a signed call.
  if (digest !== '' && digestOf(zip) !== digest.toLowerCase()) {
    throw new Error(
      `The code of version ${version} of ${functionName} was damaged on its way: run the same command again.`,
    );
  }
  const code = codeIn(zip, sha256);
  if (code === undefined) {
    throw new Error(
      `Version ${version} of ${functionName} does not have the code that its description names: deploy the sources of the code that is to run.`,
    );
  }
  await putCode(functionName, code, cloud);
  await readWhenStable(functionName, cloud);
}

/**
 * The saved code as it is uploaded again; undefined if it is not the code with this digest. The vendor may
 * have packed the files again. They are packed as a deployment does, which gives the bytes that were
 * uploaded at first.
 *
 * @param sha256 Undefined for code that was not deployed by us.
 */
function codeIn(zip: Uint8Array, sha256: string | undefined) {
  const asDownloaded = { zip, sha256: digestOf(zip) };
  if (sha256 === asDownloaded.sha256 || sha256 === undefined) return asDownloaded;
  const packed = packageCode(new Map(Object.entries(unzipSync(zip))));
  return packed.sha256 === sha256 ? packed : undefined;
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
