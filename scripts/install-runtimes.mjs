// Installs the platform's versions of Node for the test of the bundles, once. They have a folder of
// their own, as each brings a command `node` that would take the place of yours in every npm script.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../test/runtimes/', import.meta.url));

if (!existsSync(`${folder}node_modules`)) {
  const options = { cwd: folder, stdio: /** @type {const} */ ('inherit'), shell: true };
  const { status } = spawnSync('npm ci --silent', options);
  if (status !== 0) {
    process.stderr.write('The versions of Node in test/runtimes could not be installed.\n');
    process.exitCode = 1;
  }
}
