import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder with all that deploying needs; the functions do nothing, so that nothing must be built. */
export type Project = {
  readonly folder: string;
  /** Replaces a text of serverless.yml, which must have it. */
  readonly edit: (before: string, after: string) => void;
  readonly write: (path: string, text: string) => void;
  readonly remove: (path: string) => void;
  readonly close: () => void;
};

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const FUNCTIONS = ['accept-request', 'provision-keys', 'heal', 'redrive', 'reconcile', 'oversee'];

export function copiedProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  for (const path of ['serverless.yml', '.env.example', 'deploy']) {
    cpSync(join(ROOT, path), join(folder, path), {
      recursive: true,
      filter: (source) => !source.endsWith('.ts'),
    });
  }
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const name of FUNCTIONS) {
    write(`dist/functions/${name}/index.js`, 'exports.main_handler = async () => ({});\n');
  }
  return {
    folder,
    edit: (before, after) => {
      const text = readFileSync(join(folder, 'serverless.yml'), 'utf8');
      if (!text.includes(before)) throw new Error(`serverless.yml has no ${before}`);
      write('serverless.yml', text.replace(before, after));
    },
    write,
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    close: () => rmSync(folder, { recursive: true }),
  };
}
