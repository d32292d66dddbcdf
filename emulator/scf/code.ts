import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import type { Switches } from '../api/switches.ts';
import { isRunning, ownIdentity } from '../process/process-identity.ts';

/**
 * The unpacked code of the running functions: a temporary folder with one folder for each function.
 */
export type CodeFolders = {
  /**
   * A copy of the instances' program, so that a new build does not change it under running
   * instances.
   */
  readonly workerUrl: URL;
  /**
   * Unpacks the code of a function into a new folder.
   *
   * @returns The path of the folder.
   * @throws Error in one sentence, when that fails.
   */
  readonly unpack: (functionName: string, zipFile: string) => string;
  readonly remove: (folder: string) => void;
  /** Removes everything. */
  readonly close: () => void;
};

/**
 * Makes the temporary folder, and removes those of processes that were killed.
 *
 * @param workerUrl The built `worker.mjs`.
 */
export function codeFolders(workerUrl: URL): CodeFolders {
  removeAbandoned(tmpdir());
  const { pid, start } = ownIdentity();
  const root = mkdtempSync(join(tmpdir(), `local-cloud-${pid}-${start}-`));
  const worker = join(root, 'worker.mjs');
  const remove = (path: string) => rmSync(path, { recursive: true, force: true });
  let count = 0;
  try {
    copyFileSync(workerUrl, worker);
    // Without this file, a package.json in a parent folder could make the code an ES module.
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

/** The name of a folder says which process uses it, from the moment in which it is made. */
const ROOT_NAME = /^local-cloud-([1-9]\d{0,14})-([0-9a-f]{12}|)-[A-Za-z0-9]{6}$/;

/** Removes the folders of processes that have ended. A start never fails for them. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent).filter(isAbandoned)) {
    try {
      if (isOwnFolder(join(parent, name))) rmSync(join(parent, name), { recursive: true });
    } catch {
      // Another process removes it as well.
    }
  }
}

function isAbandoned(name: string): boolean {
  const [, pid, start] = ROOT_NAME.exec(name) ?? [];
  return start !== undefined && !isRunning({ pid: Number(pid), start });
}

/** Whether this user made the folder, and it is not a link. */
function isOwnFolder(path: string): boolean {
  const found = lstatSync(path);
  return found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid);
}

/**
 * Writes the files of a function's code into a folder, and nothing outside of it.
 *
 * @param zipFile The uploaded zip in base64.
 * @throws Error in one sentence, when it is not a zip, contains a path outside of the folder, or
 *   exceeds the platform's limit.
 * @see https://cloud.tencent.com/document/product/583/11637 (limits)
 */
function unpackCode(zipFile: string, folder: string): void {
  for (const [path, content] of Object.entries(filesIn(Buffer.from(zipFile, 'base64')))) {
    const isFolder = path.endsWith('/');
    mkdirSync(isFolder ? join(folder, path) : dirname(join(folder, path)), { recursive: true });
    if (!isFolder) writeFileSync(join(folder, path), content);
  }
}

/** The limit of all files of a function together. */
const UNPACKED_BYTES_MAX = 500 * 1024 * 1024;

/**
 * Not a limit of the platform: it protects a small machine from a zip with countless empty files.
 */
const FILES_MAX = 10_000;

function filesIn(zip: Uint8Array): Readonly<Record<string, Uint8Array>> {
  let bytes = 0;
  let files = 0;
  // These are the sizes that the zip declares; nothing beyond them is unpacked.
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

/** A path below the folder. Paths that other systems would interpret are refused as well. */
function isWithin(path: string): boolean {
  const isOdd = path === '' || path.startsWith('/') || /[\\:\0]/.test(path);
  return !isOdd && !path.split('/').includes('..');
}

/**
 * The zip that is downloaded for an uploaded one. Whether the platform keeps the bytes of a zip is not
 * documented; with the switch `codeRepacked` it packs the files again, so that the same files give the same
 * bytes. Code that cannot be unpacked stays as it is.
 *
 * @param zipFile The uploaded zip in base64.
 */
export function servedZip(zipFile: string, { codeRepacked }: Switches): Uint8Array {
  const zip = Buffer.from(zipFile, 'base64');
  if (!codeRepacked) return zip;
  try {
    const files = Object.entries(filesIn(zip)).sort(([one], [other]) => (one < other ? -1 : 1));
    return zipSync(Object.fromEntries(files), { level: 1, mtime: '2000-01-01T12:00:00' });
  } catch {
    return zip;
  }
}
