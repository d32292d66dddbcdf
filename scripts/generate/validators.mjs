// @ts-check
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';

import {
  allSchemas,
  banner,
  constantNameOf,
  samplesOf,
  schemaFileOf,
  schemaOf,
  tryValidator,
  typeNameOf,
} from './contracts.mjs';

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
  const { $defs: _, ...schema } = schemaOf(contract); // No function checks an answer.
  const file = schemaFileOf(contract);
  const names = { file: name, type: typeNameOf(name), constant: constantNameOf(name) };
  const js = validatorModule([...allSchemas(file), schema], schema, names);
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
 * @param {readonly Schema[]} schemas The schema, and all schemas that it refers to.
 * @param {Schema} schema
 * @param {{ type: string, constant: string }} names
 */
function validatorModule(schemas, schema, names) {
  const code = { source: true, esm: true, lines: true };
  /** @type {{ 'date-time': true }} The pattern beside each format does the checking. */
  const formats = { 'date-time': true };
  const ajv = new Ajv2020({ ...OPTIONS, code, formats });
  ajv.addVocabulary(['x-message', 'x-specification']);
  for (const each of schemas) ajv.addSchema(withoutAnnotations(each));
  const messages = JSON.stringify(Object.fromEntries(messagesOf(schema, '#')), null, 2);
  const validator = standalone.default(ajv, { [`validate${names.type}`]: schema.$id });
  return `export const ${names.constant}_MESSAGES = ${messages};\n\n${selfContained(validator)}\n`;
}

const OPTIONS = { strict: true, ownProperties: true, allErrors: true, messages: false };

/** The keywords that describe and check nothing. */
const ANNOTATIONS = [
  ...['$schema', 'title', 'description', 'default', 'examples'],
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
    ([keyword]) => keyword !== '$id' && !ANNOTATIONS.includes(keyword),
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
 * are removed, and so are schemas that only those parts used.
 *
 * @param {string} code
 */
export function selfContained(code) {
  const load = createRequire(import.meta.url);
  const inlined = code
    .replace('"use strict";\n', '')
    .replace(/require\("(ajv\/dist\/runtime\/\w+)"\)\.default/g, (_, id) => `${load(id).default}`);
  const short = inlined.replace(ADDED_ERROR, (_, _name, place, rule, params, name) =>
    callOfNoted(place, rule, params, name),
  );
  return `${withoutUnusedSchemas(withNamesOnly(short))}\n\n${NOTED}`;
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
