import { createHash } from 'node:crypto';
import { strToU8, type Zippable, zipSync } from 'fflate';
import type { FunctionCode } from './application.ts';

/**
 * Packs files as the platform takes them. The same files make the same bytes, whatever their order,
 * their times and the machine, so that code that has not changed is not deployed again.
 *
 * @param files By name; each name without a folder.
 */
export function packageCode(files: ReadonlyMap<string, Uint8Array | string>): FunctionCode {
  const names = [...files.keys()].sort();
  const zippable = Object.fromEntries(names.map((name) => [name, bytesOf(files.get(name) ?? '')]));
  const zip = zipSync(zippable satisfies Zippable, ZIP_OPTIONS);
  return { zip, sha256: createHash('sha256').update(zip).digest('hex') };
}

/**
 * A zip keeps times without a zone, and fflate writes them in that of the machine: so the date is made
 * of its parts. 1980 is where such times begin. The mode is that of a file that anybody may read.
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
