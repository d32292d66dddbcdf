// @ts-check

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The same functions without our optimisations of size and loading: the optimised modules are replaced
 * by what the README of each package shows. All other sources are the same, so the difference shows the
 * effect of the optimisations.
 *
 * @param {string} root The folder of the project.
 * @returns {import('esbuild').Plugin}
 */
export function plainBuild(root) {
  return {
    name: 'plain-build',
    setup: ({ onLoad, onResolve }) => {
      onResolve({ filter: /\/(?:kms|tag|kafka)-client\.ts$/ }, ({ path, importer }) => {
        const [, name = ''] = /\/([a-z]+-client)\.ts$/.exec(path) ?? [];
        const isOurs = importer.startsWith(join(root, 'shared'));
        return isOurs ? { path: join(root, 'test/bench/plain', `${name}.ts`) } : undefined;
      });
      onLoad({ filter: /\/generated\/validate-[a-z-]+\.js$/ }, ({ path }) => ({
        contents: validatorOf(root, path),
        resolveDir: root,
        loader: 'js',
      }));
    },
  };
}

/** Schemas that other schemas refer to. */
const REFERRED = ['vocabulary', 'key-request'];

/**
 * A module like the generated one that compiles the schema when it is loaded.
 *
 * @param {string} root
 * @param {string} path
 */
function validatorOf(root, path) {
  const generated = readFileSync(path, 'utf8');
  const [messages] = /^export const \w+_MESSAGES = \{[\s\S]*?^\};$/m.exec(generated) ?? [];
  const [, validate] = /^export const (validate\w+) =/m.exec(generated) ?? [];
  const [, name = ''] = /validate-([a-z-]+)\.js$/.exec(path) ?? [];
  if (messages === undefined || validate === undefined) {
    throw new Error(
      `${path} no longer has the form that the plain build expects: adapt plain-build.mjs`,
    );
  }
  const names = [...new Set([name, ...REFERRED])];
  const imports = names.map(
    (each, index) => `import schema${index} from './events/${each}.schema.json';`,
  );
  const compiler = join(root, 'test/bench/plain/compile-schema.ts');
  return [
    `import { compileSchema } from ${JSON.stringify(compiler)};`,
    ...imports,
    messages,
    `export const ${validate} = compileSchema(schema0.$id, [${names.map((_, index) => `schema${index}`)}]);`,
  ].join('\n');
}
