// @ts-check
import { readFileSync } from 'node:fs';
import { CACHE, FOLDER, PYTHON, run } from '../tools.mjs';

/** @typedef {import('../judges.mjs').Place} Place */

/**
 * Sends requests that fit the served description, and requests that do not, and compares the answers with it. EXAMPLES=1200
 * takes so many of each operation, and SEED=2 others.
 *
 * @param {Place} place
 */
export function judgeBySchemathesis({ served, url, token, isShort }) {
  const { EXAMPLES = isShort ? '10' : '100', SEED = '20261130' } = process.env;
  const { stdout } = run(
    PYTHON.replace(/python$/, 'schemathesis'),
    [
      ...['--config-file', `${FOLDER}programs/schemathesis.toml`, 'run', served, '--url', url],
      ...['-H', `Authorization: Bearer ${token}`, '--checks', 'all', '--mode', 'all'],
      ...['--max-examples', EXAMPLES, '--seed', SEED, '--continue-on-failure'],
      ...['--suppress-health-check', 'all', '--request-timeout', '20', '--no-color'],
      ...['--report', 'junit', '--report-junit-path', `${CACHE}schemathesis.xml`],
    ],
    {
      cwd: CACHE,
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: 'schemathesis_hooks',
        PYTHONPATH: `${FOLDER}programs`,
      },
      anyExit: true,
    },
  );
  const report = readFileSync(`${CACHE}schemathesis.xml`, 'utf8');
  const [totals = ''] = /<testsuites [^>]*>/.exec(report) ?? [];
  const [, failures = '?'] = /failures="(\d+)"/.exec(totals) ?? [];
  const [, errors = '?'] = /errors="(\d+)"/.exec(totals) ?? [];
  const [cases = ''] = /^ *\d+ generated.*$/m.exec(stdout) ?? [];
  process.stdout.write(failures === '0' && errors === '0' ? `${cases.trim()}\n` : stdout);
  return `${failures} failures, ${errors} errors`;
}
