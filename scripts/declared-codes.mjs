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
// codes of scf are from the vendor's pages and stay too. With --check it writes nothing, lists the
// differences, and exits with 1 if there are any. It needs Go, which downloads the SDK.
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
const declared = services.flatMap(declaredCodes);
if (process.argv.includes('--check')) {
  process.exitCode = declared.filter(differs).length === 0 ? 0 : 1;
} else {
  write();
}

/**
 * The codes of the actions of a service; none if its codes are not from an SDK alone.
 *
 * @param {import('../emulator/api/service.ts').Service} service
 */
function declaredCodes({ product, actions }) {
  const { source } = JSON.parse(readFileSync(fileOf(product), 'utf8'));
  const [, module, version] =
    /^The comments of .* SDK for Go \(([\w./-]+) ([\w.]+)[,)]/.exec(source) ?? [];
  if (module === undefined) return [];
  const vendor = codesInSdk(`${module}@${version}`);
  const rows = [...actions.keys()].sort().map((action) => {
    const codes = vendor.get(action);
    if (codes === undefined) throw new Error(`${module} ${version} has no action ${action}.`);
    return [action, codes];
  });
  return [{ product, codes: /** @type {Codes} */ (Object.fromEntries(rows)) }];
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
  const { status, stdout, stderr } = spawnSync('go', download, { cwd: tmpdir(), encoding: 'utf8' });
  if (status !== 0) throw new Error(`go ${download.join(' ')} failed: ${stderr || 'install Go'}`);
  const { Dir: folder } = JSON.parse(stdout);
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
