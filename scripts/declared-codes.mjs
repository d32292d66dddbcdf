// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './typescript-module.mjs';

// Takes the error codes that the vendor declares for each emulated action from a file like
// {"kms": {"CreateKey": ["InternalError", …], …}, …} into emulator/<product>/codes.json. The source and
// the exceptions of such a file are written by hand and stay as they are, and so do the codes of a product
// that the given file lacks. With --check it writes nothing, lists the differences, and exits with 1 if
// there are any.
//
// node scripts/declared-codes.mjs FILE [--check]

/** @typedef {Readonly<Record<string, readonly string[]>>} Codes By action. */

const root = new URL('../', import.meta.url);
const [path = ''] = process.argv.slice(2).filter((argument) => argument !== '--check');
if (path === '' || !existsSync(path)) {
  process.stderr.write(
    'Give the file with the codes of each action: declared-codes.mjs FILE [--check].\n',
  );
  process.exit(2);
}
/** @type {Readonly<Record<string, Codes>>} */
const vendor = JSON.parse(readFileSync(path, 'utf8'));
const products = Object.keys(vendor);
const actions = await emulatedActions();
const declared = products.map((product) => ({ product, codes: codesOf(product) }));
if (process.argv.includes('--check')) {
  process.exitCode = declared.filter(differs).length === 0 ? 0 : 1;
} else {
  write();
}

/**
 * The names of the emulated actions by product.
 *
 * @returns {Promise<Readonly<Record<string, readonly string[]>>>}
 */
async function emulatedActions() {
  const exported = products.map((product) => `export * from './emulator/${product}/service.ts';`);
  const services = await importTypeScript(exported.join('\n'), root);
  return Object.fromEntries(
    products.map((product) => [product, [...services[`${product}Service`].actions.keys()].sort()]),
  );
}

/**
 * @param {string} product
 * @returns {Codes}
 */
function codesOf(product) {
  const rows = (actions[product] ?? []).map((action) => {
    const codes = vendor[product]?.[action];
    if (codes === undefined) throw new Error(`${path} has no codes of ${product} ${action}.`);
    return [action, [...new Set(codes)].sort()];
  });
  return Object.fromEntries(rows);
}

/** @param {{ readonly product: string, readonly codes: Codes }} product */
function differs({ product, codes }) {
  const kept = JSON.parse(readFileSync(fileOf(product), 'utf8')).declared;
  const names = [...new Set([...Object.keys(codes), ...Object.keys(kept)])];
  const different = names.filter((name) => String(codes[name]) !== String(kept[name]));
  const count = Object.values(codes).flat().length;
  process.stdout.write(
    different.length === 0
      ? `${product}: ${names.length} actions with ${count} codes, all as declared\n`
      : `${product} differs in ${different.join(', ')}\n`,
  );
  return different.length > 0;
}

function write() {
  const files = declared.map(({ product, codes }) => {
    const file = fileOf(product);
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...kept, declared: codes }));
    return file;
  });
  const biome = fileURLToPath(new URL('node_modules/.bin/biome', root));
  const { status, stderr } = spawnSync(biome, ['format', '--write', ...files], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

/** @param {string} product */
function fileOf(product) {
  return fileURLToPath(new URL(`emulator/${product}/codes.json`, root));
}
