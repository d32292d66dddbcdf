// Installs the Node versions that test/nodes runs in, once: the platform's, and newer ones. They have a folder
// of their own, since each brings a command `node` that would replace yours in every npm script.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../test/runtimes/', import.meta.url));

const { optionalDependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
const names = Object.keys(optionalDependencies).filter((name) =>
  name.endsWith(`-${process.platform}-${process.arch}`),
);

if (names.some((name) => !existsSync(`${folder}node_modules/${name}`))) {
  const options = { cwd: folder, stdio: /** @type {const} */ ('inherit'), shell: true };
  const { status } = spawnSync('npm ci --silent', options);
  if (status !== 0) {
    process.stderr.write('The Node versions in test/runtimes could not be installed.\n');
    process.exitCode = 1;
  }
}
