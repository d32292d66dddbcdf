import { printable } from '../../terminal/text.ts';
import type { ReadText } from '../running/surroundings.ts';
import { parseTenants } from './parse-tenants.ts';

/** The tenants in a file; or, in a sentence, why there are none. */
export async function readTenants(
  path: string,
  read: ReadText,
): Promise<readonly string[] | string> {
  const name = path === '-' ? 'stdin' : printable(path);
  const text = await read(path).catch((error: NodeJS.ErrnoException) => error);
  if (typeof text === 'string') return parseTenants(text, name);
  const { code = '', message } = text;
  return `${name} cannot be read: ${REASONS.get(code) ?? message}.`;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a directory'],
  ['EACCES', 'you may not'],
]);
