import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReadText } from '../running/surroundings.ts';

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
