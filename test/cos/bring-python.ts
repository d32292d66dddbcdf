import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Python that has the packages of test/cos/requirements.txt. */
    readonly python: string;
  }
}

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const ENVIRONMENT = `${FOLDER}.venv`;
const REQUIREMENTS = `${FOLDER}requirements.txt`;
const INSTALLED = `${ENVIRONMENT}/requirements.txt`;

/** Installs the clients into an environment of their own, once for each version of the requirements. */
export function setup(project: TestProject): void {
  const python = `${ENVIRONMENT}/bin/python`;
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (!existsSync(INSTALLED) || readFileSync(INSTALLED, 'utf8') !== wanted) {
    process.stdout.write('Installing the clients of test/cos/requirements.txt by pip.\n');
    rmSync(ENVIRONMENT, { recursive: true, force: true });
    run('python3', ['-m', 'venv', ENVIRONMENT]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
    writeFileSync(INSTALLED, wanted);
  }
  project.provide('python', python);
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return;
  const cause = error?.message ?? stderr.trim();
  throw new Error(
    `These tests need Python 3.10 or later with venv and pip; ${program} failed: ${cause}`,
  );
}
