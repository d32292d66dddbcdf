import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The text from which the secrets of a directory are derived: `newSecret` at its first use, and the
 * same ever after, so that yesterday's credentials still sign and yesterday's keys are still ours.
 * Only the file's owner may read it. The directory must be locked.
 *
 * @param newSecret Letters and digits.
 * @throws Error in one sentence, when the file is damaged.
 */
export function readOrCreateSecret(directory: string, newSecret: string): string {
  const path = join(directory, 'secret');
  const kept = contentOf(path);
  if (kept === undefined) {
    // Renamed when it is whole, so that no crash leaves half a secret.
    writeFileSync(`${path}.new`, `${newSecret}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return newSecret;
  }
  if (/^[A-Za-z0-9]+\n$/.test(kept)) return kept.trimEnd();
  throw new Error(
    `${path} is damaged: put back an unharmed copy of the file, or delete it together with inputs.log to start anew.`,
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
