import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { TemporaryCredential } from '../api/credentials.ts';
import type { Account } from '../api/service.ts';
import type { Switches } from '../api/switches.ts';
import type { DeployedFunction } from '../state/scf.ts';
import {
  type FunctionLogs,
  functionLogs,
  type LoggedInvocation,
  type SystemLog,
} from './function-log.ts';
import { startInstance } from './instance.ts';
import { type InstancePool, instancePool } from './instance-pool.ts';
import {
  type Ending,
  type Failure,
  failure,
  type InvokeResult,
  overloaded,
  SYNC_BYTES_MAX,
} from './invoke-result.ts';
import type { InvocationFacts, WorkerSetup } from './worker-messages.ts';

/** Runs functions from their built bundles, as SCF does. */
export type FunctionHost = {
  /**
   * Deploys a function, or replaces one of the same name, whose running calls then end with 439.
   */
  readonly deploy: (spec: FunctionSpec) => void;
  /** Removes a function if there is one of this name. Its running calls end with 439. */
  readonly remove: (functionName: string) => void;
  readonly has: (functionName: string) => boolean;
  /**
   * Invokes a function with an event that JSON can represent. Never rejects.
   *
   * @param requestId The id of the invocation; random by default.
   * @param type An `Event`, as of a timer, waits while all instances are busy. Any other call ends
   *   with 432 then.
   */
  readonly invoke: (
    functionName: string,
    event: unknown,
    requestId?: string,
    type?: InvocationType,
  ) => Promise<InvokeResult>;
  /** The log of a function, an entry for each invocation; empty when there is none. */
  readonly logOf: (functionName: string) => readonly LoggedInvocation[];
  /** Ends one instance, busy or idle, to test crashes; false when the function has none. */
  readonly kill: (functionName: string) => boolean;
  /** Ends all instances. Resolves when their threads have ended. */
  readonly close: () => Promise<void>;
};

/** @see https://cloud.tencent.com/document/product/583/17243 */
type InvocationType = 'RequestResponse' | 'Event';

type FunctionHostOptions = {
  /** The built `worker.mjs`. */
  readonly workerUrl: URL;
  readonly account: Account;
  readonly region: string;
  /** Issues temporary credentials of a function's role; called for every event. */
  readonly issueCredentials: (role: string) => Credentials;
  readonly switches: () => Pick<Switches, 'syncCallsWait'>;
  /** The number of calls of a function that may wait for an instance; one more ends with 432. */
  readonly waitingMax?: number;
  /** Selects the instance that {@link FunctionHost.kill} ends. */
  readonly random?: () => number;
  /** The clock of the log; the system's by default. */
  readonly nowMs?: () => number;
  /** What the platform logs of a function; everything by default. */
  readonly systemLogOf?: (functionName: string) => SystemLog;
  readonly onLog?: (line: LogLine) => void;
  readonly onResult?: (result: InvokeResult) => void;
};

type Credentials = Pick<TemporaryCredential, 'secretId' | 'secretKey' | 'token'>;

/** A line of a function's output. */
export type LogLine = {
  readonly functionName: string;
  /** Which instance of the function wrote it, counted from 1 since the function was deployed. */
  readonly instance: number;
  /** The id of the instance's last event; empty before the first. */
  readonly requestId: string;
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
};

type Deployed = { readonly spec: FunctionSpec; readonly pool: InstancePool };

/**
 * Creates a host of functions. Each instance is a thread of this process that handles one event at
 * a time. It has the function's variables and the platform's, but none of this process.
 *
 * The platform does not queue synchronous calls: while all instances are busy, one more ends with 432,
 * unless the switch `syncCallsWait` is on. Asynchronous ones wait.
 *
 * @see https://cloud.tencent.com/document/product/583/45757 (one instance, one event)
 * @see https://cloud.tencent.com/document/product/583/51585 (432 for synchronous calls)
 */
export function functionHost(options: FunctionHostOptions): FunctionHost {
  const { account, region, random = Math.random, onResult } = options;
  const { nowMs = Date.now, systemLogOf = () => EVERYTHING } = options;
  const logs = functionLogs(nowMs, systemLogOf);
  const functions = new Map<string, Deployed>();
  const ending = new Set<Promise<void>>();

  function deploy(spec: FunctionSpec): void {
    remove(spec.name);
    functions.set(spec.name, { spec, pool: poolOf(spec, logs, options) });
  }

  function remove(functionName: string): void {
    const closing = functions.get(functionName)?.pool.close();
    functions.delete(functionName);
    if (closing === undefined) return;
    ending.add(closing);
    void closing.finally(() => ending.delete(closing));
  }

  const invoke: FunctionHost['invoke'] = async (
    functionName,
    event,
    requestId = randomUUID(),
    type = 'RequestResponse',
  ) => {
    const startMs = performance.now();
    if (functions.has(functionName)) logs.begin(functionName, requestId);
    const eventText = JSON.stringify(event) ?? 'null';
    const end = await run(functionName, requestId, eventText, type);
    const durationMs = performance.now() - startMs;
    const result: InvokeResult = { ...end, functionName, requestId, durationMs };
    logs.end(result);
    onResult?.(result);
    return result;
  };

  async function run(
    name: string,
    requestId: string,
    eventText: string,
    type: InvocationType,
  ): Promise<Ending> {
    const deployed = functions.get(name);
    if (deployed === undefined) return failure(435);
    if (Buffer.byteLength(eventText) > SYNC_BYTES_MAX) return failure(406);
    const facts = factsOf(deployed.spec, requestId, account, region);
    const waits = type === 'Event' || options.switches().syncCallsWait;
    return deployed.pool.run({ eventText, facts }, waits);
  }

  async function close(): Promise<void> {
    for (const { pool } of functions.values()) ending.add(pool.close());
    await Promise.all(ending);
  }

  return {
    deploy,
    remove,
    has: (functionName) => functions.has(functionName),
    invoke,
    logOf: logs.of,
    kill: (functionName) => functions.get(functionName)?.pool.kill(random()) ?? false,
    close,
  };
}

