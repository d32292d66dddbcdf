// @ts-check
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { JUDGES } from './judges.mjs';
import { bringTools, CACHE } from './tools.mjs';

// Has programs that others made judge the contracts: the description that the local cloud serves, and what is in events/.
//
//   npm run test:contract -- [--short] [part of the name of a judge ...]

/** @typedef {import('./judges.mjs').Judge} Judge */
/** @typedef {import('./judges.mjs').Place} Place */
/** @typedef {{ readonly judge: Judge, readonly found: string, readonly expected: string, readonly tookMs: number }} Result */

const root = fileURLToPath(new URL('../../', import.meta.url));

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  return 1;
});

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} The exit code.
 */
async function main(args) {
  const isShort = args.includes('--short');
  const names = args.filter((arg) => arg !== '--short');
  const chosen = JUDGES.filter((judge) => names.length > 0 || !isShort || judge.isShort).filter(
    ({ group, name }) =>
      names.length === 0 || names.some((each) => `${group} ${name}`.includes(each)),
  );
  if (chosen.length === 0) {
    process.stderr.write(`No judge is called so: ${JUDGES.map(({ name }) => name).join(', ')}.\n`);
    return 2;
  }
  mkdirSync(CACHE, { recursive: true });
  bringTools(chosen.flatMap(({ tools }) => tools));
  const cloud = await startCloud();
  try {
    const place = await placeOf(cloud, isShort);
    const results = await judgeAll(chosen, place);
    process.stdout.write(tableOf(results));
    return results.every(({ found, expected }) => found === expected) ? 0 : 1;
  } finally {
    cloud.stop();
  }
}

/**
 * Starts the local cloud with the application on a free port.
 *
 * @returns {Promise<{ readonly url: string, readonly token: string, readonly stop: () => void }>}
 */
async function startCloud() {
  const args = [`${root}dist/local/start.mjs`, '--port', '0', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { ready, url, token } = JSON.parse(line);
    if (ready !== true) continue;
    child.stdout.resume(); // What it prints later must not fill the pipe.
    const stop = () => child.kill();
    return { url: `${url}/functions/accept-request`, token, stop };
  }
  throw new Error('The local cloud has not started.');
}

/**
 * @param {{ readonly url: string, readonly token: string }} cloud
 * @param {boolean} isShort
 * @returns {Promise<Place>}
 */
async function placeOf({ url, token }, isShort) {
  const events = `${root}events/`;
  const served = `${CACHE}openapi.json`;
  const answer = await fetch(`${url}/openapi.json`);
  const description = await answer.json();
  const { default: published } = await import(`${events}openapi.json`, { with: { type: 'json' } });
  if (!isDeepStrictEqual(description, published)) {
    throw new Error('The local cloud does not serve events/openapi.json: run npm run build.');
  }
  writeFileSync(served, JSON.stringify(description));
  const samples = readdirSync(`${events}samples`);
  return {
    ...{ root, events, served, url, token, isShort },
    schemas: readdirSync(events).filter((file) => file.endsWith('.schema.json')),
    samplesOf: (schema) => samples.filter((file) => isSampleOf(file, schema)),
  };
}

/**
 * @param {string} file
 * @param {string} schema
 */
function isSampleOf(file, schema) {
  return file.startsWith(schema.replace('schema.json', '')) && file.endsWith('.json');
}

/**
 * One after another, since most use all that the machine has.
 *
 * @param {readonly Judge[]} judges
 * @param {Place} place
 * @returns {Promise<readonly Result[]>}
 */
async function judgeAll(judges, place) {
  const results = [];
  for (const judge of judges) {
    const startedMs = performance.now();
    const found = await Promise.resolve()
      .then(() => judge.judge(place))
      .catch((error) => (error instanceof Error ? error.message : String(error)));
    const expected = judge.expected(place);
    results.push({ judge, found, expected, tookMs: performance.now() - startedMs });
    process.stdout.write(`${judge.name}: ${found}\n`);
  }
  return results;
}

/** @param {readonly Result[]} results */
function tableOf(results) {
  const head = ['group', 'judge', 'found', 's'];
  const rows = results.map(({ judge, found, expected, tookMs }) => [
    ...[judge.group, judge.name],
    found === expected ? found : `${found.split('\n')[0]?.slice(0, 120)}, not: ${expected}`,
    String(Math.round(tookMs / 1_000)),
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`);
  const groups = [...new Set(results.map(({ judge }) => judge.group))].map((group) => {
    const own = results.filter(({ judge }) => judge.group === group);
    const good = own.filter(({ found, expected }) => found === expected);
    return `${group} ${good.length} of ${own.length}`;
  });
  return `\n${lines.join('')}\n${groups.join(', ')}\n`;
}
