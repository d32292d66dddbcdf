import { functionResourceName } from '../cam/access.ts';
import type { DeployedFunction } from '../state/scf.ts';
import { type CodeFolders, codeFolders } from './code.ts';
import { functionUrlRoutes } from './function-url-routes.ts';
import { type FunctionHost, functionHost, type LogLine, specOf } from './host.ts';
import type { HostCloud } from './host-cloud.ts';
import type { InvokeResult } from './invoke-result.ts';
import { type OnProblem, runTriggers } from './run-triggers.ts';
import { urlAdmission } from './url-admission.ts';

export type RunFunctionsOptions = {
  /** The built `worker.mjs`. It is copied: a build may replace it meanwhile. */
  readonly workerUrl: URL;
  readonly onLog?: (line: LogLine) => void;
  readonly onResult?: (result: InvokeResult) => void;
  /** Hears why a function or a trigger does not run, and of a batch that is given up. */
  readonly onProblem?: OnProblem;
  /** Stands between the functions' URLs and the functions, for whoever looks on. */
  readonly watchUrls?: (invoke: FunctionHost['invoke']) => FunctionHost['invoke'];
};

/** The functions of a local cloud while they run. */
export type RunningFunctions = {
  readonly host: FunctionHost;
  /** Rejects when a trigger cannot go on; never resolves before the end. */
  readonly running: Promise<unknown>;
  /** Ends triggers and functions. A batch in hand is delivered again at the next start. */
  readonly close: () => Promise<void>;
};

/** How long credentials of a role last; each event comes with new ones. */
const CREDENTIALS_MS = 7_200_000;

/**
 * Runs what is deployed to a local cloud by its API, in the cloud's own region: functions, their URLs
 * and their triggers. They follow each change of it from now on.
 */
export function runFunctions(cloud: HostCloud, options: RunFunctionsOptions): RunningFunctions {
  const { account, region, issueTemporaryCredentials, authorize } = cloud;
  const { onProblem = () => {}, watchUrls = (invoke) => invoke } = options;
  const folders = codeFolders(options.workerUrl);
  const host = functionHost({
    ...options,
    workerUrl: folders.workerUrl,
    account,
    region,
    issueCredentials: (role) => issueTemporaryCredentials(role, CREDENTIALS_MS),
  });
  const functions = () => cloud.functionsIn(region);
  const { promise: running, reject: onFailure, resolve: onEnd } = deferred();
  const triggers = runTriggers({ cloud, invoke: host.invoke, onProblem, onFailure });
  const putUp = functionDeployer(host, folders, onProblem);

  function follow(): void {
    putUp(functions());
    triggers.update(functions());
  }

  const resourceOf = (name: string) => functionResourceName(account.uin, region, 'default', name);
  const admit = urlAdmission({ functions, authorize, resourceOf });
  cloud.addHandler(functionUrlRoutes(watchUrls(host.invoke), admit));
  cloud.addFunctions(host);
  const leave = cloud.onDeployed(follow);
  follow();

  return {
    host,
    running,
    close: async () => {
      leave();
      await triggers.close();
      await host.close();
      folders.close();
      onEnd();
    },
  };
}

type Deferred = {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

function deferred(): Deferred {
  let [resolve, reject]: [() => void, (error: unknown) => void] = [() => {}, () => {}];
  const promise = new Promise<void>((...ends) => {
    [resolve, reject] = ends;
  });
  return { promise, resolve, reject };
}

/**
 * Keeps what a host runs in step with what is deployed.
 *
 * @returns what is to be called with the functions that are deployed, at first and after a change.
 */
export function functionDeployer(
  host: FunctionHost,
  folders: CodeFolders,
  onProblem: OnProblem,
): (functions: ReadonlyMap<string, DeployedFunction>) => void {
  const up = new Map<string, Running>();

  function takeDown(name: string): void {
    host.remove(name);
    const folder = up.get(name)?.folder;
    if (folder !== undefined) folders.remove(folder);
    up.delete(name);
  }

  function putUp(deployed: DeployedFunction): void {
    const { name, zipFile } = deployed;
    takeDown(name);
    up.set(name, { deployed });
    try {
      const folder = folders.unpack(name, zipFile);
      up.set(name, { deployed, folder });
      host.deploy(specOf(deployed, folder));
    } catch (error) {
      onProblem(name, (error as Error).message);
    }
  }

  return (functions) => {
    for (const name of [...up.keys()]) if (!functions.has(name)) takeDown(name);
    for (const deployed of functions.values()) {
      if (!isUnchanged(up.get(deployed.name)?.deployed, deployed)) putUp(deployed);
    }
  };
}

type Running = {
  readonly deployed: DeployedFunction;
  /** Where its code is; absent when that could not be unpacked. */
  readonly folder?: string;
};

/** There is nothing for which the function must be put up anew, as there is not for its triggers. */
function isUnchanged(before: DeployedFunction | undefined, now: DeployedFunction): boolean {
  return before?.zipFile === now.zipFile && settingsOf(before) === settingsOf(now);
}

function settingsOf(deployed: DeployedFunction): string {
  const { functionId, runtime, handler, memoryMb, timeoutS } = deployed;
  const { environment, role, reservedMemMb } = deployed;
  const settings = { functionId, runtime, handler, memoryMb, timeoutS };
  return JSON.stringify({ ...settings, environment, role, reservedMemMb });
}
