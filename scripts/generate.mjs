// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'fflate';
import { parse } from 'yaml';
import { INNER_ARROWS, TOP_ARROWS } from './arrows.mjs';
import { bundledOpenapi } from './bundled-openapi.mjs';
import { standaloneValidator } from './standalone-validator.mjs';
import { importTypeScript } from './typescript-module.mjs';

// Generates files from the contracts in events/ (validators, types and the description of the HTTP API)
// and from tables in the code (pages of docs/, .env.example and the schema of serverless.yml). With --check it writes nothing, lists the files that
// differ, and exits with 1 if there are any.

/** @typedef {Record<string, any>} Schema */

/** @type {{ readonly compile: (schema: Schema, name: string, options: object) => Promise<string> }} */
const { compile } = loadTypesCompiler();
const root = new URL('../', import.meta.url);
const events = new URL('events/', root);
process.exitCode = await main(process.argv.slice(2));

/**
 * @param {readonly string[]} flags
 * @returns {Promise<number>} The exit code.
 */
async function main(flags) {
  const unknown = flags.filter((flag) => flag !== '--check');
  if (unknown.length > 0) {
    process.stderr.write(`${unknown.join(' ')} is not a flag; the only one is --check.\n`);
    return 2;
  }
  try {
    const files = await generatedFiles();
    return flags.includes('--check') ? checkFiles(files) : writeFiles(files);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}

/** @returns {Promise<Readonly<Record<string, string>>>} The text of each generated file, by its path. */
async function generatedFiles() {
  return {
    'shared/tenant-key/generated/key-request.ts': await typesOf('key-request'),
    ...(await validatorOf('key-request', 'shared/tenant-key/generated')),
    'shared/dead-letters/generated/dead-letter.ts': await typesOf('dead-letter'),
    ...(await validatorOf('dead-letter', 'shared/dead-letters/generated')),
    'shared/dead-letters/generated/dead-letters-command.ts': await typesOf('dead-letters-command'),
    ...(await validatorOf('dead-letters-command', 'shared/dead-letters/generated')),
    'shared/fleet/generated/fleet-command.ts': await typesOf('fleet-command'),
    ...(await validatorOf('fleet-command', 'shared/fleet/generated')),
    'shared/events/generated/cloud-event.ts': await typesOf('cloud-event'),
    'shared/events/generated/operation-event.ts': await typesOf('operation-event'),
    'shared/quota/generated/quota-level.ts': await typesOf('quota-level'),
    ...(await validatorOf('quota-level', 'shared/quota/generated')),
    'shared/http/generated/openapi.ts': openapiModule(),
    'docs/architecture.md': architecturePage(),
    ...(await pages()),
  };
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

function allSchemas() {
  return readdirSync(events)
    .filter((name) => name.endsWith('.schema.json'))
    .sort()
    .map(readJson);
}

/**
 * @param {string} path Within events/.
 * @returns {Schema}
 */
function readJson(path) {
  const text = readFileSync(new URL(path, events), 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`events/${path} is not JSON: ${/** @type {Error} */ (cause).message}`, {
      cause,
    });
  }
}

/** @param {string} name */
async function typesOf(name) {
  const schema = readJson(`${name}.schema.json`);
  const text = await compile(schema, name, {
    additionalProperties: false, // Readers ignore unknown fields.
    bannerComment: banner(`${name}.schema.json`),
    cwd: fileURLToPath(events),
    style: { singleQuote: true, printWidth: 100 },
  });
  const readonlyTypes = text
    .replace(/^( +)((?:\w+|\[k: string\])\??:)/gm, '$1readonly $2')
    .replace(/: (\w+\[\];)$/gm, ': readonly $1');
  return readonlyTypes + defaultsOf(name, schema);
}

/**
 * @param {string} name
 * @param {Schema} schema
 */
function defaultsOf(name, schema) {
  const rules = Object.entries(schema.properties ?? {}).filter(([, rule]) => 'default' in rule);
  const values = rules.map(([property, rule]) => `  ${property}: '${rule.default}',\n`);
  if (values.length === 0) return '';
  return `\n/** The value of a field that is left out. */
export const ${constantOf(name)}_DEFAULTS = {\n${values.join('')}} as const;\n`;
}

/**
 * @param {string} name
 * @param {string} folder
 */
async function validatorOf(name, folder) {
  const type = name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  const names = { file: name, type, constant: constantOf(name) };
  const { js, declarations } = standaloneValidator(
    allSchemas(),
    readJson(`${name}.schema.json`),
    names,
  );
  await tryValidator(name, js, `validate${type}`);
  const header = banner(`${name}.schema.json`);
  return {
    [`${folder}/validate-${name}.js`]: `${header}\n// @ts-nocheck\n${js}`,
    [`${folder}/validate-${name}.d.ts`]: `${header}\n${declarations}`,
  };
}

/**
 * Calls a validator with each sample of its schema. A validator that throws, or refuses a sample, is
 * never written.
 *
 * @param {string} name
 * @param {string} js
 * @param {string} validatorName
 */
async function tryValidator(name, js, validatorName) {
  const samples = readdirSync(new URL('samples/', events)).filter(
    (file) => file.startsWith(`${name}.`) && file.endsWith('.json'),
  );
  if (samples.length === 0) throw new Error(`events/samples/ has no sample of ${name}.`);
  const { [validatorName]: validate } = await import(
    `data:text/javascript;base64,${Buffer.from(js).toString('base64')}`
  );
  for (const sample of samples) {
    const about = `The validator of ${name}.schema.json`;
    const value = readJson(`samples/${sample}`);
    try {
      if (validate(value)) continue;
    } catch (cause) {
      throw new Error(`${about} fails on samples/${sample}: ${cause}`, { cause });
    }
    const errors = JSON.stringify(validate.errors);
    throw new Error(`${about} refuses samples/${sample}: ${errors}`);
  }
}

function openapiModule() {
  const openapi = parse(readFileSync(new URL('openapi.yaml', events), 'utf8'));
  const bundled = JSON.stringify(bundledOpenapi(openapi, readJson));
  // The bytes of node:zlib would depend on the version and the machine.
  const packed = Buffer.from(deflateSync(Buffer.from(bundled), { level: 9 })).toString('base64');
  return `${banner('openapi.yaml')}\nexport const OPENAPI_PACKED =\n  '${packed}';\n`;
}

/**
 * The pages of docs/ and the files for `serverless.yml` from tables in TypeScript.
 *
 * @returns {Promise<Readonly<Record<string, string>>>}
 */
async function pages() {
  const contents = "export * from './scripts/docs/pages.ts';";
  const { PAGES, DEPLOYMENT_FILES } = await importTypeScript(contents, root);
  return { ...PAGES, ...DEPLOYMENT_FILES };
}

/** The page about the architecture, with the tables of imports between its marks as arrows.mjs has them. */
function architecturePage() {
  const page = readFileSync(new URL('docs/architecture.md', root), 'utf8');
  const tables = [
    arrowsTable('folder', TOP_ARROWS),
    arrowsTable('in `shared/`', INNER_ARROWS.shared ?? {}),
  ].join('\n');
  return page.replace(
    /(<!-- arrows -->\n)[\s\S]*(<!-- \/arrows -->)/,
    (_, start, end) => `${start}\n${tables}\n${end}`,
  );
}

/**
 * @param {string} head
 * @param {import('./arrows.mjs').Arrows} arrows
 */
function arrowsTable(head, arrows) {
  const rows = Object.entries(arrows).map(([unit, allowed]) => {
    const names = allowed.map((name) => `\`${name}\``).join(', ');
    return `| \`${unit}\` | ${names || 'nothing'} |\n`;
  });
  return `| ${head} | may import |\n|---|---|\n${rows.join('')}`;
}

/** @param {string} source */
function banner(source) {
  return `// Generated from events/${source} by \`npm run generate\`. Do not edit.`;
}

/** @param {string} name */
function constantOf(name) {
  return name.toUpperCase().replaceAll('-', '_');
}

/** @param {Readonly<Record<string, string>>} files */
function writeFiles(files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(fileURLToPath(new URL(path, root))), { recursive: true });
    writeFileSync(new URL(path, root), text);
  }
  return 0;
}

/** @param {Readonly<Record<string, string>>} files */
function checkFiles(files) {
  const stale = Object.keys(files).filter((path) => readIfPresent(path) !== files[path]);
  for (const path of stale) {
    process.stderr.write(`${path} differs from what is generated: run \`npm run generate\`.\n`);
  }
  return stale.length > 0 ? 1 : 0;
}

/** @param {string} path */
function readIfPresent(path) {
  const url = new URL(path, root);
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined;
}