const EVERYTHING: SystemLog = { lines: true, returned: true };

function poolOf(
  spec: FunctionSpec,
  logs: FunctionLogs,
  options: FunctionHostOptions,
): InstancePool {
  const { name, bundlePath, handler, environment, role, memoryMb, instancesMax } = spec;
  const { workerUrl, issueCredentials, waitingMax = 1_000, onLog } = options;
  const workerData: WorkerSetup = { bundlePath, exportName: handler.replace(/^.*\./, '') };
  const env = { ...environment, ...platformVariables(bundlePath) };
  let started = 0;
  return instancePool({
    instancesMax,
    overload: overloadOf(spec),
    waitingMax,
    start: () => {
      started += 1;
      const instance = started;
      return startInstance({
        workerUrl,
        thread: { env, workerData },
        memoryMb,
        environmentOfCall: () => (role === '' ? {} : credentialVariables(issueCredentials(role))),
        onLine: (stream, line, requestId) => {
          logs.addLine(name, requestId, line);
          onLog?.({ functionName: name, instance, requestId, stream, line });
        },
      });
    },
  });
}

/** The quota of a function has room for all of its instances. */
function overloadOf({ name, memoryMb, instancesMax, isReserved }: FunctionSpec): Failure {
  return overloaded(name, isReserved ? 'reserved' : 'region unreserved', instancesMax * memoryMb);
}

/**
 * The variables that the platform sets for all functions. On the platform, `USER_CODE_ROOT` is
 * `/var/user/`.
 *
 * @see https://cloud.tencent.com/document/product/583/30228
 */
function platformVariables(bundlePath: string): Readonly<Record<string, string>> {
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    SCF_NAMESPACE: 'default',
    USER_CODE_ROOT: `${dirname(bundlePath)}/`,
    _SCF_SERVER_PORT: '28902',
  };
}

function credentialVariables({ secretId, secretKey, token }: Credentials) {
  return {
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: secretKey,
    TENCENTCLOUD_SESSIONTOKEN: token,
  };
}

function factsOf(
  { name, environment, memoryMb, timeoutMs }: FunctionSpec,
  requestId: string,
  account: Account,
  region: string,
): InvocationFacts {
  const variables = { ...environment, SCF_NAMESPACE: 'default' };
  return {
    request_id: requestId,
    function_name: name,
    function_version: '$LATEST',
    namespace: 'default',
    memory_limit_in_mb: memoryMb,
    time_limit_in_ms: timeoutMs,
    environment: JSON.stringify(variables),
    environ: Object.entries(variables)
      .map((pair) => pair.join('='))
      .join(';'),
    tencentcloud_region: region,
    tencentcloud_appid: account.appId,
    tencentcloud_uin: account.uin,
  };
}

/** A function as the host runs it, from the folder with its unpacked code. */
export function specOf(deployed: DeployedFunction, folder: string): FunctionSpec {
  const { name, handler, environment, role, timeoutS, memoryMb, reservedMemMb } = deployed;
  const [file] = handler.split('.', 1);
  const instances =
    reservedMemMb === undefined ? UNRESERVED_INSTANCES_MAX : Math.floor(reservedMemMb / memoryMb);
  return {
    name,
    bundlePath: join(folder, `${file}.js`),
    handler,
    environment,
    role,
    timeoutMs: timeoutS * 1_000,
    memoryMb,
    instancesMax: Math.max(1, instances),
    isReserved: reservedMemMb !== undefined,
  };
}

/**
 * The limit of a function without a reservation; the platform's limit of the region is much higher.
 */
const UNRESERVED_INSTANCES_MAX = 10;

/** A function to be deployed. */
export type FunctionSpec = {
  readonly name: string;
  /** The built file, in CommonJS. */
  readonly bundlePath: string;
  /**
   * In the platform's form `<file>.<export>`; only the export is used, the file is `bundlePath`.
   */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The role whose credentials it gets; empty for no role and no credentials. */
  readonly role: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** The most instances at a time, with one event each. */
  readonly instancesMax: number;
  /** Whether these are its reserved concurrency. */
  readonly isReserved: boolean;
};
