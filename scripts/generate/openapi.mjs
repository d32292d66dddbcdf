// @ts-check
import { readFileSync } from 'node:fs';
import { deflateSync } from 'fflate';
import { parse } from 'yaml';
import { banner, EVENTS, readJson, typeNameOf } from './contracts.mjs';
import { jsonText } from './json-text.mjs';
import { definitionAt, definitionNameOf, originOf } from './shared-definitions.mjs';

/** @typedef {import('./contracts.mjs').Schema} Schema */

/**
 * The description of the HTTP API with the fields of a request; as one document, for generators of clients; and as a
 * module of that document, packed.
 *
 * @returns {import('./contracts.mjs').Files}
 */
export function openapiFiles() {
  const yaml = withBodyFields(
    readFileSync(new URL('openapi.yaml', EVENTS), 'utf8'),
    readJson('key-request.schema.json'),
  );
  const document = bundledOpenapi(parse(yaml));
  const bundled = JSON.stringify(document);
  // The bytes of node:zlib would depend on the version and the machine.
  const packed = Buffer.from(deflateSync(Buffer.from(bundled), { level: 9 })).toString('base64');
  return {
    'events/openapi.yaml': yaml,
    'events/openapi.json': `${jsonText(document)}\n`,
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
 * The OpenAPI description as one document. Each definition of a schema that it refers to becomes a component with a
 * name of its own, since generators of clients know no others. Fields that only our own tools read are removed.
 *
 * @param {Schema} openapi
 * @returns {Schema}
 */
function bundledOpenapi(openapi) {
  /** @type {Map<string, Schema>} */
  const components = new Map();
  /** @type {Map<string, string>} */
  const places = new Map();

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
    if (file === '' && ref.startsWith('#')) return ref;
    const origin = originOf(ref, file);
    const name = componentOf(origin);
    const place = `${origin.file}#${origin.pointer}`;
    const known = places.get(name);
    if (known === undefined) {
      places.set(name, place); // Before its content, which may refer to it.
      const { $defs: _, ...definition } = definitionAt(origin);
      components.set(name, inline(definition, origin.file));
    } else if (known !== place) {
      throw new Error(`In events/openapi.yaml ${known} and ${place} are both ${name}.`);
    }
    return `#/components/schemas/${name}`;
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

const DROPPED = ['$schema', '$id', '$comment', 'x-message', 'x-specification'];

/**
 * The definition `tenantId` is the component `TenantId`.
 *
 * @param {import('./shared-definitions.mjs').Origin} origin
 */
function componentOf(origin) {
  return typeNameOf(definitionNameOf(origin));
}
