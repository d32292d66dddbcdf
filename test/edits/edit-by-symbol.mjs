// @ts-check

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Some tests change a piece of code on purpose. They find it by the name of its declaration and not by
// its file, so they still work when code moves to another file.

/**
 * A piece of text to replace.
 *
 * @typedef {object} Edit
 * @property {string} place Where the piece is: the `name` of a top-level declaration; `known > name` for
 *   the `name` in the file that declares `known`, as several files may have private helpers of the same
 *   name; or the path of a file, where that is public, as of a schema, or in a folder that is not searched.
 * @property {string} right The piece, which must occur exactly once.
 * @property {string} wrong Its replacement.
 */

/**
 * The text of a place, and where it is found: `start` and `end` are offsets into the file.
 *
 * @typedef {{ file: string, source: string, start: number, end: number, text: string }} Place
 */

/** @typedef {{ name: string, start: number, end: number }} Declaration */

/** The folders with declarations. Generated files and tests are left out. */
const FOLDERS = ['functions', 'shared', 'deploy', 'scripts'];

const SYMBOL = /^(?:([\w$]+) > )?([\w$]+)$/;

/**
 * The file of an edit, and its text after the edit.
 *
 * @param {string} root
 * @param {Edit} edit
 * @returns {{ file: string, text: string }}
 */
export function editedFile(root, { place, right, wrong }) {
  const { file, source, start, end } = findPiece(root, place, right);
  return { file, text: source.slice(0, start) + wrong + source.slice(end) };
}

/**
 * Finds the only occurrence of a piece of text in a place.
 *
 * @param {string} root
 * @param {string} place As in {@link Edit}.
 * @param {string} piece
 * @returns {Place}
 */
export function findPiece(root, place, piece) {
  const { file, source, start: from, text } = findPlace(root, place);
  const [before = '', ...others] = text.split(piece);
  if (others.length !== 1) {
    throw new Error(`This occurs ${others.length} times in ${place} (${file}): ${piece}`);
  }
  const start = from + before.length;
  return { file, source, start, end: start + piece.length, text: piece };
}

/**
 * @param {string} root
 * @param {string} place As in {@link Edit}.
 * @returns {Place}
 */
export function findPlace(root, place) {
  const [, known, name] = SYMBOL.exec(place) ?? [];
  if (name === undefined) {
    const text = readFileSync(join(root, place), 'utf8');
    return { file: place, source: text, start: 0, end: text.length, text };
  }
  const sources = sourceFiles(root).map((file) => {
    return { file, source: readFileSync(join(root, file), 'utf8') };
  });
  const searched = known === undefined ? sources : [findDeclaration(sources, known)];
  return findDeclaration(searched, name);
}

/**
 * Finds the only top-level declaration of a name.
 *
 * @param {readonly { readonly file: string, readonly source: string }[]} sources
 * @param {string} name
 * @returns {Place}
 */
export function findDeclaration(sources, name) {
  const found = sources.flatMap(({ file, source }) => {
    if (!source.includes(name)) return [];
    return declarationsOf(source)
      .filter((declaration) => declaration.name === name)
      .map(({ start, end }) => ({ file, source, start, end, text: source.slice(start, end) }));
  });
  const [first, ...others] = found;
  if (first === undefined) throw new Error(`No declaration of ${name} was found.`);
  if (others.length > 0) {
    const files = found.map(({ file }) => file).join(', ');
    throw new Error(
      `${name} is declared ${found.length} times: ${files}. Name one as known > name.`,
    );
  }
  return first;
}

const DECLARATION =
  /^(?:export )?(?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|type|interface|class) ([\w$]+)/;

/** A line at the left margin that ends what began above it: closing brackets, or the end of a template. */
const CLOSING = /^[})\]>`]/;

/**
 * The top-level declarations of a source that Biome has formatted. A declaration begins at the left
 * margin and ends before the next line that does, closing brackets aside. Overloads are one declaration.
 *
 * @param {string} source
 * @returns {readonly Declaration[]}
 */
export function declarationsOf(source) {
  /** @type {Declaration[]} */
  const declarations = [];
  /** @type {Declaration | undefined} The one that is still open. */
  let open;
  let start = 0;
  for (const line of source.split('\n')) {
    const end = start + line.length;
    const name = DECLARATION.exec(line)?.[1];
    const last = declarations.at(-1);
    if (name !== undefined && name === last?.name && line.includes('function')) {
      last.end = end;
      open = last;
    } else if (name !== undefined) {
      open = { name, start, end };
      declarations.push(open);
    } else if (/^\S/.test(line) && !CLOSING.test(line)) {
      open = undefined;
    } else if (open !== undefined && line !== '') {
      open.end = end;
    }
    start = end + 1;
  }
  return declarations;
}

/**
 * @param {string} root
 * @returns {readonly string[]}
 */
function sourceFiles(root) {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (path) => /(?<!\.d)\.(?:ts|mjs)$/.test(path) && !/(?:^|[\\/])generated[\\/]/.test(path),
      )
      .map((path) => join(folder, path))
      .sort(),
  );
}
