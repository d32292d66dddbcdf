// @ts-check
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { banner, constantNameOf, EVENTS, schemaFileOf, schemaOf } from './contracts.mjs';
import { copiedFromOf } from './shared-definitions.mjs';

/** @typedef {import('./contracts.mjs').Schema} Schema */
/** @typedef {import('./contracts.mjs').Contract} Contract */

/** @type {{ readonly compile: (schema: Schema, name: string, options: object) => Promise<string> }} */
const { compile } = loadTypesCompiler();

/**
 * The types of a contract, every property readonly; and what the code must know of each field if the
 * contract says which fields specify the key.
 *
 * @param {Contract} contract
 * @returns {Promise<import('./contracts.mjs').Files>}
 */
export async function typeFiles(contract) {
  const { name, folder, specified = false, written = false } = contract;
  const schema = withCopiesInPlace(schemaOf(contract));
  const text = await compile(withBrands(schema, contract), name, {
    additionalProperties: false, // Readers ignore unknown fields.
    // Of a list of definitions, and of a contract whose answers nothing in it refers to.
    unreachableDefinitions: schema.type === undefined || 'answers' in (schema.$defs ?? {}),
    ignoreMinAndMaxItems: true,
    bannerComment: headOf(contract),
    cwd: fileURLToPath(EVENTS),
    style: { singleQuote: true, printWidth: 100 },
  });
  const readonlyTypes = text
    .replace(/^( +)((?:\w+|'[\w-]+'|\[k: string\])\??:)/gm, '$1readonly $2')
    .replace(/([:=]) ((?:\w+|\(.*\))\[\];)$/gm, '$1 readonly $2');
  const types = written ? withUndefined(readonlyTypes, name) : readonlyTypes;
  const constants = specified ? fieldConstants(schema, name) : '';
  return { [`${folder}/generated/${name}.ts`]: types + constants };
}

/**
 * Has the copies of definitions where they are referred to, so that they get no names of their own in each module.
 *
 * @param {Schema} schema
 * @returns {Schema}
 */
function withCopiesInPlace(schema) {
  const definitions = Object.entries(/** @type {Record<string, Schema>} */ (schema.$defs ?? {}));
  const copies = new Map(
    definitions
      .filter(([, each]) => copiedFromOf(each) !== undefined)
      .map(([name, { $comment: _, ...copy }]) => [`#/$defs/${name}`, copy]),
  );
  /** @type {Map<string, Schema>} One object for each, since two objects would be two types. */
  const placed = new Map();

  /**
   * @param {any} node
   * @returns {any}
   */
  function inPlace(node) {
    if (Array.isArray(node)) return node.map(inPlace);
    if (typeof node !== 'object' || node === null) return node;
    const { $ref, ...siblings } = node;
    const copy = copies.get($ref);
    if (copy === undefined) {
      return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, inPlace(each)]));
    }
    const whole = placed.get($ref) ?? inPlace(copy);
    placed.set($ref, whole);
    return Object.keys(siblings).length === 0 ? whole : { ...whole, ...siblings };
  }

  const own = definitions.filter(([name]) => !copies.has(`#/$defs/${name}`));
  const { $defs: _, ...rest } = schema;
  return inPlace(own.length === 0 ? rest : { ...rest, $defs: Object.fromEntries(own) });
}

/**
 * Loads the package by `require`, since its declarations do not pass our compiler's flags.
 *
 * @returns {any}
 */
function loadTypesCompiler() {
  const load = createRequire(import.meta.url);
  return load('json-schema-to-typescript');
}

/**
 * @param {Schema} schema
 * @param {Contract} contract
 */
function withBrands(schema, { brands }) {
  if (brands === undefined) return schema;
  const branded = Object.entries(brands).map(([property, tsType]) => [
    property,
    { ...schema.properties[property], tsType },
  ]);
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(branded) } };
}

/** @param {Contract} contract */
function headOf(contract) {
  const { brands, brandsFrom } = contract;
  const head = banner(schemaFileOf(contract));
  if (brands === undefined) return head;
  return `${head}\nimport type { ${Object.values(brands).sort().join(', ')} } from '${brandsFrom}';`;
}

/**
 * @param {string} text
 * @param {string} name
 */
function withUndefined(text, name) {
  const types = text.replace(/^( +readonly \w+\?: [^;{\n]+);$/gm, '$1 | undefined;');
  const other = /^ +readonly (\w+)\?:(?!.* \| undefined;$)/m.exec(types);
  if (other === null) return types;
  throw new Error(`The type of the optional field ${other[1]} of ${name} takes several lines.`);
}

/**
 * What the code needs to know of the fields of a request beside their types: their defaults, and which of
 * them are the specification of the key. A field that does not say so is refused, because a release that
 * adds it to the fingerprint by mistake no longer recognises its keys.
 *
 * @param {Schema} schema
 * @param {string} name
 */
function fieldConstants(schema, name) {
  const constant = constantNameOf(name);
  const rules = Object.entries(schema.properties);
  for (const [field, rule] of rules) {
    if (typeof rule[MARK] !== 'boolean') throw new Error(unmarked(name, field));
  }
  const specification = rules.filter(([, rule]) => rule[MARK]).map(([field]) => `  '${field}',\n`);
  const defaults = rules
    .filter(([, rule]) => 'default' in rule)
    .map(([field, rule]) => `  ${field}: ${literal(rule.default)},\n`);
  return `
/** The value of a field that is left out. */
export const ${constant}_DEFAULTS = {\n${defaults.join('')}} as const;

/** The fields that specify the key: requests with the same name that differ in one of them conflict. */
export const ${constant}_SPECIFICATION = [\n${specification.join('')}] as const;\n`;
}

const MARK = 'x-specification';

/**
 * @param {string} name
 * @param {string} field
 */
function unmarked(name, field) {
  return `events/${name}.schema.json does not say whether ${field} specifies the key: add "${MARK}": true if requests that differ in it mean different keys, otherwise false.`;
}

/** @param {unknown} value */
function literal(value) {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}
