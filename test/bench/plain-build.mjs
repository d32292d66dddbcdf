// @ts-check

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

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
    setup: ({ onLoad, onResolve, resolve }) => {
      // The whole SDK, instead of the products that are called.
      onResolve({ filter: SDK_PRODUCT }, ({ kind, resolveDir }) =>
        resolve('tencentcloud-sdk-nodejs', { kind, resolveDir }),
      );
      // The Kafka client at the start, instead of when it is first used.
      onLoad({ filter: /\/functions\/[a-z-]+\.ts$/ }, async ({ path }) => {
        if (path.endsWith('/compose.ts')) return undefined; // It is part of every function.
        return {
          contents: `import 'kafkajs';\n${await readFile(path, 'utf8')}`,
          resolveDir: dirname(path),
          loader: 'ts',
        };
      });
      onLoad({ filter: /\/generated\/validate-[a-z-]+\.js$/ }, async ({ path }) => ({
        contents: await validatorOf(root, path),
        resolveDir: root,
        loader: 'js',
      }));
    },
  };
}

const SDK_PRODUCT = /^tencentcloud-sdk-nodejs\/tencentcloud\/services\/[a-z]+\/index\.js$/;

/**
 * A module like the generated one that compiles the schema when it is loaded.
 *
 * @param {string} root
 * @param {string} path
 */
async function validatorOf(root, path) {
  const generated = Object.entries(await import(pathToFileURL(path).href));
  const [validate] = generated.find(([, each]) => typeof each === 'function') ?? [];
  const [messages, sentences] = generated.find(([, each]) => typeof each === 'object') ?? [];
  const [, name = ''] = /validate-([a-z-]+)\.js$/.exec(path) ?? [];
  if (messages === undefined || validate === undefined) {
    throw new Error(
      `${path} no longer has the form that the plain build expects: adapt plain-build.mjs`,
    );
  }
  const compiler = join(root, 'test/bench/plain/compile-schema.ts');
  return [
    `import { compileSchema } from ${JSON.stringify(compiler)};`,
    `import schema from './events/${name}.schema.json';`,
    `export const ${messages} = ${JSON.stringify(sentences)};`,
    `export const ${validate} = compileSchema(schema);`,
  ].join('\n');
}
