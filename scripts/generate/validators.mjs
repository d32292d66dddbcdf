// @ts-check
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';

import { copiedFrom, nameOfPackage } from '../sbom.mjs';
import {
  banner,
  constantNameOf,
  FORMATS,
  samplesOf,
  schemaFileOf,
  schemaOf,
  tryValidator,
  typeNameOf,
} from './contracts.mjs';
import { copiedFromOf } from './shared-definitions.mjs';

/** @typedef {import('./contracts.mjs').Schema} Schema */

/**
 * The validator of a contract: an ES module without imports, and its declarations. Besides the validating
 * function the module has a table of messages for people: the `x-message` of each rule.
 *
 * @param {import('./contracts.mjs').Contract} contract
 * @returns {Promise<import('./contracts.mjs').Files>}
 */
export async function validatorFiles(contract) {
  const { name, folder } = contract;
  const schema = withoutRepeats(withoutAnswers(schemaOf(contract)));
  const file = schemaFileOf(contract);
  const names = { file: name, type: typeNameOf(name), constant: constantNameOf(name) };
  const js = validatorModule(schema, names);
  const { [`validate${names.type}`]: validate } = await import(
    `data:text/javascript;base64,${Buffer.from(js).toString('base64')}`
  );
  tryValidator(file, validate, samplesOf(contract));
  const path = `${folder}/generated/validate-${name}`;
  return {
    [`${path}.js`]: `${banner(file)}\n// @ts-nocheck\n${js}`,
    [`${path}.d.ts`]: `${banner(file)}\n${declarationsOf(names)}`,
  };
}

/**
 * No function checks an answer: of the definitions only those that are copied from other schemas remain.
 *
 * @param {Schema} schema
 * @returns {Schema}
 */
function withoutAnswers({ $defs = {}, ...schema }) {
  const copies = Object.entries($defs).filter(([, each]) => copiedFromOf(each) !== undefined);
  return copies.length === 0 ? schema : { ...schema, $defs: Object.fromEntries(copies) };
}

/**
 * Removes what a pattern says already in JavaScript. In Python and Java `$` matches before a line break at the end
 * too, so there a rule without a message excludes the characters that the pattern does not have.
 *
 * @param {any} node
 * @returns {any}
 */
function withoutRepeats(node) {
  if (Array.isArray(node)) return node.map(withoutRepeats);
  if (!isSchema(node)) return node;
  const { not, ...others } = node;
  const rest = Object.entries(others).map(([key, value]) => [key, withoutRepeats(value)]);
  const excluded = [not?.anyOf ?? not ?? []].flat().filter((rule) => 'x-message' in rule);
  if (excluded.length > 1) throw new Error('A rule excludes several things, each with a message.');
  // A value that is no text breaks another rule, and not this one.
  const exclusions = excluded.map((rule) => ['not', { type: 'string', ...rule }]);
  return Object.fromEntries([...rest, ...exclusions]);
}

/**
 * @param {Schema} schema
 * @param {{ type: string, constant: string }} names
 */
function validatorModule(schema, names) {
  const code = { source: true, esm: true, lines: true };
  const ajv = new Ajv2020({ ...OPTIONS, code, formats: FORMATS });
  ajv.addVocabulary(['x-message', 'x-specification']);
  ajv.addSchema(withoutAnnotations(schema));
  const messages = messageTable(`${names.constant}_MESSAGES`, messagesOf(schema, '#'));
  const validator = standalone.default(ajv, { [`validate${names.type}`]: schema.$id });
  return `${messages}\n${selfContained(validator)}\n`;
}

/**
 * Several rules of a field have the same message, which the bundle has once: as a constant, since a member of a list
 * would be kept where the table is not used.
 *
 * @param {string} name
 * @param {readonly [path: string, message: string][]} messages
 */
function messageTable(name, messages) {
  const texts = [...new Set(messages.map(([, message]) => message))];
  const constants = texts.map(
    (text, index) => `const MESSAGE_${index} = ${JSON.stringify(text)};\n`,
  );
  const rows = messages.map(
    ([path, message]) => `  ${JSON.stringify(path)}: MESSAGE_${texts.indexOf(message)},\n`,
  );
  return `${constants.join('')}\nexport const ${name} = {\n${rows.join('')}};\n`;
}

const OPTIONS = { strict: true, ownProperties: true, allErrors: true, messages: false };

/** The keywords that describe and check nothing. */
const ANNOTATIONS = [
  ...['$schema', '$comment', 'title', 'description', 'default', 'examples'],
  ...['x-message', 'x-specification'],
];

/**
 * Removes annotations, since ajv copies schemas into its code. A property that has the name of an
 * annotation stays, since its value is a schema.
 *
 * @param {Schema} schema
 * @returns {Schema}
 */
export function withoutAnnotations(schema) {
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      ANNOTATIONS.includes(key) && !isSchema(value) ? undefined : value,
    ),
  );
}

/**
 * The message of each rule, by the path under which ajv reports it.
 *
 * @param {Schema} schema
 * @param {string} path
 * @returns {[path: string, message: string][]}
 */
function messagesOf(schema, path) {
  const rules = Object.entries(schema).filter(
    ([keyword]) => !['$id', '$defs', ...ANNOTATIONS].includes(keyword),
  );
  return rules.flatMap(([keyword, rule]) => {
    const here = `${path}/${keyword}`;
    if (keyword === 'properties') {
      return Object.entries(rule).flatMap(([name, each]) => messagesOf(each, `${here}/${name}`));
    }
    if (isSchema(rule) && keyword !== 'not') return messagesOf(rule, here);
    const message = messageOf(keyword, rule, schema);
    return message === undefined ? [] : [[here, message]];
  });
}

