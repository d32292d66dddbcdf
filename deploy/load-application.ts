import { existsSync, readFileSync } from 'node:fs';
import type { Application, FunctionCode } from './application.ts';
import type { Environment } from './declaration/fill-variables.ts';
import { readApplication } from './declaration/read-application.ts';
import { packageCode } from './package-code.ts';

/**
 * Reads the application from a folder that has `serverless.yml`, its policies and its bundles.
 *
 * @param rootUrl The folder, with a slash at its end.
 * @param env What `${env:NAME}` stands for.
 * @throws Error that lists every problem with the file, or says in one sentence what is not there.
 */
export function loadApplication(rootUrl: URL, env: Environment): Application {
  const read = (path: string) => {
    const url = new URL(path, rootUrl);
    if (existsSync(url)) return readFileSync(url, 'utf8');
    throw new Error(`${path} is missing: run this in the folder of the project.`);
  };
  return readApplication({
    declaration: read('serverless.yml'),
    example: read('.env.example'),
    env,
    readPolicy: (name) => read(`deploy/policy.${name}.json`),
    readCode: (src) => codeIn(src, rootUrl),
  });
}

/** The one bundle of a function; the platform would take it for an ES module without the other file. */
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
