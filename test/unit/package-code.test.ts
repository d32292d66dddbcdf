import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { packageCode } from '../../deploy/state/code-package.ts';

const FILES = [
  ['index.js', `exports.main_handler = () => '${'again and '.repeat(1_000)}';`],
  ['package.json', '{ "type": "commonjs" }\n'],
] as const;

const pack = (files: readonly (readonly [string, string | Uint8Array])[]) =>
  packageCode(new Map(files));

describe('the package of a function', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  test('has its files, compressed, and their hash', () => {
    const { zip, sha256 } = pack(FILES);
    const files = Object.entries(unzipSync(zip));
    expect(files.map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual(FILES);
    expect(zip.length).toBeLessThan(1_000);
    expect(sha256).toBe(createHash('sha256').update(zip).digest('hex'));
  });

  test('has the same bytes for the same files, whatever their order, type and the time zone', () => {
    const first = pack(FILES);
    for (const place of ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati']) {
      process.env.TZ = place;
      const bytes = FILES.map(([name, text]) => [name, Buffer.from(text)] as const);
      expect(pack(bytes.reverse())).toEqual(first);
    }
  });

  test('has another hash if a character of a file or of its name differs', () => {
    const [index, settings] = FILES;
    const hashes = [
      FILES,
      [index, [settings[0], '{ "type": "module"   }\n']],
      [['indeX.js', index[1]], settings],
    ].map((files) => pack(files as typeof FILES).sha256);
    expect(new Set(hashes).size).toBe(3);
  });

  test('can be read by every user, as the platform runs it as another one', () => {
    const { zip } = pack([['index.js', '']]);
    // The outer attributes of the first file: bytes 38 to 41 of its entry in the directory.
    const directory = Buffer.from(zip).indexOf('PK\u0001\u0002');
    expect(Buffer.from(zip).readUInt32LE(directory + 38) >>> 16).toBe(0o100644);
  });
});
