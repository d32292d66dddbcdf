import type { Switches } from '../api/switches.ts';
import { functionResourceName } from '../cam/needed-rights.ts';
import type { DeployedFunction } from '../state/scf.ts';
import { type CodeFolders, codeFolders } from './code.ts';
import type { SystemLog } from './function-log.ts';
import { functionUrlRoutes } from './function-url-routes.ts';
import { type FunctionHost, functionHost, type LogLine, specOf } from './host.ts';
import type { HostCloud } from './host-cloud.ts';
import type { InvokeResult } from './invoke-result.ts';
import { type OnProblem, runTriggers } from './run-triggers.ts';
import { urlAdmission } from './url-admission.ts';

type RunFunctionsOptions = {
  /** The built `worker.mjs`. It is copied, because a build may replace it meanwhile. */
  readonly workerUrl: URL;
  readonly onLog?: (line: LogLine) => void;
  readonly onResult?: (result: InvokeResult) => void;
  /** Called when a function or a trigger cannot run, and when a batch is skipped. */
  readonly onProblem?: OnProblem;
  /** Wraps `invoke` for the functions' URLs, so that a caller can observe requests and results. */
  readonly watchUrls?: (invoke: FunctionHost['invoke']) => FunctionHost['invoke'];
};

/** The functions of a local cloud while they run. */
export type RunningFunctions = {
  readonly host: FunctionHost;
  /** Rejects when a trigger cannot continue; resolves only after `close`. */
  readonly running: Promise<unknown>;
  /** Ends triggers and functions. A batch in progress is delivered again at the next start. */
  readonly close: () => Promise<void>;
};

/**
 * Runs what is deployed to a local cloud in the cloud's own region: functions, their URLs and their
 * triggers. Later deployments take effect immediately.
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
    switches: cloud.switches,
    issueCredentials: (role) => issueTemporaryCredentials(role, CREDENTIALS_MS),
    nowMs: cloud.nowMs,
    systemLogOf: (name) => systemLogOf(functions().get(name), cloud.switches()),
  });
  const functions = () => cloud.functionsIn(region);
  const { promise: running, reject: onFailure, resolve: onEnd } = deferred();
  const triggers = runTriggers({ cloud, invoke: host.invoke, onProblem, onFailure });
  const deployAll = functionDeployer(host, folders, onProblem);

  function applyDeployment(): void {
    deployAll(functions());
    triggers.update(functions());
  }

  const resourceOf = (name: string) => functionResourceName(account.uin, region, 'default', name);
  const admit = urlAdmission({ functions, authorize, resourceOf });
  cloud.addHandler(functionUrlRoutes(watchUrls(host.invoke), cloud.switches, admit));
  cloud.addFunctions(host);
  const unsubscribe = cloud.onDeployed(applyDeployment);
  applyDeployment();

  return {
    host,
    running,
    close: async () => {
      unsubscribe();
      await triggers.close();
      await host.close();
      folders.close();
      onEnd();
    },
  };
}

/** The vendor documents only the name of `IgnoreSysLog`; what it leaves out is unknown. */
function systemLogOf(
  deployed: DeployedFunction | undefined,
  { returnedValuesLogged, ignoreSysLogHonoured }: Switches,
): SystemLog {
  const isIgnored = ignoreSysLogHonoured && deployed?.isSysLogIgnored === true;
  return { lines: !isIgnored, returned: returnedValuesLogged };
}

/** The lifetime of a role's credentials; each event gets new ones. */
const CREDENTIALS_MS = 7_200_000;

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
 * Keeps the functions of a host up to date.
 *
 * @returns A function to be called with the deployed functions, at first and after each change.
 */
function functionDeployer(
  host: FunctionHost,
  folders: CodeFolders,
  onProblem: OnProblem,
): (functions: ReadonlyMap<string, DeployedFunction>) => void {
  const running = new Map<string, Running>();

  function remove(name: string): void {
    host.remove(name);
    const folder = running.get(name)?.folder;
    if (folder !== undefined) folders.remove(folder);
    running.delete(name);
  }

  function deploy(deployed: DeployedFunction): void {
    const { name, zipFile } = deployed;
    remove(name);
    running.set(name, { deployed });
    try {
      const folder = folders.unpack(name, zipFile);
      running.set(name, { deployed, folder });
      host.deploy(specOf(deployed, folder));
    } catch (error) {
      onProblem(name, (error as Error).message);
    }
  }

  return (functions) => {
    for (const name of [...running.keys()]) if (!functions.has(name)) remove(name);
    for (const deployed of functions.values()) {
      if (!isUnchanged(running.get(deployed.name)?.deployed, deployed)) deploy(deployed);
    }
  };
}

type Running = {
  readonly deployed: DeployedFunction;
  /** The folder with its code; absent if it could not be unpacked. */
  readonly folder?: string;
};

/** Whether a function need not be deployed again; its triggers do not matter. */
function isUnchanged(before: DeployedFunction | undefined, now: DeployedFunction): boolean {
  return before?.zipFile === now.zipFile && settingsOf(before) === settingsOf(now);
}

function settingsOf(deployed: DeployedFunction): string {
  const { functionId, runtime, handler, memoryMb, timeoutS } = deployed;
  const { environment, role, reservedMemMb } = deployed;
  const settings = { functionId, runtime, handler, memoryMb, timeoutS };
  return JSON.stringify({ ...settings, environment, role, reservedMemMb });
}
