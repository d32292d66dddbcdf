import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type DeployApis, deployApis } from '../../deploy/calls/apis.ts';
import { type DotEnv, readLines } from '../../deploy/declaration/dot-env.ts';
import { loadApplication } from '../../deploy/declaration/project.ts';
import type { Application } from '../../deploy/state/application.ts';
import type { Credentials } from '../../shared/tencent/client.ts';
import { parseTopicsUrl } from '../../shared/topics/topics.ts';
import { credentialsOf } from '../invocation/access.ts';
import { readLocalEnvironment } from '../invocation/local-cloud.ts';
import { resolveTarget, type Target, type TargetOptions } from '../invocation/target.ts';
import type { Io, ReadText } from '../report/io.ts';

/** For example `Tencent Cloud, ap-guangzhou`. */
export function targetName({
  application,
  target,
  endpoint,
}: Pick<OpenTarget, 'target' | 'endpoint'> & {
  readonly application: Pick<Application, 'region'>;
}): string {
  const cloud = target === 'local' ? `The local cloud ${endpoint}` : (endpoint ?? 'Tencent Cloud');
  return `${cloud}, ${application.region}`;
}

/** A cloud, and the application as serverless.yml declares it. */
export type OpenTarget = {
  readonly application: Application;
  readonly apis: DeployApis;
  readonly credentials: Credentials;
  readonly target: Target;
  /** The address of its API, unless that is the vendor's own hosts. */
  readonly endpoint?: string;
};

/**
 * Reads the application and opens the cloud to deploy it to; or returns sentences that say what is
 * missing or wrong.
 *
 * @throws ApiError when the local cloud does not answer.
 */
export async function openTarget(options: TargetOptions, io: Io): Promise<OpenTarget | string> {
  const { cwd, read, clock } = io;
  const root = await findProject(cwd, read);
  if (root === undefined) {
    return `There is no serverless.yml in ${cwd}, nor in a folder above it: change to the folder of the project.`;
  }
  const { target, endpoint } = resolveTarget(options);
  const source =
    target === 'local'
      ? await localEnvironment(endpoint, options, io)
      : await cloudEnvironment(root, options, io);
  if (typeof source === 'string') return source;
  const { env, dotEnv }: { env: Environment; dotEnv?: DotEnv } = source;
  const credentials = credentialsOf(env);
  const application = readOrExplain(() => loadApplication(root, env, dotEnv));
  if (typeof credentials === 'string' || typeof application === 'string') {
    return [application, credentials].filter((problem) => typeof problem === 'string').join('\n');
  }
  const { region } = application;
  const apis = deployApis({
    region,
    endpoint,
    readCredentials: () => credentials,
    clock,
    wallMs: io.wallMs,
  });
  return { application, apis, credentials, target, ...(endpoint !== undefined && { endpoint }) };
}

/** The nearest folder with a serverless.yml: this one, or one above it. */
async function findProject(folder: string, read: ReadText): Promise<URL | undefined> {
  const isThere = await read(join(folder, 'serverless.yml')).then(
    () => true,
    () => false,
  );
  if (isThere) return pathToFileURL(`${folder}/`);
  const above = dirname(folder);
  return above === folder ? undefined : findProject(above, read);
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables that fill in serverless.yml, and the credentials, for the local cloud. It provides all
 * that are required; the process may add others, such as another runtime.
 */
async function localEnvironment(
  endpoint: string,
  options: TargetOptions,
  { env }: Io,
): Promise<{ readonly env: Environment } | string> {
  const local = await readLocalEnvironment(endpoint);
  // The token of an account must not accompany the local cloud's credentials.
  const own = { ...env, TENCENTCLOUD_TOKEN: undefined };
  const { TOPICS_URL } = env;
  if (TOPICS_URL === undefined || TOPICS_URL === '') {
    return { env: { ...own, ...local, ...variablesOf(options) } };
  }
  const problem = topicsProblem(TOPICS_URL, local.TOPICS_URL ?? '', endpoint);
  if (problem !== undefined) return problem;
  return { env: { ...own, ...local, TOPICS_URL, ...variablesOf(options) } };
}

/** What is wrong with an address of topics for a local cloud that has its topics elsewhere. */
function topicsProblem(text: string, localText: string, endpoint: string): string | undefined {
  const fault = topicsFault(text);
  if (fault !== undefined) return `TOPICS_URL in your environment ${fault}: correct or unset it.`;
  if (areSameTopics(text, localText)) return undefined;
  const remedy = text.startsWith('kafka:')
    ? 'start it on those brokers with npm start -- --topics, or unset TOPICS_URL'
    : 'unset TOPICS_URL';
  return `TOPICS_URL is set in your environment, but the local cloud ${endpoint} has its topics at ${localText}: ${remedy}.`;
}

function topicsFault(text: string): string | undefined {
  try {
    parseTopicsUrl(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether two addresses are of the same topics. Clusters have a broker in common only if they are one. */
function areSameTopics(one: string, other: string): boolean {
  const [some, others] = [placesOf(one), placesOf(other)];
  return some.some((place) => others.includes(place));
}

/** The brokers or the local cloud at an address, with one name for this machine. */
function placesOf(text: string): readonly string[] {
  const address = parseTopicsUrl(text);
  const places = address.engine === 'kafka' ? address.brokers : [address.base];
  return places.map((place) =>
    place.replace(/(?<start>^|\/)(?:localhost|\[::1\])(?=:|$)/, '$<start>127.0.0.1'),
  );
}

/** The same for an account: from `.env`, which the environment of the process overrides. */
async function cloudEnvironment(
  root: URL,
  options: TargetOptions,
  { env, read }: Io,
): Promise<{ readonly env: Environment; readonly dotEnv: DotEnv } | string> {
  const path = fileURLToPath(new URL('.env', root));
  const text = await read(path).catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string' && text.code !== 'ENOENT') {
    return `${path} cannot be read: ${text.message}.`;
  }
  const dotEnv = readOrExplain(() => readLines(typeof text === 'string' ? text : ''));
  if (typeof dotEnv === 'string') return dotEnv;
  const exported = Object.entries(env).filter(([, value]) => value !== '');
  const exportedVariables = Object.fromEntries(exported);
  return { env: { ...dotEnv.variables, ...exportedVariables, ...variablesOf(options) }, dotEnv };
}

function variablesOf({ region, namespace }: TargetOptions): Environment {
  return {
    ...(region !== undefined && { REGION: region }),
    ...(namespace !== undefined && { NAMESPACE: namespace }),
  };
}

/**
 * The message of an error that is meant for the person who deploys: a plain `Error` of whole sentences.
 * Undefined for any other error, which is a fault of the program.
 */
export function reportableMessage(error: unknown): string | undefined {
  return error instanceof Error && error.name === 'Error' ? error.message : undefined;
}

/** What `read` returns; or the message of the error that it throws for the person who deploys. */
function readOrExplain<Value extends object>(read: () => Value): Value | string {
  try {
    return read();
  } catch (error) {
    const message = reportableMessage(error);
    if (message === undefined) throw error;
    return message;
  }
}
