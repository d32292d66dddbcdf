import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type UnzipFileInfo, unzipSync } from 'fflate';

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
