// @ts-check
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { CACHE, FOLDER, JARS, NODE_22, PYTHON, run } from '../tools.mjs';

/** @typedef {import('../judges.mjs').Place} Place */

/** Where each generator puts its client: a folder or a file of its own. */
const CLIENTS = `${CACHE}clients/`;
const MODULES = `${FOLDER}node_modules/`;

/**
 * How each generator makes a client, and how that is compiled. Where there is a caller, it then makes a key.
 *
 * @type {Readonly<Record<string, { make: (served: string, out: string) => void, compile: (out: string) => void, call?: (out: string, place: Place) => Promise<string> }>>}
 */
const GENERATORS = {
  'openapi-generator, typescript-fetch': {
    make: openapiGenerator('typescript-fetch'),
    compile: (out) => compileTypescript(`${out}/index.ts`),
    call: (out, place) => callTypescript('typescript-fetch', out, place),
  },
  'openapi-generator, python': {
    make: openapiGenerator('python'),
    compile: (out) => run(PYTHON, ['-m', 'compileall', '-q', out]),
    call: async (out, { url, token }) =>
      run(PYTHON, [`${FOLDER}clients/openapi_generator.py`, out, url, token]).stdout.trim(),
  },
  'openapi-generator, java': {
    make: openapiGenerator('java', '--additional-properties=library=native'),
    compile: (out) =>
      run('mvn', ['--quiet', '--batch-mode', '-DskipTests', 'compile'], { cwd: out }),
  },
  'openapi-python-client': {
    make: (served, out) => {
      const program = PYTHON.replace(/python$/, 'openapi-python-client');
      const args = ['generate', '--path', served, '--output-path', out, '--fail-on-warning'];
      const env = { ...process.env, PATH: `${dirname(PYTHON)}:${process.env.PATH}` };
      run(program, args, { cwd: CACHE, env });
    },
    compile: (out) => run(PYTHON, ['-m', 'compileall', '-q', out]),
  },
  'openapi-typescript': {
    make: (served, out) => {
      mkdirSync(out, { recursive: true });
      const program = `${MODULES}openapi-typescript/bin/cli.js`;
      run(process.execPath, [program, served, '--output', `${out}/openapi-typescript.ts`]);
    },
    compile: (out) => compileTypescript(`${out}/openapi-typescript.ts`),
    call: (out, place) => callTypescript('openapi-fetch', out, place),
  },
  'orval 7': {
    make: orval(process.execPath, 'orval'),
    compile: (out) => compileTypescript(`${out}/client.ts`),
  },
  'orval 8': {
    make: orval(NODE_22, 'orval8'),
    compile: (out) => compileTypescript(`${out}/client.ts`),
  },
  '@hey-api/openapi-ts': {
    make: (served, out) => {
      const program = `${MODULES}@hey-api/openapi-ts/bin/run.js`;
      run(process.execPath, [program, '--input', served, '--output', out, '--no-log-file'], {
        cwd: FOLDER,
      });
    },
    compile: (out) => compileTypescript(`${out}/index.ts`),
  },
};

/**
 * Has a generator make a client of the served description, and compiles and uses it. Throws if it fails.
 *
 * @param {string} generator
 * @param {Place} place
 */
export async function judgeByGenerator(generator, place) {
  const { make, compile, call } = GENERATORS[generator] ?? {};
  if (make === undefined || compile === undefined) throw new Error(`${generator} is unknown.`);
  const out = `${CLIENTS}${generator.replace(/\W+/g, '-')}`;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(CLIENTS, { recursive: true });
  make(place.served, out);
  compile(out);
  return call === undefined ? COMPILES : `${COMPILES}, ${await call(out, place)}`;
}

export const COMPILES = 'compiles';
export const MAKES_A_KEY = `${COMPILES}, makes a key`;

/**
 * @param {string} name
 * @param {readonly string[]} options
 */
function openapiGenerator(name, ...options) {
  return (/** @type {string} */ served, /** @type {string} */ out) => {
    const jar = `${JARS}/openapi-generator-cli-7.17.0.jar`;
    run('java', ['-jar', jar, 'generate', '-i', served, '-g', name, '-o', out, ...options]);
  };
}

/**
 * @param {string} node
 * @param {string} module
 */
function orval(node, module) {
  return (/** @type {string} */ served, /** @type {string} */ out) => {
    const program = [
      `${MODULES}${module}/dist/bin/orval.mjs`,
      `${MODULES}${module}/dist/bin/orval.js`,
    ];
    const args = ['--input', served, '--output', `${out}/client.ts`, '--client', 'fetch'];
    run(node, [program.find((path) => existsSync(path)) ?? '', ...args], { cwd: FOLDER });
  };
}

/**
 * @param {string} file
 * @param {readonly string[]} [types] Packages whose types there are besides those of a browser.
 */
function compileTypescript(file, types = []) {
  const options = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true },
    ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler' },
    ...{ lib: ['es2022', 'dom', 'dom.iterable'], types },
    typeRoots: [`${FOLDER}../../node_modules/@types`],
  };
  const config = `${dirname(file)}/tsconfig.judge.json`;
  writeFileSync(config, JSON.stringify({ compilerOptions: options, files: [file] }));
  run(process.execPath, [`${MODULES}typescript/bin/tsc`, '--project', config]);
}

/**
 * Compiles a caller beside the client, with its types, and runs it.
 *
 * @param {string} caller
 * @param {string} out
 * @param {Place} place
 */
async function callTypescript(caller, out, { url, token }) {
  const folder = `${out}-caller`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(out, caller === 'typescript-fetch' ? `${folder}/typescript-fetch` : folder, {
    recursive: true,
  });
  symlinkSync(MODULES, `${folder}/node_modules`);
  const source = `${folder}/${caller}.ts`;
  cpSync(`${FOLDER}clients/${caller}.ts`, source);
  compileTypescript(source, ['node']);
  const outfile = `${folder}/caller.mjs`;
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm' });
  return run(process.execPath, [outfile, url, token]).stdout;
}
