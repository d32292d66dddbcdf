// Installs the platform's Node versions for the test of the bundles, once. They have a folder of their
// own, since each brings a command `node` that would replace yours in every npm script.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../test/runtimes/', import.meta.url));

if (!existsSync(`${folder}node_modules`)) {
  const options = { cwd: folder, stdio: /** @type {const} */ ('inherit'), shell: true };
  const { status } = spawnSync('npm ci --silent', options);
  if (status !== 0) {
    process.stderr.write('The Node versions in test/runtimes could not be installed.\n');
    process.exitCode = 1;
  }
}
