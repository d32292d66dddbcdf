// @ts-check
import { readFileSync } from 'node:fs';
import { deflateSync } from 'fflate';
import { parse } from 'yaml';
import { banner, EVENTS, readJson, typeNameOf } from './contracts.mjs';

/** @typedef {import('./contracts.mjs').Schema} Schema */

/**
 * The description of the HTTP API with the fields of a request, and as a module of one packed document.
 *
 * @returns {import('./contracts.mjs').Files}
 */
export function openapiFiles() {
  const yaml = withBodyFields(
    readFileSync(new URL('openapi.yaml', EVENTS), 'utf8'),
    readJson('key-request.schema.json'),
  );
  const bundled = JSON.stringify(bundledOpenapi(parse(yaml)));
  // The bytes of node:zlib would depend on the version and the machine.
  const packed = Buffer.from(deflateSync(Buffer.from(bundled), { level: 9 })).toString('base64');
  return {
    'events/openapi.yaml': yaml,
    'shared/http/generated/openapi.ts': `${banner('openapi.yaml')}\nexport const OPENAPI_PACKED =\n  '${packed}';\n`,
  };
}

/**
 * The description of the HTTP API with the fields that a request has in its body, between the comments
 * that mark them.
 *
 * @param {string} yaml
 * @param {Schema} keyRequest
 */
function withBodyFields(yaml, keyRequest) {
  const lines = Object.keys(keyRequest.properties)
    .filter((field) => !FIELDS_OUTSIDE_THE_BODY.includes(field))
    .map(
      (field) => `        ${field}: { $ref: './key-request.schema.json#/properties/${field}' }\n`,
    );
  const marked = /( # fields: .*\n)[\s\S]*( {8}# \/fields)/;
  if (!marked.test(yaml))
    throw new Error('events/openapi.yaml has no marks # fields: and # /fields.');
  return yaml.replace(marked, (_, start, end) => `${start}${lines.join('')}${end}`);
}

/** The path and a header may have these instead, so they are described by hand. */
const FIELDS_OUTSIDE_THE_BODY = ['requestId', 'tenantId'];

/**
 * The OpenAPI description as one document. Files that it refers to become components or values of it,
 * and fields that only our own tools read are removed.
 *
 * @param {Schema} openapi
 * @returns {Schema}
 */
function bundledOpenapi(openapi) {
  /** @type {Map<string, Schema>} */
  const components = new Map();

  /**
   * @param {unknown} node
   * @param {string} file The file that the node is from; empty for the document itself.
   * @returns {any}
   */
  function inline(node, file) {
    if (Array.isArray(node)) return node.map((each) => inline(each, file));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node)
        .filter(([key, value]) => !isDropped(key, value))
        .map(([key, value]) => {
          if (key === '$ref') return [key, localRef(value, file)];
          if (key === 'externalValue') return ['value', readJson(value)];
          return [key, inline(value, file)];
        }),
    );
  }

  /**
   * @param {string} ref
   * @param {string} file
   */
  function localRef(ref, file) {
    const [path = '', fragment = ''] = ref.split('#');
    const target = path === '' ? file : path;
    if (target === '') return ref;
    addComponent(target);
    return `#/components/schemas/${componentOf(target)}${fragment}`;
  }

  /** @param {string} file */
  function addComponent(file) {
    const name = componentOf(file);
    if (components.has(name)) return;
    components.set(name, {}); // Ends the recursion if schemas refer to each other.
    components.set(name, inline(readJson(file), file));
  }

  const document = inline(openapi, '');
  const own = document.components.schemas;
  const schemas = { ...own, ...Object.fromEntries([...components].sort()) };
  return { ...document, components: { ...document.components, schemas } };
}

/**
 * A property may have one of these names, but its value is a schema. A default without content says
 * nothing beyond that the field is optional.
 *
 * @param {string} key
 * @param {unknown} value
 */
function isDropped(key, value) {
  if (key === 'default') return value === '' || JSON.stringify(value) === '{}';
  return DROPPED.includes(key) && typeof value !== 'object';
}

const DROPPED = ['$schema', '$id', 'x-message', 'x-specification'];

/**
 * `./key-request.schema.json` is the component `KeyRequest`.
 *
 * @param {string} file
 */
function componentOf(file) {
  return typeNameOf(file.replace('./', '').replace('.schema.json', ''));
}
