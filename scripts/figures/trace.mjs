// @ts-check

import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { importsOf, sourceFiles } from '../import-graph.mjs';

/** @typedef {import('./probe.mjs').Trace} Trace */

const PROBE = fileURLToPath(new URL('probe.mjs', import.meta.url));
const TRACE_MS_MAX = 60_000;
const COMMAND_ENTRY = 'cli/tenant-keys.ts';

/**
 * Builds a project, starts its local cloud, and runs its sources against that. Returns the hand-written
 * files that are entered: of functions/ and shared/ by a function, of cli/ by the command. The file of
 * the handler or command itself is not counted, nor are files that only wrap the clock or the process.
 *
 * @param {string} root
 * @returns {Promise<Trace>}
 * @throws Error that says what failed to run.
 */
export async function traceOf(root) {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', '--quiet'], { cwd: root });
  const cloud = spawn(process.execPath, [startProgramOf(root), '--json', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(cloud, 'exit');
  try {
    const trace = await probe(root, await urlOf(cloud));
    const isCounted = countingIn(root);
    return {
      queue: trace.queue.filter(
        isCounted('functions/provision-keys.ts', /^(?:functions|shared)\//),
      ),
      command: trace.command.filter(isCounted(COMMAND_ENTRY, /^cli\//)),
      redrive: trace.redrive.filter(isCounted('functions/redrive.ts', /^(?:functions|shared)\//)),
    };
  } finally {
    cloud.kill();
    await ended;
  }
}

/**
 * The program that `npm start` runs last.
 *
 * @param {string} root
 */
function startProgramOf(root) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, program] = /\bnode (\S+)\s*$/.exec(scripts.start) ?? [];
  if (program === undefined) throw new Error('package.json does not say what `npm start` runs.');
  return program;
}

/**
 * The URL of a local cloud, from the first line that it prints.
 *
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, null>} cloud
 * @returns {Promise<string>}
 */
async function urlOf({ stdout }) {
  const lines = createInterface({ input: stdout });
  const closed = once(lines, 'close').then(() => []);
  const [line] = await Promise.race([once(lines, 'line'), closed]);
  if (line === undefined) throw new Error('The local cloud did not start.');
  return JSON.parse(line).url;
}

/**
 * @param {string} root
 * @param {string} cloudUrl
 * @returns {Promise<Trace>}
 */
async function probe(root, cloudUrl) {
  const args = [root, cloudUrl, JSON.stringify(commandModules(root))];
  const child = fork(PROBE, args, { silent: true, timeout: TRACE_MS_MAX });
  child.stdout?.resume(); // The functions' own log.
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  /** @type {Trace | undefined} */
  let trace;
  child.on('message', (message) => {
    trace = /** @type {Trace} */ (message);
  });
  await once(child, 'close');
  if (trace !== undefined) return trace;
  throw new Error(/^\w*Error.*$/m.exec(errors)?.[0] ?? `The probe ended. ${errors}`);
}

/**
 * The entry of the command, and everything that it imports.
 *
 * @param {string} root
 */
function commandModules(root) {
  const sources = new Set(sourceFiles(root).map(({ path }) => path));
  const imports = importsOf(sourceFiles(root));
  const modules = new Set([COMMAND_ENTRY]);
  for (const path of modules) {
    for (const { from, to } of imports) if (from === path && sources.has(to)) modules.add(to);
  }
  return [...modules].filter((path) => !path.endsWith('.d.ts'));
}

/**
 * Whether a file is counted. Generated files are not sources.
 *
 * @param {string} root
 */
function countingIn(root) {
  const counted = new Set(
    sourceFiles(root)
      .filter(({ text }) => !wrapsProcess(text))
      .map(({ path }) => path),
  );
  return (/** @type {string} */ entry, /** @type {RegExp} */ folders) =>
    (/** @type {string} */ path) =>
      path !== entry && folders.test(path) && counted.has(path);
}

const PROCESS_WRAPPERS = new Set(['nodeClock', 'nodeRuntime', 'provideWebCrypto']);

/** @param {string} text */
function wrapsProcess(text) {
  const names = [...text.matchAll(/^export (?:async )?(?:const|function) (\w+)/gm)];
  return names.length > 0 && names.every(([, name = '']) => PROCESS_WRAPPERS.has(name));
}
