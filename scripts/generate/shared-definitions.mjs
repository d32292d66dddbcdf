// @ts-check
import { fileNames, readJson } from './contracts.mjs';
import { jsonText } from './json-text.mjs';

// Makes each schema of events/ whole in itself, so that every validator reads it from its file alone.

/** @typedef {import('./contracts.mjs').Schema} Schema */

/**
 * Where a definition is written: a file of events/, and a JSON pointer within it.
 *
 * @typedef {{ readonly file: string, readonly pointer: string }} Origin
 */

/**
 * The schemas of events/, in each of which references to other files are replaced by copies in its own `$defs`.
 * A copy names its origin in `$comment`, and is renewed or removed with every run. So an author writes
 * `vocabulary.schema.json#/$defs/time`, and finds `#/$defs/time` afterwards.
 *
 * @returns {import('./contracts.mjs').Files}
 */
export function schemaFiles() {
  return Object.fromEntries(
    fileNames().map((file) => [`events/${file}`, `${jsonText(withCopies(file))}\n`]),
  );
}

/** @param {string} file */
function withCopies(file) {
  const { $defs = {}, ...schema } = readJson(file);
  /** @type {Map<string, Origin>} */
  const origins = new Map();
  /** @type {Record<string, Schema>} */
  const copies = {};

  /** @param {Origin} origin */
  function copyOf(origin) {
    const name = definitionNameOf(origin);
    const known = origins.get(name);
    if (known !== undefined && textOf(known) !== textOf(origin)) {
      throw new Error(`events/${file}: ${textOf(known)} and ${textOf(origin)} are both ${name}.`);
    }
    if (known === undefined) {
      origins.set(name, origin);
      const { $schema, $id, $defs: _, $comment, ...rest } = definitionAt(origin);
      copies[name] = {
        $comment: `${COPIED}${textOf(origin)} by npm run generate.`,
        ...localised(withoutMarks(rest), origin.file),
      };
    }
    return `#/$defs/${name}`;
  }

  /**
   * @param {any} node
   * @param {string} from The file that the node is from.
   * @returns {any}
   */
  function localised(node, from) {
    if (Array.isArray(node)) return node.map((each) => localised(each, from));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => {
        if (key !== '$ref' || typeof value !== 'string') return [key, localised(value, from)];
        const origin = originOf(value, from);
        return [key, origin.file === file ? `#${origin.pointer}` : copyOf(origin)];
      }),
    );
  }

  const own = Object.entries($defs).filter(([, each]) => copiedFromOf(each) === undefined);
  const whole = localised({ ...schema, $defs: Object.fromEntries(own) }, file);
  const sorted = Object.entries(copies).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name] of sorted) {
    if (name in whole.$defs) throw new Error(`events/${file} has a definition ${name} of its own.`);
  }
  const all = { ...whole.$defs, ...Object.fromEntries(sorted) };
  const { $defs: _, ...rest } = whole;
  return Object.keys(all).length === 0 ? rest : { ...rest, $defs: all };
}

const COPIED = 'Copied from ';

/**
 * Where a copy is from; undefined for a definition that is written where it stands.
 *
 * @param {Schema} definition
 * @returns {Origin | undefined}
 */
export function copiedFromOf({ $comment }) {
  const [, file, pointer = ''] = /^Copied from ([\w.-]+)(?:#(\S+))? by /.exec($comment ?? '') ?? [];
  return file === undefined ? undefined : { file, pointer };
}

/**
 * The place where a referenced definition is written, also if the reference is to a copy of it.
 *
 * @param {string} ref
 * @param {string} from The file that has the reference.
 * @returns {Origin}
 */
export function originOf(ref, from) {
  const [path = '', pointer = ''] = ref.replace('./', '').split('#');
  const place = { file: path === '' ? from : path, pointer };
  return copiedFromOf(definitionAt(place)) ?? place;
}

/**
 * @param {Origin} origin
 * @returns {Schema}
 */
export function definitionAt({ file, pointer }) {
  const steps = pointer.split('/').slice(1);
  const found = steps.reduce((node, step) => node?.[step], readJson(file));
  if (found === undefined) throw new Error(`events/${file} has no ${pointer}.`);
  return found;
}

/** @param {Origin} origin */
function textOf({ file, pointer }) {
  return pointer === '' ? file : `${file}#${pointer}`;
}

/**
 * The same definition has the same name in every schema. A whole schema has that of its title. A part of one has its
 * own, with the title in front if the vocabulary has the name too.
 *
 * @param {Origin} origin
 */
export function definitionNameOf({ file, pointer }) {
  const { title } = readJson(file);
  const name = pointer.split('/').at(-1) ?? '';
  if (name === '') return camelCase(title);
  const isTaken = name in readJson(VOCABULARY).$defs;
  return file === VOCABULARY || !isTaken ? name : camelCase(`${title} ${name}`);
}

const VOCABULARY = 'vocabulary.schema.json';

/** @param {string} words */
function camelCase(words) {
  const joined = words.replace(/ (\w)/g, (_, letter) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/**
 * A copy has no message and no mark of the specification, which only our own tools read.
 *
 * @param {Schema} schema
 */
function withoutMarks(schema) {
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      key.startsWith('x-') && typeof value !== 'object' ? undefined : value,
    ),
  );
}
