import type { Clock } from '../shared/tenant-key/ports.ts';
import type { DeployApis } from './calls/apis.ts';
import { cloudCalls } from './calls/calls.ts';
import { askFor, type Objection } from './plan/consent.ts';
import {
  type CloudCode,
  type Download,
  digestOf,
  isSameCode,
  isUploaded,
  readCloudCode,
  uploadedCode,
} from './resources/cloud-code.ts';
import { functionResource } from './resources/function.ts';
import { putCode, readWhenStable } from './resources/function-changes.ts';
import { readMark } from './resources/ownership.ts';
import type { Cloud } from './resources/resource-handler.ts';
import { lastDeployment, readSavedCode, type SavedCode } from './resources/saved-code.ts';
import type { Application, FunctionCode } from './state/application.ts';
import type { Change, DeployReporter } from './state/change.ts';
import type { FoundFunction } from './state/found.ts';

export type RollbackOptions = {
  readonly report: DeployReporter;
  /** Changes nothing; reports and returns the changes that would be made. */
  readonly planOnly?: boolean;
  /** Is asked once before the first change; returns why nothing may be changed. */
  readonly objection?: Objection;
  readonly download: Download;
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
 * Puts back the code that the last deployment replaced, in each function whose code it replaced, with the
 * handler in it. All of it is read and checked before the first change. Settings, variables and triggers
 * stay. It is idempotent: a second run finds nothing to change, and one after an interruption continues.
 *
 * @throws ApiError if the cloud refuses a call or does not answer; Error if the saved code cannot be read.
 * @see docs/decisions/0043-deploying-is-asked-for.md
 */
export async function rollBack(
  application: Application,
  apis: DeployApis,
  options: RollbackOptions,
): Promise<RolledBack> {
  const { report, planOnly = false, deadlineMs, clock, objection } = options;
  const calls = cloudCalls(apis, clock, deadlineMs);
  const cloud = { call: calls.call, application, clock };
  const plan = async () => {
    const steps = await readSteps(cloud, options);
    return { steps, changes: (steps ?? []).map(changeOf) };
  };
  const shown = await plan();
  const { changes } = shown;
  if (shown.steps === undefined) return { ok: false, changes, refusals: [NOTHING_SAVED] };
  report({ kind: 'planned', changes, warnings: [] });
  if (planOnly || changes.length === 0) return { ok: true, changes, calls: calls.count() };
  const consent = await askFor(objection, shown, plan, { calls, clock });
  if (!consent.ok) return { ok: false, changes, refusals: [consent.refusal] };
  for (const step of consent.planned.steps ?? []) {
    const before = calls.count();
    report({ kind: 'begun', change: changeOf(step) });
    await putBack(step, cloud);
    report({ kind: 'done', change: changeOf(step), calls: calls.count() - before });
  }
  await verify(cloud, options);
  report({ kind: 'verified', calls: calls.count() });
  return { ok: true, changes, calls: calls.count() };
}

const NOTHING_SAVED =
  'There is no code to put back: no deployment has replaced the code of a function since the functions were created.';

/** A function whose code is to be put back. */
type Step = {
  readonly saved: SavedCode;
  /** The saved code as it is uploaded again. */
  readonly code: FunctionCode;
  /** The digest of the code that it has; undefined if its mark names other code or none. */
  readonly current: string | undefined;
  /** The handler that it has, and the one in the saved code; undefined if the cloud does not report it. */
  readonly handlers: { readonly before: string; readonly after: string | undefined };
};

/** What is left to do; undefined if no deployment has replaced any code. */
async function readSteps(
  cloud: Cloud,
  options: RollbackOptions,
): Promise<readonly Step[] | undefined> {
  const { functions } = cloud.application;
  const names = functions.map(({ name }) => name);
  const found = await functionResource.read({ functions: names, roles: [] }, cloud);
  const saved = await readSavedCode([...found.keys()], cloud);
  const deployment = lastDeployment(saved);
  if (deployment === 0) return undefined;
  const replaced = saved.filter((each) => each.deployment === deployment);
  // A call that was repeated may have saved the same code twice.
  const newest = new Map(replaced.map((each) => [each.functionName, each]));
  const steps = [...newest.values()].map((each) => {
    return stepOf(each, found.get(each.functionName), cloud, options);
  });
  return (await Promise.all(steps)).filter((step) => step !== undefined);
}

/**
 * Compares code with code, since the mark in the description is written after the code itself. Undefined
 * if both are as they should be.
 */
async function stepOf(
  saved: SavedCode,
  found: FoundFunction | undefined,
  cloud: Cloud,
  { download }: RollbackOptions,
): Promise<Step | undefined> {
  const { functionName, version } = saved;
  const [kept, running] = await Promise.all([
    readCloudCode(functionName, version, download, cloud),
    readCloudCode(functionName, '$LATEST', download, cloud),
  ]);
  const code = await savedCodeOf(saved, kept);
  const { app, namespace } = cloud.application;
  const { description = '', handler: before = '' } = found ?? {};
  const marked = readMark(description, app)?.sha256;
  if (marked === code.sha256 && (await isSameCode(kept, running))) return undefined;
  const isTrue = marked !== undefined && (await isUploaded(running, marked));
  const place = { FunctionName: functionName, Namespace: namespace, ShowCode: 'FALSE' };
  const { Handler: after } = await cloud.call('scf', 'GetFunction', {
    ...place,
    Qualifier: version,
  });
  return { saved, code, current: isTrue ? marked : undefined, handlers: { before, after } };
}

async function savedCodeOf(
  { functionName, version, sha256 }: SavedCode,
  kept: CloudCode,
): Promise<FunctionCode> {
  const zip = await kept.readZip();
  const code = sha256 === undefined ? { zip, sha256: digestOf(zip) } : uploadedCode(zip, sha256);
  if (code !== undefined) return code;
  throw new Error(
    `Version ${version} of ${functionName} does not have the code that its description names: deploy the sources of the code that is to run.`,
  );
}

async function verify(cloud: Cloud, options: RollbackOptions): Promise<void> {
  const left = (await readSteps(cloud, options)) ?? [];
  if (left.length === 0) return;
  const names = left.map(({ saved }) => saved.functionName).join(', ');
  throw new Error(
    `The cloud accepted every change, but these functions have other code: ${names}. Something else may be changing them: check, then run the same command again.`,
  );
}

function changeOf({ saved, current, handlers }: Step): Change {
  const before = current === undefined ? 'unknown' : `sha256 ${current.slice(0, 16)}`;
  const after =
    saved.sha256 === undefined ? `version ${saved.version}` : `sha256 ${saved.sha256.slice(0, 16)}`;
  return {
    verb: 'update',
    resource: { kind: 'function', name: saved.functionName },
    fields: [
      { name: 'code', before, after },
      ...(handlers.after === undefined || handlers.after === handlers.before
        ? []
        : [{ name: 'handler', before: handlers.before, after: handlers.after }]),
    ],
  };
}

async function putBack({ saved, code, handlers }: Step, cloud: Cloud): Promise<void> {
  const { functionName } = saved;
  await putCode(functionName, code, handlers.after, cloud);
  await readWhenStable(functionName, cloud);
}
