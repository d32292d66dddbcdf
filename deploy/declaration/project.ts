import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Application, FunctionCode } from '../state/application.ts';
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
