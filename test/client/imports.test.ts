import { build } from 'esbuild';
import { expect, test } from 'vitest';

// Which modules of Node the entries of the client need, as client/README.md tells.

async function modulesOfNode(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [`client/src/${entry}.ts`],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    external: ['node:*'],
  });
  return Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external }) => external)
    .map(({ path }) => path);
}

test.each([
  ['client', []],
  ['errors', []],
  ['events', []],
  ['generated/tenant-id', ['node:crypto']],
])('the entry %s imports %j from Node', async (entry, modules) => {
  expect(await modulesOfNode(entry)).toEqual(modules);
});
