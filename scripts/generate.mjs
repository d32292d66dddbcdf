// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openapiFiles } from './generate/openapi.mjs';
import { pageFiles } from './generate/pages.mjs';
import { schemaFiles } from './generate/shared-definitions.mjs';
import { typeFiles } from './generate/types.mjs';
import { validatorFiles } from './generate/validators.mjs';

// Generates files from the contracts in events/ (types, validators and the description of the HTTP API)
// and from tables in the code (pages of docs/, .env.example and the schema of serverless.yml). With
// --check it writes nothing, lists the files that differ, and exits with 1 if there are any.

/** @typedef {import('./generate/contracts.mjs').Files} Files */
/** @typedef {import('./generate/contracts.mjs').Contract} Contract */

/**
 * The contracts with types, and whatever else is generated from each.
 *
 * @type {readonly Contract[]}
 */
const CONTRACTS = [
  {
    name: 'key-request',
    folder: 'shared/tenant-key',
    validated: true,
    specified: true,
    brands: { keyName: 'KeyName' },
    brandsFrom: '../key.ts',
  },
  { name: 'plan', folder: 'shared/tenant-key' },
  // A message has its source wherever it goes; only the contract of dead letters describes it.
  { name: 'source', partOf: 'dead-letter', folder: 'shared/tenant-key' },
  { name: 'vocabulary', folder: 'shared/tenant-key' },
  { name: 'dead-letter', folder: 'shared/dead-letters', validated: true },
  {
    name: 'dead-letters-command',
    folder: 'shared/dead-letters',
    validated: true,
    commands: true,
  },
  { name: 'fleet-command', folder: 'shared/fleet', validated: true, commands: true },
  // Answers a command of operators that was not carried out, whichever it is.
  { name: 'refused', folder: 'shared' },
  { name: 'cloud-event', folder: 'shared/events', written: true },
  { name: 'operation-event', folder: 'shared/events' },
  { name: 'quota-level', folder: 'shared/quota', validated: true },
  { name: 'instance-report', folder: 'shared/key-status', validated: true },
  { name: 'tenant-block', folder: 'shared/key-status' },
  {
    name: 'oversight-command',
    folder: 'shared/oversight',
    validated: true,
    commands: true,
  },
  { name: 'status', folder: 'cli/status' },
  { name: 'key-list', folder: 'shared/http', written: true },
  { name: 'problem', folder: 'shared/http', written: true },
  { name: 'provisioning', folder: 'shared/http', written: true },
  { name: 'request-status', folder: 'shared/http', written: true },
  // The client library depends on nothing of the product.
  { name: 'cloud-event', folder: 'client/src' },
  { name: 'operation-event', folder: 'client/src' },
];

const root = new URL('../', import.meta.url);

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
    const handle = flags.includes('--check') ? checkFiles : writeFiles;
    // All others are generated from the schemas, which must be whole first.
    const exitCode = handle(schemaFiles());
    return Math.max(exitCode, handle(await generatedFiles()));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}

/** @returns {Promise<Files>} */
async function generatedFiles() {
  const files = await Promise.all([
    ...CONTRACTS.map(typeFiles),
    ...CONTRACTS.filter(({ validated }) => validated).map(validatorFiles),
    openapiFiles(),
    clientFiles(),
    pageFiles(),
  ]);
  return Object.assign({}, ...files);
}

/** The client names tenants by the same rule. */
function clientFiles() {
  const rule = 'shared/tenant-key/tenant-id.ts';
  const banner = `// Copied from ${rule} by \`npm run generate\`. Do not edit.\n\n`;
  return {
    'client/src/generated/tenant-id.ts': banner + readFileSync(new URL(rule, root), 'utf8'),
  };
}

/** @param {Files} files */
function writeFiles(files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(fileURLToPath(new URL(path, root))), { recursive: true });
    writeFileSync(new URL(path, root), text);
  }
  return 0;
}

/** @param {Files} files */
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
