import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads the text from which all secrets of a directory are derived. The first call stores
 * `newSecret`, so that credentials and derived keys stay valid after a restart. Only the owner of
 * the file may read it. The directory must be locked.
 *
 * @param newSecret Letters and digits.
 * @throws Error in one sentence, when the file is damaged.
 */
export function readOrCreateSecret(directory: string, newSecret: string): string {
  const path = join(directory, 'secret');
  const stored = contentOf(path);
  if (stored === undefined) {
    // The rename is atomic, so that a crash never leaves half a secret.
    writeFileSync(`${path}.new`, `${newSecret}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return newSecret;
  }
  if (/^[A-Za-z0-9]+\n$/.test(stored)) return stored.trimEnd();
  throw new Error(
    `${path} is damaged: restore an undamaged copy of the file, or delete it together with inputs.log to start with an empty cloud.`,
  );
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
