// @ts-check

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/**
 * One import, export-from or dynamic import of another file of the project, including imports of types.
 *
 * @typedef {{ readonly from: string, readonly to: string }} Import
 */

/** @typedef {{ readonly path: string, readonly text: string }} SourceFile */

/** The folders with hand-written sources that are deployed or run. */
export const SOURCE_FOLDERS = [
  'functions',
  'shared',
  'emulator',
  'local',
  'deploy',
  'cli',
  'terminal',
  'client/src',
];

/**
 * The hand-written sources of the project, without tests, scripts and generated files.
 *
 * @param {string} root The folder of the project.
 * @returns {readonly SourceFile[]}
 */
export function sourceFiles(root) {
  return SOURCE_FOLDERS.flatMap((folder) => pathsUnder(root, folder))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/**
 * The imports of files of the project. Imports of packages and of Node's own modules are left out.
 *
 * @param {readonly SourceFile[]} sources
 * @returns {readonly Import[]}
 */
export function importsOf(sources) {
  return sources.flatMap(({ path, text }) =>
    [...new Set(specifiersOf(text))]
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => ({
        from: path,
        to: posix.normalize(posix.join(posix.dirname(path), specifier)),
      })),
  );
}

/**
 * The specifiers of all imports, exports-from and dynamic imports in the text of a module. No parser is
 * used: TypeScript 7 has no JavaScript API, and esbuild drops the imports of types.
 *
 * @param {string} text
 * @returns {readonly string[]}
 */
export function specifiersOf(text) {
  /** @type {string[]} */
  const strings = [];
  // Each string is replaced by its index in quotes, so no text in a string looks like an import.
  const code = text.replace(LITERAL_OR_COMMENT, (token) =>
    /^['"]/.test(token) ? `'${strings.push(token.slice(1, -1)) - 1}'` : ' ',
  );
  return [...code.matchAll(IMPORT)].map(([, index]) => strings[Number(index)] ?? '');
}

/**
 * Comments, strings, templates and regular expressions. A slash begins a regular expression if no value
 * can precede it.
 */
const LITERAL_OR_COMMENT = new RegExp(
  [
    /\/\/[^\n]*/,
    /\/\*[\s\S]*?\*\//,
    /'(?:\\[\s\S]|[^'\\\n])*'/,
    /"(?:\\[\s\S]|[^"\\\n])*"/,
    /`(?:\\[\s\S]|[^`\\])*`/,
    /(?<=(?:[(,=:[!&|?{};+>]|\breturn)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*\//,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

const IMPORT = /(?<![\w$.])(?:(?:import|export)\b(?:[\w$*{},\s]*\bfrom\b)?|import\s*\()\s*'(\d+)'/g;

/**
 * The import cycles: groups of files that reach each other by their imports.
 *
 * @param {readonly Import[]} imports
 * @returns {readonly (readonly string[])[]} Each cycle in the order of its paths.
 */
export function cyclesOf(imports) {
  const targets = targetsOf(imports);
  const reached = new Map([...targets.keys()].map((path) => [path, reachedFrom(path, targets)]));
  /** @type {Map<string, readonly string[]>} */
  const cycles = new Map();
  for (const [path, others] of reached) {
    if (!others.has(path)) continue;
    const cycle = [...others].filter((other) => reached.get(other)?.has(path)).sort();
    cycles.set(cycle.join(), cycle);
  }
  return [...cycles.values()];
}

/**
 * The pairs of units that import each other.
 *
 * @param {readonly Import[]} imports
 * @param {(path: string) => string} unitOf
 * @returns {readonly (readonly [string, string])[]}
 */
export function mutualPairsOf(imports, unitOf) {
  const targets = targetsOf(
    imports.map(({ from, to }) => ({ from: unitOf(from), to: unitOf(to) })),
  );
  return [...targets].flatMap(([one, others]) =>
    [...others]
      .filter((other) => one < other && targets.get(other)?.has(one))
      .map((other) => /** @type {const} */ ([one, other])),
  );
}

/** @param {readonly Import[]} imports */
function targetsOf(imports) {
  /** @type {Map<string, Set<string>>} */
  const targets = new Map();
  for (const { from, to } of imports) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  return targets;
}

/**
 * @param {string} path
 * @param {ReadonlyMap<string, ReadonlySet<string>>} targets
 * @returns {ReadonlySet<string>} Contains the path itself only if it is on a cycle.
 */
function reachedFrom(path, targets) {
  /** @type {Set<string>} */
  const reached = new Set();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const target of targets.get(next) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      open.push(target);
    }
  }
  return reached;
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function pathsUnder(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) return [path];
      return entry.name === 'generated' ? [] : pathsUnder(root, path);
    });
}
