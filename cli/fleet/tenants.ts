import { quoted } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import type { CommandOf } from '../invocation/operator-command.ts';
import type { ReadText } from '../report/io.ts';

/** The command with the tenants of a file, if one is given; or a sentence that says what is wrong with it. */
export async function withTenants(
  command: CommandOf<'check'>,
  path: string | undefined,
  read: ReadText,
): Promise<CommandOf<'check'> | string> {
  if (path === undefined) return command;
  const tenants = await readTenants(path, read);
  return typeof tenants === 'string' ? tenants : { ...command, tenants };
}

/** Reads the tenants from a file; or returns a sentence that says what is wrong. */
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
  ['EACCES', 'permission is denied'],
]);

/**
 * Parses a file of tenants: a JSON array of ids, or one id a line, where blank lines and lines that begin
 * with # are ignored. Returns a sentence if something is wrong.
 *
 * @param name The name of the file, for that sentence.
 */
export function parseTenants(text: string, name: string): readonly string[] | string {
  const plain = text.replace(/^\ufeff/, '');
  const entries = plain.trimStart().startsWith('[') ? elementsIn(plain) : linesIn(plain);
  if (entries === undefined) return `${name} begins with [ but is not a JSON array.`;
  const wrong = entries.find(({ id }) => typeof id !== 'string' || !TENANT_ID.test(id));
  if (wrong !== undefined) {
    return `${name}, ${wrong.place}: ${quoted(String(wrong.id))} is not a tenant id: a tenant id has 1 to 36 lower-case letters, digits or inner dashes and does not begin with kms-.`;
  }
  if (entries.length > TENANTS_MAX) {
    return `${name} names ${entries.length} tenants: a check takes ${TENANTS_MAX} at most.`;
  }
  if (entries.length === 0)
    return `${name} names no tenant: every key would be reported as an orphan.`;
  return [...new Set(entries.map(({ id }) => id as string))];
}

/** The limit of the function `reconcile`. */
const TENANTS_MAX = 100_000;

type Entry = { readonly place: string; readonly id: unknown };

/** The pattern of events/key-request.schema.json, without ids whose alias would begin with `kms-`. */
const TENANT_ID = /^(?!kms-)[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$/;

function linesIn(text: string): readonly Entry[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ place: `line ${index + 1}`, id: line.trim() }))
    .filter(({ id }) => id !== '' && !id.startsWith('#'));
}

function elementsIn(text: string): readonly Entry[] | undefined {
  try {
    const values: readonly unknown[] = JSON.parse(text);
    return values.map((id, index) => ({ place: `element ${index + 1}`, id }));
  } catch {
    return undefined;
  }
}