/**
 * @param {string} keyword
 * @param {any} rule
 * @param {Schema} schema
 * @returns {string | undefined}
 */
function messageOf(keyword, rule, schema) {
  if (keyword === 'required') return 'is required';
  if (keyword === 'additionalProperties') return 'is not a known field';
  return keyword === 'not' ? rule['x-message'] : schema['x-message'];
}

/** @param {unknown} value */
function isSchema(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * ajv's code loads helpers by `require`, which an ES module does not have, and ajv is not installed at
 * run time. Each helper is one function, so its source is inlined. Parts of errors that nothing reads
 * are removed, and so are schemas that only those parts used. The first line names the packages whose code
 * this is, for the bills of materials.
 *
 * @param {string} code
 */
export function selfContained(code) {
  const load = createRequire(import.meta.url);
  const packages = new Set(['ajv']);
  const inlined = code
    .replace('"use strict";\n', '')
    .replace(/require\("(ajv\/dist\/runtime\/\w+)"\)\.default/g, (_, id) => {
      const helper = load(id).default;
      for (const name of packagesOf(load.resolve(id), load)) packages.add(name);
      return `${helper}`;
    });
  const short = inlined.replace(ADDED_ERROR, (_, _name, place, rule, params, name) =>
    callOfNoted(place, rule, params, name),
  );
  return `${copiedFrom(packages)}\n${withoutUnusedSchemas(withNamesOnly(short))}\n\n${NOTED}`;
}

/**
 * The packages of a loaded module and of what it loads, since its function may be one of another package.
 *
 * @param {string} path
 * @param {NodeJS.Require} load
 * @returns {readonly string[]}
 */
function packagesOf(path, load) {
  const modules = [path, ...(load.cache[path]?.children ?? []).map(({ filename }) => filename)];
  return modules.map((each) => nameOfPackage(each));
}

/**
 * If a schema has more than eight properties, ajv's code looks up their names in the schema itself. The
 * names are enough.
 *
 * @param {string} code
 */
function withNamesOnly(code) {
  return code.replace(
    /\.call\((schema\d+)((?:[.[][\w"\]-]+)*\.properties), /g,
    (_, schema, path) => {
      const [, text = ''] = new RegExp(`^const ${schema} = (.*);$`, 'm').exec(code) ?? [];
      const steps = [...path.matchAll(/[\w-]+/g)].map(([step]) => step);
      const properties = steps.reduce((part, step) => part[step], JSON.parse(text));
      const names = Object.keys(properties).map((name) => [name, 0]);
      return `.call(${JSON.stringify(Object.fromEntries(names))}, `;
    },
  );
}

/**
 * Removes the schemas that the code does not refer to.
 *
 * @param {string} code
 */
function withoutUnusedSchemas(code) {
  return code.replace(/^const (schema\d+) = .*\n/gm, (line, name) => {
    const uses = code.match(new RegExp(`\\b${name}\\b`, 'g')) ?? [];
    return uses.length > 1 ? line : '';
  });
}

/**
 * ajv's code that adds an error: nine lines for each rule, which are two thirds of its code. The text of
 * a pattern may contain braces, so the match ends at the code that follows.
 */
const ADDED_ERROR =
  /^const (err\d+) = \{instancePath(?::(.+?))?,schemaPath:("[^"]+"),keyword:"\w+",params:\{(.*)\}(?:,propertyName:(\w+))?\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;$/gm;

/**
 * @param {string | undefined} place
 * @param {string} rule
 * @param {string} params
 * @param {string | undefined} name
 */
function callOfNoted(place = 'instancePath', rule, params, name) {
  const [, missing] = /^missingProperty: (.+)$/.exec(params) ?? [];
  const [, additional] = /^additionalProperty: (.+)$/.exec(params) ?? [];
  const nameAtFault = missing ?? additional ?? name;
  const values = [place, rule, ...(nameAtFault === undefined ? [] : [nameAtFault])];
  return `vErrors = noted(vErrors, ${values.join(', ')});\nerrors++;`;
}

const NOTED = `function noted(errors, instancePath, schemaPath, name) {
const error = {instancePath, schemaPath, ...(name !== undefined && {name})};
if(errors === null) return [error];
errors.push(error);
return errors;
}`;

/** @param {{ file: string, type: string, constant: string }} names */
function declarationsOf({ file, type, constant }) {
  return `import type { ${type} } from './${file}.ts';

/** A rule that a value breaks. */
export type SchemaError = {
  /** A JSON pointer to the value, or to the object that has a field too many or too few. */
  readonly instancePath: string;
  /** Identifies the rule. Rules that only combine other rules have no message. */
  readonly schemaPath: string;
  /** The name of the field too many or too few, or the one at fault if the rule is about names. */
  readonly name?: string;
};

/** Whether a value matches the schema. If not, \`errors\` has every rule that it breaks. */
export declare const validate${type}: {
  (value: unknown): value is ${type};
  errors?: readonly SchemaError[] | null;
};

/** The message of each rule, by its \`schemaPath\`: a sentence without its subject. */
export declare const ${constant}_MESSAGES: Readonly<Record<string, string>>;
`;
}
