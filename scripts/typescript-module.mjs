// @ts-check

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Imports a module in TypeScript. It is bundled in memory first, as Node 20 cannot run TypeScript.
 *
 * @param {string} contents The text of the module. Its relative imports start at `root`.
 * @param {URL} root The folder of the project, with a slash at its end.
 * @returns {Promise<any>} What the module exports.
 */
export async function importTypeScript(contents, root) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(root), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    logLevel: 'error',
    // CommonJS packages call `require` for Node's own modules, which an ES module does not have.
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(${JSON.stringify(root)});`,
    },
  });
  const [{ text } = { text: '' }] = outputFiles;
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}
