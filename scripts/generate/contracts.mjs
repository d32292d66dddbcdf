// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

// Reads the contracts in events/ and their samples.

/** @typedef {Record<string, any>} Schema */

/** @typedef {Readonly<Record<string, string>>} Files The text of each generated file, by its path. */

/**
 * A contract that modules are generated from.
 *
 * @typedef {object} Contract
 * @property {string} name That of the modules, and of the schema unless `partOf` is set.
 * @property {string} folder The modules are in `generated/` of this folder.
 * @property {string} [partOf] The schema that has this contract as the property `name`.
 * @property {boolean} [validated] A validator is generated too.
 * @property {boolean} [written] The code writes such values as JSON, which omits what is undefined. So a
 *   field that may be left out may be undefined too.
 * @property {Readonly<Record<string, string>>} [brands] Types of properties that only validated text has, by property.
 * @property {string} [brandsFrom] The module that declares the brands.
 * @property {boolean} [specified] The fields say which of them specify the key.
 * @property {boolean} [commands] It has the commands of operators for a function.
 */

export const EVENTS = new URL('../../events/', import.meta.url);

/** The schemas are identified by their names below this address, which nothing needs to load. */
export const SCHEMA_BASE = 'https://tenant-keys.example/events/';

/**
 * The formats that schemas name, as validators of ours check them: a time is in UTC and has at most nanoseconds.
 * Other validators may take any time of RFC 3339, or check no format.
 */
export const FORMATS = {
  'date-time': /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/,
  // The addresses are ours.
  uri: /** @type {const} */ (true),
};

/**
 * @param {string} path Within events/.
 * @returns {Schema}
 */
export function readJson(path) {
  const text = readFileSync(new URL(path, EVENTS), 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`events/${path} is not JSON: ${/** @type {Error} */ (cause).message}`, {
      cause,
    });
  }
}

/** @param {Contract} contract */
export function schemaFileOf({ name, partOf = name }) {
  return `${partOf}.schema.json`;
}

/** @param {Contract} contract */
export function schemaOf(contract) {
  const schema = readJson(schemaFileOf(contract));
  return contract.partOf === undefined ? schema : schema.properties[contract.name];
}

/** The files of the schemas. */
export function fileNames() {
  return readdirSync(EVENTS)
    .filter((file) => file.endsWith('.schema.json'))
    .sort();
}

/** @param {string} source */
export function banner(source) {
  return `// Generated from events/${source} by \`npm run generate\`. Do not edit.`;
}

/**
 * `key-request` is the type `KeyRequest`.
 *
 * @param {string} name
 */
export function typeNameOf(name) {
  return name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
}

/**
 * `key-request` is the beginning of constants such as `KEY_REQUEST_DEFAULTS`.
 *
 * @param {string} name
 */
export function constantNameOf(name) {
  return name.toUpperCase().replaceAll('-', '_');
}

/**
 * The names of the commands of operators that a contract has.
 *
 * @param {Contract} contract
 * @returns {readonly string[]}
 */
function verbsOf(contract) {
  return schemaOf(contract).properties.command.enum;
}

/** @typedef {{ readonly path: string, readonly value: any }} Sample */

/**
 * The samples of a contract. A sample of a command is beside its answer.
 *
 * @param {Contract} contract
 * @returns {readonly Sample[]}
 */
export function samplesOf(contract) {
  if (!contract.commands) return samplesIn('samples/', contract.name);
  return verbsOf(contract)
    .flatMap(exchangesOf)
    .map(({ path, value }) => ({ path, value: value.command }));
}

/**
 * The samples of a command with its answer: at least one.
 *
 * @param {string} verb
 */
function exchangesOf(verb) {
  return samplesIn('samples/commands/', verb);
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {readonly Sample[]}
 */
function samplesIn(folder, name) {
  const files = readdirSync(new URL(folder, EVENTS)).filter(
    (file) => file.startsWith(`${name}.`) && file.endsWith('.json'),
  );
  if (files.length === 0) throw new Error(`events/${folder} has no sample of ${name}.`);
  return files.map((file) => ({ path: folder + file, value: readJson(folder + file) }));
}

/**
 * Calls a validator with samples. A validator that throws, or refuses one, is never written.
 *
 * @param {string} name What it validates.
 * @param {((value: unknown) => boolean) & { errors?: unknown }} validate
 * @param {readonly Sample[]} samples
 */
export function tryValidator(name, validate, samples) {
  for (const { path, value } of samples) {
    const about = `The validator of ${name}`;
    try {
      if (validate(value)) continue;
    } catch (cause) {
      throw new Error(`${about} fails on ${path}: ${cause}`, { cause });
    }
    const errors = validate.errors ? `: ${JSON.stringify(validate.errors)}` : '.';
    throw new Error(`${about} refuses ${path}${errors}`);
  }
}
