import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Installs what builds and judges the package, as its own lock file has it. */
export function setup(): void {
  const cwd = fileURLToPath(new URL('../../client/', import.meta.url));
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
