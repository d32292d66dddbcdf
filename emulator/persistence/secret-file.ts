import { createHash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { checkedText, headerOf, parseCheckedLines } from './checked-lines.ts';
import { openForAppending, readPrivateFile, replacePrivateFile } from './private-file.ts';

/**
 * Reads the text from which all secrets of a directory are derived, so that credentials and derived keys stay
 * valid after a restart; undefined if there is none yet. The directory must be locked.
 *
 * @throws Error in one sentence, when the file is damaged or not a file of the local cloud.
 */
export function readSecret(directory: string): string | undefined {
  const path = join(directory, 'secret');
  const content = readPrivateFile(path);
  if (content === undefined) return undefined;
  const { texts, end } = parseCheckedLines(content, HEADER, { path, remedy: REMEDY });
  const [secret] = texts;
  if (secret === undefined || texts.length > 1 || end === 'torn') {
    throw new Error(`${path} is damaged: ${REMEDY}.`);
  }
  return secret;
}

const HEADER = headerOf('secret');

const REMEDY =
  'restore an undamaged copy of the file, or delete it together with inputs.log to start with an empty cloud';

/** Takes the rights of others to the secret away. */
export function protectSecret(directory: string): void {
  closeSync(openForAppending(join(directory, 'secret')));
}

/** Stores the secret of a directory that has none. Only the owner of the file may read it. */
export function writeSecret(directory: string, secret: string): void {
  closeSync(replacePrivateFile(join(directory, 'secret'), checkedText(HEADER, [secret]).content));
}

/** A text that is different for another secret, and says nothing about it. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(`fingerprint of ${secret}`).digest('hex').slice(0, 16);
}
