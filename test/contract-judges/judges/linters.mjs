// @ts-check
import { mkdirSync, rmSync } from 'node:fs';
import { CACHE, FOLDER, NODE_22, PYTHON, run } from '../tools.mjs';

/** @typedef {import('../judges.mjs').Place} Place */

/**
 * The command of each linter. Those that find something say so and end with another exit code than 0.
 *
 * @type {Readonly<Record<string, (place: Place) => readonly string[]>>}
 */
const LINTERS = {
  Redocly: ({ events, served }) => [
    NODE_22,
    `${FOLDER}node_modules/@redocly/cli/bin/cli.js`,
    ...['lint', served, `${events}openapi.yaml`, '--format=stylish', '--max-problems=20'],
    '--lint-config=error',
  ],
  Spectral: ({ events, served }) => [
    process.execPath,
    `${FOLDER}node_modules/@stoplight/spectral-cli/dist/index.js`,
    ...['lint', '--ruleset', `${FOLDER}programs/spectral.yaml`, '--fail-severity=warn'],
    ...[served, `${events}asyncapi.yaml`],
  ],
  'openapi-spec-validator': ({ served }) => [
    PYTHON.replace(/python$/, 'openapi-spec-validator'),
    served,
  ],
  'AsyncAPI parser': ({ events }) => [
    process.execPath,
    `${FOLDER}programs/asyncapi-parser.mjs`,
    `${events}asyncapi.yaml`,
  ],
};

export const CLEAN = '0 errors, 0 warnings';

/**
 * @param {string} linter
 * @param {Place} place
 */
export function judgeByLinter(linter, place) {
  const [program = '', ...args] = LINTERS[linter]?.(place) ?? [];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', NO_COLOR: '1' };
  const { status, stdout, stderr } = run(program, args, { cwd: FOLDER, env, anyExit: true });
  const said = `${stdout}${stderr}`;
  if (status === 0 && !/\bwarning/i.test(said.replace(/0 warnings/g, ''))) return CLEAN;
  process.stdout.write(said);
  return `finds something, exit ${status}`;
}

/**
 * Has Modelina make models of the messages in four languages, and says how many have no name.
 *
 * @param {Place} place
 */
export function judgeByModelina({ events }) {
  const models = `${CACHE}models`;
  rmSync(models, { recursive: true, force: true });
  mkdirSync(models, { recursive: true });
  const args = [`${FOLDER}programs/modelina.mjs`, `${events}asyncapi.yaml`, models];
  const { stdout } = run(process.execPath, args, { cwd: FOLDER });
  return stdout.trim();
}
