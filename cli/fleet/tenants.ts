import { quoted } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import type { ReadText } from '../report/surroundings.ts';

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

/**
 * The tenants in a file: an id a line, where blank lines and lines that begin with # are passed over,
 * or a JSON array of ids. Or, in a sentence, what is wrong with it.
 *
 * @param name Of the file, for that sentence.
 */
export function parseTenants(text: string, name: string): readonly string[] | string {
  const plain = text.replace(/^\ufeff/, '');
  const places = plain.trimStart().startsWith('[') ? elementsIn(plain) : linesIn(plain);
  if (places === undefined) return `${name} begins with [ but is no JSON array.`;
  const wrong = places.find(({ id }) => typeof id !== 'string' || !TENANT_ID.test(id));
  if (wrong !== undefined) {
    return `${name}, ${wrong.place}: ${quoted(String(wrong.id))} is no tenant's id: those have 1 to 36 lower-case letters, digits or inner dashes, and do not begin with kms-.`;
  }
  if (places.length > TENANTS_MAX) {
    return `${name} names ${places.length} tenants: a check takes ${TENANTS_MAX} at most.`;
  }
  if (places.length === 0)
    return `${name} names no tenant: every key would be taken for an orphan.`;
  return [...new Set(places.map(({ id }) => id as string))];
}

/** As the function takes them. */
const TENANTS_MAX = 100_000;

type Place = { readonly place: string; readonly id: unknown };

/** As the contract of a request has it. */
const TENANT_ID = /^(?!kms-)[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$/;

function linesIn(text: string): readonly Place[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ place: `line ${index + 1}`, id: line.trim() }))
    .filter(({ id }) => id !== '' && !id.startsWith('#'));
}

function elementsIn(text: string): readonly Place[] | undefined {
  try {
    const values: readonly unknown[] = JSON.parse(text);
    return values.map((id, index) => ({ place: `element ${index + 1}`, id }));
  } catch {
    return undefined;
  }
}
