import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type UnzipFileInfo, unzipSync } from 'fflate';

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
  const root = mkdtempSync(join(tmpdir(), 'local-cloud-'));
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

/**
 * Writes the files of a function's code into a folder, and nothing outside of it.
 *
 * @param zipFile The zip in base64, as it is uploaded.
 * @throws Error in one sentence, when it is no zip, holds a path that leads out of the folder, or is
 *   larger than the platform takes.
 * @see https://cloud.tencent.com/document/product/583/11637 (limits)
 */
export function unpackCode(zipFile: string, folder: string): void {
  for (const [path, content] of Object.entries(filesIn(Buffer.from(zipFile, 'base64')))) {
    const isFolder = path.endsWith('/');
    mkdirSync(isFolder ? join(folder, path) : dirname(join(folder, path)), { recursive: true });
    if (!isFolder) writeFileSync(join(folder, path), content);
  }
}

/** Bytes of all files of a function together. */
const UNPACKED_BYTES_MAX = 500 * 1024 * 1024;

/** No limit of the platform's: it keeps a small machine from a zip that is nothing but names. */
const FILES_MAX = 10_000;

function filesIn(zip: Uint8Array): Readonly<Record<string, Uint8Array>> {
  let bytes = 0;
  let files = 0;
  // The sizes are those that the zip tells; nothing is unpacked beyond them.
  const check = ({ name, originalSize }: UnzipFileInfo): boolean => {
    bytes += originalSize;
    files += 1;
    if (!isWithin(name)) throw new Error(`${JSON.stringify(name)} leads out of the code's folder`);
    if (bytes > UNPACKED_BYTES_MAX) throw new Error(`it has more than ${UNPACKED_BYTES_MAX} bytes`);
    if (files > FILES_MAX) throw new Error(`it has more than ${FILES_MAX} files`);
    return true;
  };
  try {
    return unzipSync(zip, { filter: check });
  } catch (cause) {
    throw new Error(`The code cannot be unpacked: ${(cause as Error).message}.`, { cause });
  }
}

/** A path below the folder. What other systems take for a path is none here either. */
function isWithin(path: string): boolean {
  const isOdd = path === '' || path.startsWith('/') || /[\\:\0]/.test(path);
  return !isOdd && !path.split('/').includes('..');
}
