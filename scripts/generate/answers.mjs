// @ts-check
import { importTypeScript } from '../typescript-module.mjs';
import { banner, exchangesOf, readJson, samplesOf, tryValidator, verbsOf } from './contracts.mjs';
import { withoutAnnotations } from './validators.mjs';

/** @typedef {import('./contracts.mjs').Schema} Schema */
/** @typedef {import('./contracts.mjs').Contract} Contract */

/**
 * What the command line checks answers with: the schema of each verb's answer and of a refusal, and the
 * function of each verb. The functions do not contain it.
 *
 * @param {readonly Contract[]} contracts Those with commands of operators.
 * @param {Contract} refused The contract of a refusal.
 * @returns {Promise<import('./contracts.mjs').Files>}
 */
export async function answerFiles(contracts, refused) {
  const { matchesSchema } = await importTypeScript(
    "export * from './cli/invocation/json-schema.ts';",
    new URL('../../', import.meta.url),
  );
  const verbs = contracts.flatMap((contract) =>
    verbsOf(contract).map((verb) => ({
      verb,
      functionName: contract.functionName,
      ref: `${contract.name}.schema.json#/$defs/answers/properties/${verb}`,
      samples: exchangesOf(verb).map(({ path, value }) => ({ path, value: value.answer })),
    })),
  );
  const refusal = {
    verb: refused.name,
    ref: `${refused.name}.schema.json#`,
    samples: samplesOf(refused),
  };
  const schemas = [...verbs, refusal].map(({ verb, ref, samples }) => {
    const schema = selfContained(ref);
    tryValidator(ref, (answer) => matchesSchema(answer, schema), samples);
    return `  ${verb}: ${JSON.stringify(schema)},\n`;
  });
  const functions = verbs.map(({ verb, functionName }) => `  ${verb}: '${functionName}',\n`);
  const sources = contracts.map(({ name }) => `${name}.schema.json`).join(' and ');
  const text = `${banner(sources)}
import type { Schema } from '../json-schema.ts';

/** The function that each command is for. */
export const FUNCTIONS = {\n${functions.join('')}} as const;

/** The schema of the answer to each command, and of a refusal. */
export const ANSWERS: Readonly<Record<keyof typeof FUNCTIONS | '${refused.name}', Schema>> = {
${schemas.join('')}};
`;
  return { 'cli/invocation/generated/answers.ts': text };
}

/**
 * The schema that a reference names, with the schemas that it refers to in the places of their references.
 *
 * @param {string} ref
 * @param {readonly string[]} [outer] The references that led here.
 * @returns {Schema}
 */
function selfContained(ref, outer = []) {
  if (outer.includes(ref)) throw new Error(`The schema ${ref} contains itself.`);
  const [file = '', pointer = ''] = ref.split('#');
  const target = pointer
    .split('/')
    .slice(1)
    .reduce((part, name) => part[name], readJson(file));
  const { $id: _, $defs: __, ...schema } = withoutAnnotations(target);
  return withoutReferences(schema, file, [...outer, ref]);
}

/**
 * @param {any} node
 * @param {string} file The file that the node is from.
 * @param {readonly string[]} outer
 * @returns {any}
 */
function withoutReferences(node, file, outer) {
  if (Array.isArray(node)) return node.map((each) => withoutReferences(each, file, outer));
  if (typeof node !== 'object' || node === null) return node;
  const { $ref, ...others } = node;
  if (typeof $ref !== 'string') {
    const entries = Object.entries(node).filter(([key, value]) => !isFormat(key, value));
    return Object.fromEntries(
      entries.map(([key, value]) => [key, withoutReferences(value, file, outer)]),
    );
  }
  if (Object.keys(others).length > 0) {
    throw new Error(`events/${file} has keywords beside the reference ${$ref}.`);
  }
  return selfContained($ref.startsWith('#') ? file + $ref : $ref, outer);
}

/**
 * The pattern beside each format does the checking.
 *
 * @param {string} key
 * @param {unknown} value
 */
function isFormat(key, value) {
  return key === 'format' && typeof value === 'string';
}
