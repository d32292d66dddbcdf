import { tenantIdFlaw } from '../../shared/tenant-key/tenant-id.ts';
import { quoted } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import type { CommandOf } from '../invocation/operator-command.ts';
import { Stopped } from '../invocation/stop.ts';
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
  const text = await read(path).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof Stopped) throw error;
    return error;
  });
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
  const wrong = entries.find(({ id }) => flawOf(id) !== undefined);
  if (wrong !== undefined) {
    return `${name}, ${wrong.place}: ${quoted(String(wrong.id))} is not a tenant id: ${flawOf(wrong.id)}. A tenant id has 1 to 128 printable characters of ASCII without a space.`;
  }
  if (entries.length > TENANTS_MAX) {
    return `${name} names ${entries.length} tenants: a check takes ${TENANTS_MAX} at most.`;
  }
  if (entries.length === 0)
    return `${name} names no tenant: every key would be reported as an orphan.`;
  return [...new Set(entries.map(({ id }) => id as string))];
}

function flawOf(id: unknown): string | undefined {
  return typeof id === 'string' ? tenantIdFlaw(id) : 'it is no text';
}

/** The limit of the function `reconcile`. */
const TENANTS_MAX = 100_000;

type Entry = { readonly place: string; readonly id: unknown };

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
