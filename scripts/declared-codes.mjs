// @ts-check
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './typescript-module.mjs';

// Takes the error codes that the vendor declares for each emulated action into
// emulator/<product>/codes.json. They stand in the comments of the vendor's SDK for Go, in the version
// that the file names. Source and exceptions of the file are written by hand and stay as they are. The
// codes of scf are from the vendor's pages and stay too. With --check it writes nothing, prints the counts
// and the exceptions of each product and the actions that differ, and exits with 1 if there are any. It
// needs Go, which downloads the SDK.
//
// node scripts/declared-codes.mjs [--check]

/** @typedef {Readonly<Record<string, readonly string[]>>} Codes By action. */

const root = new URL('../', import.meta.url);
const { emulatedServices } = await importTypeScript(
  "export * from './emulator/services.ts';",
  root,
);
/** @type {readonly import('../emulator/api/service.ts').Service[]} */
const services = emulatedServices([], '');

process.exitCode = main(process.argv.slice(2));

/**
 * @param {readonly string[]} flags
 * @returns {number} The exit code.
 */
function main(flags) {
  const unknown = flags.filter((flag) => flag !== '--check');
  if (unknown.length > 0) {
    process.stderr.write(`${unknown.join(' ')} is not a flag; the only one is --check.\n`);
    return 2;
  }
  try {
    const vendor = new Map(services.flatMap(vendorCodes));
    if (!flags.includes('--check')) return write(vendor);
    const different = services.filter(({ product }) => differs(product, vendor.get(product)));
    return different.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}

/**
 * The vendor's codes of the actions of a service; none if its codes are not from an SDK alone.
 *
 * @param {import('../emulator/api/service.ts').Service} service
 * @returns {readonly (readonly [product: string, codes: Codes])[]}
 */
function vendorCodes({ product, actions }) {
  const [, module, version] =
    /^The comments of .* SDK for Go \(([\w./-]+) ([\w.]+)[,)]/.exec(fileOf(product).source) ?? [];
  if (module === undefined) return [];
  const vendor = codesInSdk(`${module}@${version}`);
  const rows = [...actions.keys()].sort().map((action) => {
    const codes = vendor.get(action);
    if (codes === undefined) throw new Error(`${module} ${version} has no action ${action}.`);
    return [action, codes];
  });
  return [[product, Object.fromEntries(rows)]];
}

/**
 * The codes of all actions of a module of the SDK.
 *
 * @param {string} module
 * @returns {ReadonlyMap<string, readonly string[]>}
 */
function codesInSdk(module) {
  const download = ['mod', 'download', '-json', module];
  // A go.mod above the working directory could name another version.
  const { error, stdout, stderr } = spawnSync('go', download, { cwd: tmpdir(), encoding: 'utf8' });
  if (error !== undefined)
    throw new Error(`The codes are read with Go: install it (${error.message}).`);
  // Go reports a failed download there too.
  const { Dir: folder, Error: failure } =
    stdout === '' ? { Error: stderr.trim() } : JSON.parse(stdout);
  if (failure !== undefined) throw new Error(`go ${download.join(' ')} failed: ${failure}`);
  const clients = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('client.go'),
  );
  const source = clients.map((path) => readFileSync(join(folder, path), 'utf8')).join('\n');
  const methods = source.matchAll(/((?:^\/\/.*\n)*)^func \(c \*Client\) (\w+)\(request /gm);
  return new Map(
    [...methods].map(([, comment = '', action = '']) => {
      const codes = [...comment.matchAll(/^\/\/ +\w+ = "([\w.]+)"/gm)].map(([, code = '']) => code);
      return [action, [...new Set(codes)].sort()];
    }),
  );
}

/**
 * Compares a product with the vendor's codes, and prints the result and the exceptions.
 *
 * @param {string} product
 * @param {Codes} [codes] Left out if there are none to compare with.
 */
function differs(product, codes) {
  const { declared, exceptions } = fileOf(product);
  const names = [...new Set([...Object.keys(codes ?? {}), ...Object.keys(declared)])];
  const different = codes
    ? names.filter((name) => String(codes[name]) !== String(declared[name]))
    : [];
  const count = Object.values(declared).flat().length;
  const head = `${product}: ${Object.keys(declared).length} actions with ${count} codes`;
  const equality =
    different.length === 0
      ? 'all as the vendor declares'
      : `not as the vendor declares: ${different.join(', ')}`;
  const rows = exceptions.map(
    ({ action, codes: besides }) => `  besides, ${action}: ${besides.join(', ')}`,
  );
  const lines = [`${head}, ${codes ? equality : "from the vendor's pages, not compared"}`, ...rows];
  process.stdout.write(`${lines.join('\n')}\n`);
  return different.length > 0;
}

/** @param {ReadonlyMap<string, Codes>} vendor */
function write(vendor) {
  const paths = [...vendor].map(([product, declared]) => {
    const path = pathOf(product);
    writeFileSync(path, JSON.stringify({ ...fileOf(product), declared }));
    return path;
  });
  const biome = fileURLToPath(new URL('node_modules/.bin/biome', root));
  const { status, stderr } = spawnSync(biome, ['format', '--write', ...paths], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return 0;
}

/**
 * @param {string} product
 * @returns {{ source: string, declared: Codes, exceptions: readonly { action: string, codes: readonly string[] }[] }}
 */
function fileOf(product) {
  return JSON.parse(readFileSync(pathOf(product), 'utf8'));
}

/** @param {string} product */
function pathOf(product) {
  return fileURLToPath(new URL(`emulator/${product}/codes.json`, root));
}
