import { existsSync, readFileSync } from 'node:fs';
import type { Application, FunctionCode } from '../state/application.ts';
import { packageCode } from '../state/code-package.ts';
import { readApplication } from './application.ts';
import type { DotEnv } from './dot-env.ts';
import type { Environment } from './interpolation.ts';

/**
 * Reads the application from the folder of a project: `serverless.yml`, the policies and the bundles.
 *
 * @param rootUrl The folder, with a slash at its end.
 * @param env The values of `${env:NAME}`.
 * @param dotEnv The file that some of them come from, if any.
 * @throws Error that lists every problem with the file, or names in one sentence a file that is missing.
 */
export function loadApplication(rootUrl: URL, env: Environment, dotEnv?: DotEnv): Application {
  const read = (path: string) => {
    const url = new URL(path, rootUrl);
    if (existsSync(url)) return readFileSync(url, 'utf8');
    throw new Error(`${path} is missing: run this in the folder of the project.`);
  };
  return readApplication({
    declaration: read('serverless.yml'),
    example: read('.env.example'),
    env,
    dotEnv,
    readPolicy: (name) => read(`deploy/policy.${name}.json`),
    readCode: (src) => codeIn(src, rootUrl),
  });
}

/** A function's one bundle. Without the package.json the platform might load it as an ES module. */
function codeIn(src: string, rootUrl: URL): FunctionCode {
  const bundleUrl = new URL(`${src}/index.js`, rootUrl);
  if (!existsSync(bundleUrl)) throw new Error(`${src}/index.js is missing: run \`npm run build\`.`);
  return packageCode(
    new Map<string, Uint8Array | string>([
      ['index.js', readFileSync(bundleUrl)],
      ['package.json', '{ "type": "commonjs" }\n'],
    ]),
  );
}
