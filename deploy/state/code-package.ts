import { createHash } from 'node:crypto';
import { strToU8, type Zippable, zipSync } from 'fflate';
import type { FunctionCode } from './application.ts';

/**
 * Zips the files of a function. The same files give the same bytes, whatever their order, their times
 * and the machine, so unchanged code is not deployed again.
 *
 * @param files By name, without folders.
 */
export function packageCode(files: ReadonlyMap<string, Uint8Array | string>): FunctionCode {
  const names = [...files.keys()].sort();
  const zippable = Object.fromEntries(names.map((name) => [name, bytesOf(files.get(name) ?? '')]));
  const zip = zipSync(zippable satisfies Zippable, ZIP_OPTIONS);
  return { zip, sha256: createHash('sha256').update(zip).digest('hex') };
}

/**
 * A zip stores times without a zone, and fflate converts a date to the zone of the machine. A string
 * without a zone avoids that. Such times begin in 1980. Every user may read the file (mode 0644).
 */
const ZIP_OPTIONS = {
  mtime: '1980-01-01T12:00:00',
  os: 3,
  attrs: 0o100644 << 16,
  level: 6,
} as const;

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? strToU8(content) : content;
}
