// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { CACHE, OASDIFF, run } from '../tools.mjs';
import { messagesAsApi } from './message-contracts.mjs';

/** @typedef {import('../judges.mjs').Place} Place */

/** @typedef {Record<string, any>} Json */

/**
 * Changes that break clients: what each does to the description, as oasdiff must find out.
 *
 * @type {Readonly<Record<string, (api: Json) => void>>}
 */
const PLANTED = {
  'a narrower tenantId': ({ schemas }) => {
    schemas.TenantId.pattern = '^[a-z0-9]{1,20}$';
  },
  'a value of keyUsage less': ({ schemas }) => schemas.KeyRequestKeyUsage.enum.pop(),
  'a shorter description': ({ schemas }) => {
    schemas.Description.maxLength = 100;
  },
  'fewer tags': ({ schemas }) => {
    schemas.Tags.maxProperties = 5;
  },
  'a field of the request that is required now': ({ schemas }) =>
    schemas.HttpKeyRequest.required.push('requestId'),
  'a field of the request less': ({ schemas }) => {
    delete schemas.HttpKeyRequest.properties.hsmClusterId;
  },
  'no 201': ({ request }) => {
    delete request.responses['201'];
  },
  'no 202': ({ request }) => {
    delete request.responses['202'];
  },
  'a field of a key less': ({ schemas }) => {
    delete schemas.Key.properties.keyState;
    schemas.Key.required = schemas.Key.required.filter(
      (/** @type {string} */ name) => name !== 'keyState',
    );
  },
  'a field of a key that may be missing now': ({ schemas }) => schemas.Key.required.pop(),
  'a parameter less': ({ request }) => {
    request.parameters = request.parameters.filter(
      (/** @type {Json} */ { name }) => name !== 'Prefer',
    );
  },
  'no Location': ({ request }) => {
    delete request.responses['201'].headers.Location;
  },
  'no list of keys': ({ paths }) => {
    delete paths['/v1/tenants/{tenantId}/keys'].get;
  },
  'another type of a field': ({ schemas }) => {
    schemas.ProblemDocument.properties.retryable = { type: 'string' };
  },
  'a token with a scope': ({ request }) => {
    request.security = [{ bearer: ['keys'] }];
  },
};

/**
 * The same for messages.
 *
 * @type {Readonly<Record<string, (schemas: Json) => void>>}
 */
const PLANTED_IN_MESSAGES = {
  'a narrower keyName in the queue': (schemas) => {
    schemas['key-request'].properties.keyName.pattern = '^[a-z]{1,10}$';
  },
  'a field of the message that is required now': (schemas) =>
    schemas['key-request'].required.push('keyUsage'),
  'a tag less': (schemas) => {
    schemas['key-request'].properties.tags.maxProperties = 9;
  },
  'a field of an event less': (schemas) => {
    const { keyProvisioned } = definitions(schemas, 'cloud-event');
    delete keyProvisioned.properties.keyId;
    keyProvisioned.required = without(keyProvisioned.required, 'keyId');
  },
  'a field of an event that may be missing now': (schemas) => {
    const { keyRejected } = definitions(schemas, 'cloud-event');
    keyRejected.required = without(keyRejected.required, 'code');
  },
  'another type in an event': (schemas) => {
    definitions(schemas, 'cloud-event').keyProvisioned.properties.keyId = { type: 'integer' };
  },
  'a dead letter without its text': (schemas) => {
    const deadLetter = schemas['dead-letter'];
    delete deadLetter.properties.text;
    deadLetter.required = without(deadLetter.required, 'text');
  },
  'a word of a command less': (schemas) => {
    delete schemas['dead-letters-command'].properties.reason;
  },
  'an answer to a command without a field': (schemas) => {
    const { summary } = definitions(schemas, 'dead-letters-command');
    const [name = ''] = summary.required;
    delete summary.properties[name];
    summary.required = without(summary.required, name);
  },
};

/**
 * @param {Json} schemas
 * @param {string} name
 * @returns {Json}
 */
function definitions(schemas, name) {
  const own = Object.keys(schemas).filter((key) => key.startsWith(`${name}.`));
  return Object.fromEntries(own.map((key) => [key.slice(name.length + 1), schemas[key]]));
}

/**
 * @param {readonly string[]} names
 * @param {string} name
 */
function without(names, name) {
  return names.filter((each) => each !== name);
}

const COUNT = Object.keys(PLANTED).length + Object.keys(PLANTED_IN_MESSAGES).length;

/** What the judge says when each of these is found, and nothing in a copy. */
export const ALL_FOUND = `${COUNT} of ${COUNT} planted changes found, 0 in a copy`;

/**
 * Plants changes in the descriptions of the API and of the messages, one at a time.
 *
 * @param {Place} place
 */
export function judgePlantedChanges({ events, served }) {
  mkdirSync(`${CACHE}planted`, { recursive: true });
  const api = JSON.parse(readFileSync(served, 'utf8'));
  const inApi = Object.entries(PLANTED).filter(([name, plant]) =>
    isFound(name, api, (changed) => {
      const { paths, components } = changed;
      const request = paths['/v1/tenants/{tenantId}/keys'].post;
      plant({ paths, request, schemas: components.schemas });
    }),
  );
  const messages = messagesAsApi(events);
  const inMessages = Object.entries(PLANTED_IN_MESSAGES).filter(([name, plant]) =>
    isFound(name, messages, ({ components }) => plant(components.schemas)),
  );
  const inCopies = [api, messages].flatMap((each) => breaking(each, each)).length;
  const found = inApi.length + inMessages.length;
  return `${found} of ${COUNT} planted changes found, ${inCopies} in a copy`;
}

/**
 * @param {string} name
 * @param {Json} original
 * @param {(changed: Json) => void} plant
 */
function isFound(name, original, plant) {
  const changed = structuredClone(original);
  plant(changed);
  if (JSON.stringify(changed) === JSON.stringify(original)) {
    throw new Error(`${name} is no change.`);
  }
  const found = breaking(original, changed).length > 0;
  if (!found) process.stdout.write(`oasdiff misses: ${name}\n`);
  return found;
}

/**
 * Compares the descriptions with those that are promised: of the last release.
 *
 * @param {Place} place
 */
export function judgeSinceRelease({ events, served }) {
  mkdirSync(`${CACHE}planted`, { recursive: true });
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
  const changes = [
    ...breaking(read(`${events}released/openapi.json`), read(served)),
    ...breaking(messagesAsApi(`${events}released/`), messagesAsApi(events)),
  ];
  for (const { text } of changes) process.stdout.write(`${text}\n`);
  return `${changes.length} breaking changes`;
}

/**
 * @param {Json} base
 * @param {Json} revision
 * @returns {readonly { readonly text: string }[]}
 */
function breaking(base, revision) {
  const paths = Object.entries({ base, revision }).map(([name, description]) => {
    const path = `${CACHE}planted/${name}.json`;
    writeFileSync(path, JSON.stringify(description));
    return path;
  });
  const { stdout } = run(OASDIFF, ['breaking', ...paths, '--format', 'json']);
  return JSON.parse(stdout.trim() || '[]') ?? [];
}
