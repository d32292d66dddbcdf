// @ts-check
import { createRequire } from 'node:module';

/** @typedef {Record<string, any>} Schema */

/**
 * What the types of a schema have beyond the schema.
 *
 * @typedef {object} TypeOptions
 * @property {string} [title] Names the type of a schema without a title.
 * @property {Readonly<Record<string, string>>} [brands] Types of properties that only validated text has, by property.
 * @property {string} [brandsFrom] The module that declares the brands.
 * @property {boolean} [written] The code writes such values as JSON, which omits what is undefined. So a
 *   field that may be left out may be undefined too.
 */

/** @type {{ readonly compile: (schema: Schema, name: string, options: object) => Promise<string> }} */
const { compile } = loadTypesCompiler();

/**
 * The types of a schema, as the text of a module. Every property is readonly.
 *
 * @param {Schema} schema
 * @param {string} name
 * @param {{ readonly banner: string, readonly cwd: string }} place The folder of the schemas that it refers to.
 * @param {TypeOptions} [options]
 */
export async function schemaTypes(schema, name, { banner, cwd }, options = {}) {
  const { brands = {}, brandsFrom, title, written = false } = options;
  const titled = title === undefined ? schema : { ...schema, title };
  const text = await compile(withBrands(titled, brands), name, {
    additionalProperties: false, // Readers ignore unknown fields.
    // Of a list of definitions, and of a contract whose answers nothing in it refers to.
    unreachableDefinitions: schema.type === undefined || 'answers' in (schema.$defs ?? {}),
    ignoreMinAndMaxItems: true,
    bannerComment: brandsFrom === undefined ? banner : `${banner}\n${importOf(brands, brandsFrom)}`,
    cwd,
    style: { singleQuote: true, printWidth: 100 },
  });
  const readonlyTypes = text
    .replace(/^( +)((?:\w+|\[k: string\])\??:)/gm, '$1readonly $2')
    .replace(/([:=]) ((?:\w+|\(.*\))\[\];)$/gm, '$1 readonly $2');
  return written ? withUndefined(readonlyTypes, name) : readonlyTypes;
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
 * @param {Readonly<Record<string, string>>} brands
 */
function withBrands(schema, brands) {
  const branded = Object.entries(brands).map(([property, tsType]) => [
    property,
    { ...schema.properties[property], tsType },
  ]);
  if (branded.length === 0) return schema;
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(branded) } };
}

/**
 * @param {Readonly<Record<string, string>>} brands
 * @param {string} from
 */
function importOf(brands, from) {
  return `import type { ${Object.values(brands).sort().join(', ')} } from '${from}';`;
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
export function fieldConstants(schema, name) {
  const constant = name.toUpperCase().replaceAll('-', '_');
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
