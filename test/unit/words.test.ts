import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { SOURCE_FOLDERS } from '../../scripts/import-graph.mjs';

const root = new URL('../../', import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Words that this project once had for things that the field has a name for, each with that name. */
const RETIRED: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/(?<!dead[- ])\bletters?\b/i, 'dead letter'],
  [/\bdoors?\b/i, 'HTTP API, queue consumer, way in'],
  [/\bforet(?:ell|ells|elling|old)\b/i, 'plan, preview'],
  [/\blanes?\b/i, 'dead letters that wait'],
  [/\bpac(?:er|ers|e|es|ed|ing)\b/i, 'rate limiter, rate'],
  [/\b(?:un)?seal(?:s|ed|ing)?\b/i, 'signature, sign'],
  [/\bmeter(?:s|ed|ing)?\b/i, 'call stats'],
  [/\bmend(?:s|ed|ing)?\b/i, 'repair'],
];

/** Letters of the alphabet. */
const ALPHABET =
  /\bletters?(?=,? (?:or |and )?(?:digits?|spaces?|numbers?)\b)|\bletters?, (?=digits|then)|\b(?:lowercase|lower-case|upper-case|capital|only) letters?\b|\b(?:digits? (?:or|and) letters?)\b|\bletters?(?: and)? (?:-|_)|\b(?:with|from|to|be) a letter\b(?: or digit)?(?: first)?|<letters>/gi;

/** What stands on the wire under such a name, and stays until its contract changes. */
const WIRE = [
  ...['source.door', 'door', 'letter', 'letters', 'letterId', 'events/samples/doors'],
  ...['pacedMs', 'seal', 'LetterCut', 'LetterQuarantined', 'LetterUnsealed', 'settledLetter'],
] as const;

const pages = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(new URL('docs', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const contracts = readdirSync(new URL('events', root))
  .filter((file) => /\.(?:json|yaml)$/.test(file))
  .map((file) => `events/${file}`);
const sources = [...SOURCE_FOLDERS, 'scripts'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|mjs)$/.test(path) && !path.includes('generated/'))
    .map((path) => `${folder}/${path}`),
);

/** The retired words of a text for readers, each with what stands around it. */
function retiredIn(text: string): readonly string[] {
  const plain = text.replace(ALPHABET, '').replace(/\s+/g, ' ');
  return RETIRED.flatMap(([pattern, name]) =>
    [...plain.matchAll(new RegExp(pattern, 'gi'))].map(
      ({ index }) => `${plain.slice(Math.max(0, index - 40), index + 30)} (say: ${name})`,
    ),
  );
}

/** A page without its code: names on the wire stand in code, and links name files. */
function proseOf(page: string): string {
  return page
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/\]\([^)]*\)/g, ']');
}

/** The descriptions of a contract. */
function descriptionsOf(contract: string): string {
  const texts = contract.matchAll(
    /^\s*"?(?:description|summary|title|x-message)"?: (?:[|>]-?\n((?:\s{4,}.*\n)+)|(.*))/gm,
  );
  return [...texts]
    .map(([, block, line]) => block ?? line)
    .join('\n')
    .replace(/`\w+`/g, '');
}

/** The comments of a source, and its texts that have more than one word. Queries name fields of the log. */
function wordsOf(path: string): string {
  const source = textOf(path);
  const comments = source.match(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*/gm) ?? [];
  const prose = comments.map((comment) => comment.replace(/^\s*(?:\*|\/\/) ?/gm, ''));
  const program = parseAst(source, { lang: path.endsWith('.ts') ? 'ts' : 'js' });
  const texts = textsIn(program).filter((text) => text.includes(' ') && !QUERY.test(text));
  return [...prose, ...texts].join('\n').replace(/`[\w.:/-]+`|\{@link \w+\}/g, '');
}

const QUERY = /(?:^|\| )select /;

/** The texts of a syntax tree: string literals, and the parts of templates. */
function textsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, value } = node as { readonly type?: string; readonly value?: unknown };
  if (type === 'Literal') return typeof value === 'string' ? [value] : [];
  if (type === 'TemplateElement') return [(value as { readonly raw: string }).raw];
  return Object.values(node).flatMap(textsIn);
}

describe('a word that has a name in the field', () => {
  test.each(pages)('is not in %s', (page) => {
    expect(retiredIn(proseOf(textOf(page)))).toEqual([]);
  });

  test.each(contracts)('is in no description of %s', (contract) => {
    expect(retiredIn(descriptionsOf(textOf(contract)))).toEqual([]);
  });

  test.each(sources)('is in no comment or message of %s', (source) => {
    expect(retiredIn(wordsOf(source))).toEqual([]);
  });
});

test.each([
  ['A letter lies behind the door.', 2],
  ['A dead letter of the HTTP API.', 0],
  ['a dead\nletter', 0],
  ['The pacer paces calls, and the meter counts them.', 3],
  ['lower-case letters, digits and inner hyphens', 0],
  ['It foretells what a redrive would mend.', 2],
  ['We recommend a parameter in a workspace.', 0],
])('of "%s" there are %d', (text, count) => {
  expect(retiredIn(text)).toHaveLength(count);
});

test('the glossary explains each retired word that stands on the wire', () => {
  const glossary = textOf('docs/glossary.md');
  expect(WIRE.filter((word) => !glossary.includes(word))).toEqual([]);
});
