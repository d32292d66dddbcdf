// @ts-check

import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.cache', 'coverage', '.env']);

/**
 * Copies the sources of the project, and links its packages and bundles.
 *
 * @param {string} copy The folder to create.
 */
export function copyProject(copy) {
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (path) => path === ROOT || !LEFT_OUT.has(basename(path)),
  });
  mkdirSync(join(copy, 'dist'));
  for (const built of ['functions', 'emulator', 'local', 'cli', 'sbom']) {
    const bundles = join(ROOT, 'dist', built);
    if (existsSync(bundles)) symlinkSync(bundles, join(copy, 'dist', built));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
}
