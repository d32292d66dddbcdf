import { fileURLToPath } from 'node:url';
import { readDotEnv } from '../../deploy/declaration/variables.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { askLocalCloud } from './ask-local-cloud.ts';
import type { Place } from './place.ts';
import { orTold } from './told-by.ts';

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
