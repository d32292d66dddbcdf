// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Brings the programs of others that judge the contracts: each kind once for every version of what names it. They stay in
// a folder that git ignores.

/** @typedef {'npm' | 'python' | 'java' | 'go'} Tool */

export const FOLDER = fileURLToPath(new URL('./', import.meta.url));
export const CACHE = `${FOLDER}.cache/`;

/** The programs, where {@link bringTools} puts them. */
export const PYTHON = `${CACHE}python/bin/python`;
export const JARS = `${CACHE}java`;
export const GO_VALIDATE = `${CACHE}go/validate`;
export const OASDIFF = `${CACHE}go/oasdiff`;
export const NODE_22 = `${FOLDER}node_modules/node22-linux-${process.arch}/bin/node`;

const OASDIFF_VERSION = 'v1.37.0';

/**
 * @typedef {object} Source
 * @property {string} names What the programs are, for the line that says what is being installed.
 * @property {readonly string[]} files Those that name versions, and sources that are compiled.
 * @property {string} needs What the machine must have, for the sentence when it is missing.
 * @property {(place: string) => void} install
 */

/** @type {Readonly<Record<Tool, Source>>} */
const SOURCES = {
  npm: {
    names: 'generators, linters and Ajv by npm',
    files: ['package-lock.json'],
    needs: 'npm',
    install: () => run('npm', ['ci', '--ignore-scripts', '--silent', '--prefix', FOLDER]),
  },
  python: {
    names: 'validators, linters, an SDK and schemathesis by pip',
    files: ['requirements.txt'],
    needs: 'Python 3.10 or later with venv and pip (python3-venv on Debian)',
    install: (place) => {
      const requirements = `${FOLDER}requirements.txt`;
      run('python3', ['-m', 'venv', place]);
      run(`${place}/bin/pip`, ['install', '--quiet', '--requirement', requirements]);
    },
  },
  java: {
    names: 'a generator, a validator and an SDK by Maven',
    files: ['pom.xml'],
    needs: 'Java 17 and Maven (openjdk-17-jdk-headless and maven on Debian)',
    install: (place) => {
      const pom = `${FOLDER}pom.xml`;
      const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${place}`];
      run('mvn', ['--quiet', '--batch-mode', '--file', pom, ...goal]);
    },
  },
  go: {
    names: 'a validator and oasdiff by Go, which takes minutes',
    files: ['go/go.mod', 'go/go.sum', 'go/validate.go'],
    needs: 'Go 1.22 or later (golang-go on Debian)',
    install: (place) => {
      const options = { cwd: `${FOLDER}go`, env: { ...process.env, GOBIN: place } };
      run('go', ['build', '-o', `${place}/validate`, '.'], options);
      run('go', ['install', `github.com/oasdiff/oasdiff@${OASDIFF_VERSION}`], options);
    },
  },
};

/**
 * Installs what is missing or of another version. Throws an error that says what the machine lacks.
 *
 * @param {Iterable<Tool>} tools
 */
export function bringTools(tools) {
  for (const tool of new Set(tools)) {
    const { names, files, install } = SOURCES[tool];
    const stamp = `${CACHE}${tool}.stamp`;
    const wanted = hashOf(files);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue;
    process.stdout.write(`Installing ${names}.\n`);
    const place = `${CACHE}${tool}`;
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    try {
      install(place);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`These judges need ${SOURCES[tool].needs}: ${reason}`, { cause });
    }
    writeFileSync(stamp, wanted);
  }
}

/** @param {readonly string[]} files */
function hashOf(files) {
  const hash = createHash('sha256').update(OASDIFF_VERSION);
  for (const file of files) hash.update(readFileSync(FOLDER + file));
  return hash.digest('hex');
}

/**
 * Runs a program to its end, and returns what it printed. Throws if it cannot be started or ends with another exit code
 * than 0, unless any is allowed.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, anyExit?: boolean }} [options]
 * @returns {{ stdout: string, stderr: string, status: number | null }}
 */
export function run(program, args, { anyExit = false, ...options } = {}) {
  const limits = { encoding: /** @type {const} */ ('utf8'), maxBuffer: 1e9 };
  const { status, stdout, stderr, error } = spawnSync(program, args, { ...limits, ...options });
  if (error !== undefined) throw error;
  if (status !== 0 && !anyExit) {
    throw new Error(`${program} ${args[0]} failed: ${`${stderr}${stdout}`.trim().slice(0, 1_000)}`);
  }
  return { stdout, stderr, status };
}
