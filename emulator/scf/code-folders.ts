import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unpackCode } from './unpack-code.ts';

/** Where the code of functions lies while they are up: a temporary folder, one below it for each. */
export type CodeFolders = {
  /** The program of instances, which a new build must not change under those that run. */
  readonly workerUrl: URL;
  /**
   * Unpacks the code of a function into a new folder.
   *
   * @returns its path.
   * @throws Error in one sentence, when that cannot be done.
   */
  readonly unpack: (functionName: string, zipFile: string) => string;
  readonly remove: (folder: string) => void;
  /** Removes everything. */
  readonly close: () => void;
};

/** @param workerUrl The built `worker.mjs`. */
export function codeFolders(workerUrl: URL): CodeFolders {
  const root = mkdtempSync(join(tmpdir(), 'tenant-keys-'));
  const worker = join(root, 'worker.mjs');
  const remove = (path: string) => rmSync(path, { recursive: true, force: true });
  let count = 0;
  try {
    copyFileSync(workerUrl, worker);
    // On the platform nothing above the code says that it is an ES module, as something here might.
    writeFileSync(join(root, 'package.json'), '{ "type": "commonjs" }\n');
  } catch (error) {
    remove(root);
    throw error;
  }

  function unpack(functionName: string, zipFile: string): string {
    count += 1;
    const folder = join(root, `${functionName}-${count}`);
    mkdirSync(folder);
    try {
      unpackCode(zipFile, folder);
      return folder;
    } catch (error) {
      remove(folder);
      throw error;
    }
  }

  return { workerUrl: pathToFileURL(worker), unpack, remove, close: () => remove(root) };
}
