import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Application, FunctionCode } from '../state/application.ts';
import { readApplication } from './application.ts';
import type { Environment } from './variables.ts';

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
