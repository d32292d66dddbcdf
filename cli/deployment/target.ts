import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type DeployApis, deployApis } from '../../deploy/calls/apis.ts';
import { readDotEnv } from '../../deploy/declaration/dot-env.ts';
import { loadApplication } from '../../deploy/declaration/project.ts';
import type { Application } from '../../deploy/state/application.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import { credentialsOf } from '../calling/invoke.ts';
import type { ReadText, Surroundings } from '../report/surroundings.ts';
import type { Place, Target } from '../usage/deployment-command.ts';

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
  /** Those that mean the target, to be repeated in a command that is proposed. */
  readonly flags: readonly string[];
  /** Where its API is, when not at the vendor's own hosts. */
  readonly endpoint?: string;
};

/**
 * Reads what is to be deployed and where; or tells, in sentences, what is missing or wrong. Throws the
 * `ApiError` of a local cloud that does not answer.
 *
 * @param asked Where to; left out, an endpoint on this machine means the local cloud.
 */
export async function openTarget(
  asked: Target | undefined,
  place: Place,
  around: Surroundings,
): Promise<OpenTarget | string> {
  const { cwd, read, clock } = around;
  const root = await findProject(cwd, read);
  if (root === undefined) {
    return `There is no serverless.yml in ${cwd}, nor above it: change to the folder of the project.`;
  }
  const { target, endpoint } = aimOf(asked, place);
  const env =
    target === 'local'
      ? await localEnvironment(endpoint, place, around)
      : await cloudEnvironment(root, place, around);
  if (typeof env === 'string') return env;
  const credentials = credentialsOf(env);
  if (typeof credentials === 'string') return credentials;
  const application = orTold(() => loadApplication(root, env));
  if (typeof application === 'string') return application;
  const { region } = application;
  const apis = deployApis({ region, endpoint, readCredentials: () => credentials, clock });
  const flags = asked === undefined ? [] : ['--target', asked];
  return { application, apis, target, flags, ...(endpoint !== undefined && { endpoint }) };
}

type Aim =
  | { readonly target: 'local'; readonly endpoint: string }
  | { readonly target: 'cloud'; readonly endpoint: string | undefined };

function aimOf(asked: Target | undefined, { endpoint }: Place): Aim {
  const isLocal = asked === 'local' || (endpoint !== undefined && isOnThisMachine(endpoint));
  return isLocal && asked !== 'cloud'
    ? { target: 'local', endpoint: endpoint ?? LOCAL_ENDPOINT }
    : { target: 'cloud', endpoint };
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
  place: Place,
  { env }: Surroundings,
): Promise<Environment> {
  const told = Object.entries(await askLocalCloud(endpoint, '/environment'));
  const texts = told.map(([name, value]) => [name, String(value)]);
  // A token of the account's must not go with the local cloud's credentials.
  const own = { ...env, TENCENTCLOUD_TOKEN: undefined };
  return { ...own, ...Object.fromEntries(texts), ...variablesOf(place) };
}

/** The same for an account: those of `.env`, and of the process, which precedes it. */
export async function cloudEnvironment(
  root: URL,
  place: Place,
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
  return { ...kept, ...Object.fromEntries(exported), ...variablesOf(place) };
}

function variablesOf({ region, namespace }: Place): Environment {
  return {
    ...(region !== undefined && { REGION: region }),
    ...(namespace !== undefined && { NAMESPACE: namespace }),
  };
}

/**
 * Asks the local cloud for what the real one does not give away. With a body by POST, else by GET.
 * Every failure is an `ApiError`.
 */
export async function askLocalCloud(
  endpoint: string,
  path: string,
  body?: object,
): Promise<JsonObject> {
  const call = `${body === undefined ? 'GET' : 'POST'} ${path}`;
  const { status, text } = await answered(`${endpoint}${path}`, body).catch((cause: unknown) => {
    throw new ApiError('NotConnected', { detail: `${call} failed`, cause });
  });
  if (status !== 200) {
    const detail = `${call} was answered with HTTP status ${status}${sentenceIn(text)}`;
    throw new ApiError('HttpStatus', { detail });
  }
  const answer = parsed(text);
  if (isJsonObject(answer)) return answer;
  throw new ApiError('UnreadableAnswer', { detail: `the answer to ${call} is no JSON object` });
}

async function answered(url: string, body: object | undefined) {
  const response = await fetch(url, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS_ASK_LOCAL_CLOUD),
  });
  return { status: response.status, text: await response.text() };
}

const TIMEOUT_MS_ASK_LOCAL_CLOUD = 10_000;

/** Why the local cloud refused, in its own words. */
function sentenceIn(text: string): string {
  const answer = parsed(text);
  const { error } = isJsonObject(answer) ? answer : {};
  return typeof error === 'string' ? `: ${error}` : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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

/** Where `npm start` has the local cloud, unless it is told otherwise. */
export const LOCAL_ENDPOINT = 'http://127.0.0.1:4700';

/** Whether an endpoint is on the machine that asks, as the local cloud is. */
export function isOnThisMachine(endpoint: string): boolean {
  return /^https?:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?::|$)/.test(endpoint);
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
