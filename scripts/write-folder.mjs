// @ts-check

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} NewFile
 * @property {string} path From the folder on.
 * @property {Uint8Array} content
 * @property {boolean} [isProgram] Whether the shell may run it.
 */

/**
 * Writes these files, and removes all others from the folders that are ours. A file with the same
 * content is not touched. A changed file is replaced atomically: readers see the old or the new one.
 *
 * @param {string} folder
 * @param {readonly string[]} owned The folders below that contain only these files.
 * @param {readonly NewFile[]} files
 */
export function writeFolder(folder, owned, files) {
  for (const file of files) writeFile(join(folder, file.path), file);
  const kept = new Set(files.map(({ path }) => join(folder, path)));
  for (const below of owned) removeOthers(join(folder, below), kept);
}

/**
 * @param {string} path
 * @param {NewFile} file
 */
function writeFile(path, { content, isProgram = false }) {
  if (existsSync(path) && readFileSync(path).equals(content)) return;
  mkdirSync(dirname(path), { recursive: true });
  // Concurrent builds write the same content, so it does not matter which draft comes last.
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content);
  if (isProgram) chmodSync(draft, 0o755);
  renameSync(draft, path);
}

/**
 * @param {string} folder
 * @param {ReadonlySet<string>} kept
 */
function removeOthers(folder, kept) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeOthers(path, kept);
    // A concurrent build may be about to rename its draft.
    else if (!kept.has(path) && !path.endsWith('.new')) rmSync(path, { force: true });
  }
}
