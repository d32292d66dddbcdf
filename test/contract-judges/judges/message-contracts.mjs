// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

/** @typedef {Record<string, any>} Json */

/**
 * The schemas of messages, commands and their answers as one description of an API, so that a judge of APIs
 * compares them as well: what others send is the body of a request, and what they read is that of an answer.
 *
 * @param {string} folder Such as `events/`, with a slash at its end.
 * @returns {Json}
 */
export function messagesAsApi(folder) {
  const names = readdirSync(folder).filter((file) => file.endsWith(ENDING));
  const schemas = names.map((file) => schemaIn(folder, file));
  return {
    openapi: '3.1.0',
    info: { title: 'Messages', version: '1' },
    paths: Object.fromEntries(schemas.flatMap(operationsOf)),
    components: { schemas: Object.assign({}, ...schemas.map(componentsOf)) },
  };
}

const ENDING = '.schema.json';

/** What others send. Everything else is written by us alone, and read by others. */
const SENT = ['key-request', 'dead-letters-command', 'fleet-command', 'oversight-command'];

/** @typedef {{ readonly name: string, readonly schema: Json }} Named */

/**
 * @param {string} folder
 * @param {string} file
 * @returns {Named}
 */
function schemaIn(folder, file) {
  const name = file.slice(0, -ENDING.length);
  const text = readFileSync(`${folder}${file}`, 'utf8');
  const relocated = text
    .replaceAll('"#/$defs/', `"#/components/schemas/${name}.`)
    .replaceAll('"#/properties/', `"#/components/schemas/${name}/properties/`);
  return { name, schema: JSON.parse(relocated) };
}

/**
 * @param {Named} named
 * @returns {readonly (readonly [path: string, item: Json])[]}
 */
function operationsOf({ name, schema }) {
  if (name === 'vocabulary') return []; // Its definitions are copied into the others.
  const content = contentOf(name);
  if (!SENT.includes(name)) {
    return [[`/${name}`, { get: { responses: { 200: { description: name, content } } } }]];
  }
  const requestBody = { required: true, content };
  const answer = schema.$defs?.answers && { content: contentOf(`${name}.answers`) };
  const responses = { 200: { description: name, ...answer } };
  return [[`/${name}`, { post: { requestBody, responses } }]];
}

/** @param {string} name */
function contentOf(name) {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
}

/**
 * @param {Named} named
 * @returns {Json}
 */
function componentsOf({ name, schema: { $defs = {}, $id, $schema, ...schema } }) {
  const definitions = Object.entries($defs).map(([key, value]) => [`${name}.${key}`, value]);
  return { [name]: schema, ...Object.fromEntries(definitions) };
}
