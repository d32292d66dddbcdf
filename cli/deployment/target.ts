import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type DeployApis, deployApis } from '../../deploy/calls/apis.ts';
import { loadApplication } from '../../deploy/declaration/load.ts';
import { readDotEnv } from '../../deploy/declaration/variables.ts';
import type { Application } from '../../deploy/state/application.ts';
import { credentialsOf } from '../calling/access.ts';
import { readLocalEnvironment } from '../calling/local-cloud.ts';
import { resolveTarget, type Target, type TargetOptions } from '../calling/target.ts';
import type { ReadText, Surroundings } from '../report/surroundings.ts';

/** Such as `Tencent Cloud, ap-guangzhou`. */
export function targetName({ application, target, endpoint }: OpenTarget): string {
  const cloud = target === 'local' ? `The local cloud ${endpoint}` : (endpoint ?? 'Tencent Cloud');
  return `${cloud}, ${application.region}`;
}

/** A cloud, and the application as it is to be there. */
export type OpenTarget = {
  readonly application: Application;
  readonly apis: DeployApis;
  readonly target: Target;
  /** Where its API is, when not at the vendor's own hosts. */
  readonly endpoint?: string;
};

/**
 * Reads what is to be deployed and where; or tells, in sentences, what is missing or wrong. Throws the
 * `ApiError` of a local cloud that does not answer.
 */
export async function openTarget(
  options: TargetOptions,
  around: Surroundings,
): Promise<OpenTarget | string> {
  const { cwd, read, clock } = around;
  const root = await findProject(cwd, read);
  if (root === undefined) {
    return `There is no serverless.yml in ${cwd}, nor above it: change to the folder of the project.`;
  }
  const { target, endpoint } = resolveTarget(options);
  const env =
    target === 'local'
      ? await localEnvironment(endpoint, options, around)
      : await cloudEnvironment(root, options, around);
  if (typeof env === 'string') return env;
  const credentials = credentialsOf(env);
  if (typeof credentials === 'string') return credentials;
  const application = orTold(() => loadApplication(root, env));
  if (typeof application === 'string') return application;
  const { region } = application;
  const apis = deployApis({ region, endpoint, readCredentials: () => credentials, clock });
  return { application, apis, target, ...(endpoint !== undefined && { endpoint }) };
}

/** The folder of serverless.yml: this one, or the nearest above it that has one. */
export async function findProject(folder: string, read: ReadText): Promise<URL | undefined> {
  const isThere = await read(join(folder, 'serverless.yml')).then(
    () => true,
    () => false,
  );
  if (isThere) return pathToFileURL(`${folder}/`);
  const above = dirname(folder);
  return above === folder ? undefined : findProject(above, read);
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables that serverless.yml is filled in with, and the credentials, for the local cloud: it
 * tells all of them. What it does not tell, such as another runtime, the process may have.
 */
export async function localEnvironment(
  endpoint: string,
  options: TargetOptions,
  { env }: Surroundings,
): Promise<Environment> {
  const local = await readLocalEnvironment(endpoint);
  // A token of the account's must not go with the local cloud's credentials.
  const own = { ...env, TENCENTCLOUD_TOKEN: undefined };
  return { ...own, ...local, ...variablesOf(options) };
}

/** The same for an account: those of `.env`, and of the process, which precedes it. */
export async function cloudEnvironment(
  root: URL,
  options: TargetOptions,
  { env, read }: Surroundings,
): Promise<Environment | string> {
  const path = fileURLToPath(new URL('.env', root));
  const text = await read(path).catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string' && text.code !== 'ENOENT') {
    return `${path} cannot be read: ${text.message}.`;
  }
  const kept = orTold(() => readDotEnv(typeof text === 'string' ? text : ''));
  if (typeof kept === 'string') return kept;
  const exported = Object.entries(env).filter(([, value]) => value !== '');
  return { ...kept, ...Object.fromEntries(exported), ...variablesOf(options) };
}

function variablesOf({ region, namespace }: TargetOptions): Environment {
  return {
    ...(region !== undefined && { REGION: region }),
    ...(namespace !== undefined && { NAMESPACE: namespace }),
  };
}

/**
 * What an error says to whoever deploys: those made for that are plain errors of whole sentences. Of
 * any other, which is a fault of the program, nothing.
 */
export function toldBy(error: unknown): string | undefined {
  return error instanceof Error && error.name === 'Error' ? error.message : undefined;
}

/** What is read; or, in the reader's own sentences, what is wrong with it. */
export function orTold<Value extends object>(read: () => Value): Value | string {
  try {
    return read();
  } catch (error) {
    const told = toldBy(error);
    if (told === undefined) throw error;
    return told;
  }
}

/**
 * How far this machine's clock is ahead of the cloud's, by the `Date` that any answer carries; undefined
 * when there is none. It is in whole seconds, and the answer takes its time: good for minutes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-date
 */
export async function clockAheadMs(
  endpoint = 'https://sts.tencentcloudapi.com',
  timeMs: () => number,
): Promise<number | undefined> {
  try {
    const { headers } = await fetch(endpoint, {
      signal: AbortSignal.timeout(TIMEOUT_MS_CLOCK_AHEAD_MS),
    });
    const cloudMs = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(cloudMs) ? undefined : timeMs() - cloudMs;
  } catch {
    return undefined; // Whoever cannot be reached is told of by the checks that ask for more.
  }
}

const TIMEOUT_MS_CLOCK_AHEAD_MS = 5_000;
