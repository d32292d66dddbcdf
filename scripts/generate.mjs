// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'fflate';
import { parse } from 'yaml';
import { INNER_ARROWS, TOP_ARROWS } from './arrows.mjs';
import { bundledOpenapi, withBodyFields } from './bundled-openapi.mjs';
import { fieldConstants, schemaTypes } from './schema-types.mjs';
import { standaloneCheck, standaloneValidator } from './standalone-validator.mjs';
import { importTypeScript } from './typescript-module.mjs';

// Generates files from the contracts in events/ (validators, types and the description of the HTTP API)
// and from tables in the code (pages of docs/, .env.example and the schema of serverless.yml). With --check it writes nothing, lists the files that
// differ, and exits with 1 if there are any.

/** @typedef {Record<string, any>} Schema */

const root = new URL('../', import.meta.url);
const events = new URL('events/', root);
/** The contract of each function that takes commands of operators. */
const OPERATOR_CONTRACTS = { redrive: 'dead-letters-command', reconcile: 'fleet-command' };

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
    'events/openapi.yaml': openapiYaml(),
    'shared/tenant-key/generated/key-request.ts': await requestTypes(),
    'shared/tenant-key/generated/plan.ts': await typesOf('plan'),
    'shared/tenant-key/generated/source.ts': await sourceTypes(),
    'shared/tenant-key/generated/vocabulary.ts': await typesOf('vocabulary'),
    ...(await validatorOf('key-request', 'shared/tenant-key/generated')),
    'shared/dead-letters/generated/dead-letter.ts': await typesOf('dead-letter'),
    ...(await validatorOf('dead-letter', 'shared/dead-letters/generated')),
    'shared/dead-letters/generated/dead-letters-command.ts': await typesOf('dead-letters-command'),
    ...(await validatorOf('dead-letters-command', 'shared/dead-letters/generated')),
    'shared/fleet/generated/fleet-command.ts': await typesOf('fleet-command'),
    ...(await validatorOf('fleet-command', 'shared/fleet/generated')),
    'shared/generated/refused.ts': await typesOf('refused'),
    ...(await answerChecks('cli/invocation/generated')),
    'shared/events/generated/cloud-event.ts': await typesOf('cloud-event', { written: true }),
    'shared/events/generated/operation-event.ts': await typesOf('operation-event'),
    'shared/quota/generated/quota-level.ts': await typesOf('quota-level'),
    ...(await validatorOf('quota-level', 'shared/quota/generated')),
    'shared/http/generated/key-list.ts': await typesOf('key-list', { written: true }),
    'shared/http/generated/problem.ts': await typesOf('problem', { written: true }),
    'shared/http/generated/provisioning.ts': await typesOf('provisioning', { written: true }),
    'shared/http/generated/openapi.ts': openapiModule(),
    'docs/architecture.md': architecturePage(),
    ...(await pages()),
  };
}

