import { spawnSync } from 'node:child_process';

/** Installs zsh and fish where they are missing and apt-get can be used. */
export function setup(): void {
  const missing = ['zsh', 'fish'].filter((shell) => !canRun(shell, ['--version']));
  if (missing.length === 0) return;
  process.stdout.write(`Installing ${missing.join(' and ')} by apt-get.\n`);
  const isInstalled =
    canRun('apt-get', ['update']) &&
    canRun('apt-get', ['install', '--yes', '--no-install-recommends', ...missing]);
  if (isInstalled) return;
  const error = new Error(
    `These tests need ${missing.join(' and ')}, and apt-get could not install them: install them and run this again.`,
  );
  delete error.stack; // What to install is all that there is to say.
  throw error;
}

function canRun(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