/** @param {string} [but] The schema that is left out. */
function allSchemas(but) {
  return readdirSync(events)
    .filter((name) => name.endsWith('.schema.json') && name !== `${but}.schema.json`)
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

/**
 * @param {string} name
 * @param {import('./schema-types.mjs').TypeOptions} [options]
 * @param {Schema} [schema] A part of the schema of that name.
 */
async function typesOf(name, options, schema = readJson(`${name}.schema.json`)) {
  const place = { banner: banner(`${name}.schema.json`), cwd: fileURLToPath(events) };
  return schemaTypes(schema, name, place, options);
}

/** The types of a request, with what the code must know of each field. */
async function requestTypes() {
  const brands = { tenantId: 'TenantId', keyName: 'KeyName' };
  const types = await typesOf('key-request', { brands, brandsFrom: '../key.ts' });
  return types + fieldConstants(readJson('key-request.schema.json'), 'key-request');
}

/** A message has its source wherever it goes; only the contract of dead letters describes it. */
async function sourceTypes() {
  const { source } = readJson('dead-letter.schema.json').properties;
  return typesOf('dead-letter', { title: 'Source' }, source);
}

/**
 * @param {string} name
 * @param {string} folder
 */
async function validatorOf(name, folder) {
  const type = name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  const names = { file: name, type, constant: constantOf(name) };
  const { $defs: _, ...schema } = readJson(`${name}.schema.json`); // No function checks an answer.
  const { js, declarations } = standaloneValidator([...allSchemas(name), schema], schema, names);
  await tryValidator(`${name}.schema.json`, js, `validate${type}`, samplesOf(name));
  const header = banner(`${name}.schema.json`);
  return {
    [`${folder}/validate-${name}.js`]: `${header}\n// @ts-nocheck\n${js}`,
    [`${folder}/validate-${name}.d.ts`]: `${header}\n${declarations}`,
  };
}

/**
 * What the command line checks answers with: one validator of all answers by their verbs, and of a
 * refusal under `refused`. The functions do not contain it.
 *
 * @param {string} folder
 */
async function answerChecks(folder) {
  const contracts = Object.entries(OPERATOR_CONTRACTS);
  const rows = contracts.flatMap(([functionName, contract]) =>
    verbsOf(contract).map((verb) => ({ verb, functionName, contract })),
  );
  const answers = rows.map(({ verb, contract }) => [
    verb,
    { $ref: `${contract}.schema.json#/$defs/answers/properties/${verb}` },
  ]);
  const refused = { $ref: 'refused.schema.json#/properties/refused' };
  const schema = {
    $id: 'answers',
    type: 'object',
    properties: { ...Object.fromEntries(answers), refused },
  };
  const js = standaloneCheck([...allSchemas(), schema], schema, 'validateAnswers');
  const samples = [
    ...contracts.flatMap(([, contract]) => exchangesOf(contract)).map(answerOf),
    ...samplesOf('refused'),
  ];
  await tryValidator('the answers', js, 'validateAnswers', samples);

  const functions = rows.map(({ verb, functionName }) => `  ${verb}: '${functionName}',\n`);
  const header = banner(contracts.map(([, contract]) => `${contract}.schema.json`).join(' and '));
  const types = rows.map(({ verb, functionName }) => `  readonly ${verb}: '${functionName}';\n`);
  return {
    [`${folder}/answers.js`]: `${header}
// @ts-nocheck
export const FUNCTIONS = {\n${functions.join('')}};\n\n${js}\n`,
    [`${folder}/answers.d.ts`]: `${header}

/** The function that each command is for. */
export declare const FUNCTIONS: {\n${types.join('')}};

/** Whether answers, each under the name of its command, have the fields that their schemas require. */
export declare const validateAnswers: (answers: Readonly<Record<string, unknown>>) => boolean;
`,
  };
}

/**
 * @param {string} contract
 * @returns {readonly string[]}
 */
function verbsOf(contract) {
  return readJson(`${contract}.schema.json`).properties.command.enum;
}

/** @typedef {{ readonly path: string, readonly value: any }} Sample */

/**
 * The samples of a schema. A sample of a command stands beside its answer.
 *
 * @param {string} name
 * @returns {readonly Sample[]}
 */
function samplesOf(name) {
  if (Object.values(OPERATOR_CONTRACTS).includes(name)) {
    return exchangesOf(name).map(({ path, value }) => ({ path, value: value.command }));
  }
  return samplesIn('samples/', name);
}

/**
 * The samples of commands with their answers: at least one of each verb.
 *
 * @param {string} contract
 */
function exchangesOf(contract) {
  return verbsOf(contract).flatMap((verb) => samplesIn('samples/commands/', verb));
}

/** @param {Sample} exchange */
function answerOf({ path, value: { command, answer } }) {
  return { path, value: { [command.command]: answer } };
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {readonly Sample[]}
 */
function samplesIn(folder, name) {
  const files = readdirSync(new URL(folder, events)).filter(
    (file) => file.startsWith(`${name}.`) && file.endsWith('.json'),
  );
  if (files.length === 0) throw new Error(`events/${folder} has no sample of ${name}.`);
  return files.map((file) => ({ path: folder + file, value: readJson(folder + file) }));
}

/**
 * Calls a validator with samples. A validator that throws, or refuses one, is never written.
 *
 * @param {string} name What it validates.
 * @param {string} js
 * @param {string} validatorName
 * @param {readonly Sample[]} samples
 */
async function tryValidator(name, js, validatorName, samples) {
  const { [validatorName]: validate } = await import(
    `data:text/javascript;base64,${Buffer.from(js).toString('base64')}`
  );
  for (const { path, value } of samples) {
    const about = `The validator of ${name}`;
    try {
      if (validate(value)) continue;
    } catch (cause) {
      throw new Error(`${about} fails on ${path}: ${cause}`, { cause });
    }
    const errors = JSON.stringify(validate.errors);
    throw new Error(`${about} refuses ${path}: ${errors}`);
  }
}

function openapiYaml() {
  const text = readFileSync(new URL('openapi.yaml', events), 'utf8');
  return withBodyFields(text, readJson('key-request.schema.json'));
}

function openapiModule() {
  const openapi = parse(openapiYaml());
  const bundled = JSON.stringify(bundledOpenapi(openapi, readJson));
  // The bytes of node:zlib would depend on the version and the machine.
  const packed = Buffer.from(deflateSync(Buffer.from(bundled), { level: 9 })).toString('base64');
  return `${banner('openapi.yaml')}\nexport const OPENAPI_PACKED =\n  '${packed}';\n`;
}

/**
 * The pages and the files for `serverless.yml` from tables in TypeScript, and the pages with a section from
 * there.
 *
 * @returns {Promise<Readonly<Record<string, string>>>}
 */
async function pages() {
  const { PAGES, SECTIONS, DEPLOYMENT_FILES } = await importTypeScript(
    "export * from './scripts/docs/pages.ts';",
    root,
  );
  const sections = Object.entries(SECTIONS).map(([path, [mark, text]]) => [
    path,
    pageWith(path, mark, text),
  ]);
  return { ...PAGES, ...DEPLOYMENT_FILES, ...Object.fromEntries(sections) };
}

/** The page about the architecture, with the tables of imports as arrows.mjs has them. */
function architecturePage() {
  const tables = [
    arrowsTable('folder', TOP_ARROWS),
    arrowsTable('in `shared/`', INNER_ARROWS.shared ?? {}),
  ].join('\n');
  return pageWith('docs/architecture.md', 'arrows', tables);
}

/**
 * A page with this text between its marks.
 *
 * @param {string} path
 * @param {string} mark
 * @param {string} text
 */
function pageWith(path, mark, text) {
  const [start, end] = [`<!-- ${mark} -->\n`, `<!-- /${mark} -->`];
  const page = readFileSync(new URL(path, root), 'utf8');
  const [before, , after] = page.split(new RegExp(`(?<=${start})([^]*)(?=${end})`));
  if (after === undefined) throw new Error(`${path} has no marks ${start.trim()} and ${end}.`);
  return `${before}\n${text}\n${after}`;
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
