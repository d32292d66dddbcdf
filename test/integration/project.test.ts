import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readDotEnv } from '../../deploy/declaration/dot-env.ts';
import { loadApplication } from '../../deploy/declaration/project.ts';

const rootUrl = new URL('../../', import.meta.url);
const { variables: example } = readDotEnv(readFileSync(new URL('.env.example', rootUrl), 'utf8'));
const env = { ...example, MARKER_KEYS: `k1:${'a'.repeat(32)}` };

/** A copy of the files that an application is read from, except some. */
function folderWithout(...left: readonly string[]): URL {
  const folder = mkdtempSync(join(tmpdir(), 'application-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const path of ['serverless.yml', '.env.example', 'deploy', 'dist/functions']) {
    cpSync(new URL(path, rootUrl), join(folder, path), { recursive: true });
  }
  for (const path of left) rmSync(join(folder, path));
  return pathToFileURL(`${folder}/`);
}

const problemsIn = (url: URL) => {
  try {
    loadApplication(url, env);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('the application in a folder', () => {
  test('has the bundles and policies of the folder', () => {
    const { functions } = loadApplication(rootUrl, env);
    expect(functions.map(({ name }) => name)).toEqual([
      ...['accept-request', 'provision-keys', 'heal', 'redrive', 'reconcile', 'oversee'],
    ]);
    for (const { name, code, role } of functions) {
      const files = unzipSync(code.zip);
      const bundle = readFileSync(new URL(`dist/functions/${name}/index.js`, rootUrl));
      expect(Object.keys(files)).toEqual(['index.js', 'package.json']);
      expect(bundle.equals(files['index.js']!)).toBe(true);
      expect(new TextDecoder().decode(files['package.json'])).toBe('{ "type": "commonjs" }\n');
      expect(JSON.stringify(role.policy)).toContain('kms:');
      expect(JSON.stringify(role.policy)).not.toContain('env:');
    }
  });

  test('is the same from another folder', () => {
    expect(loadApplication(folderWithout(), env)).toEqual(loadApplication(rootUrl, env));
  });

  test('lacks a bundle and a policy, and both are reported', () => {
    const url = folderWithout('dist/functions/redrive/index.js', 'deploy/policy.reconcile.json');
    expect(problemsIn(url).split('\n- ')).toEqual([
      'The application cannot be deployed:',
      'dist/functions/redrive/index.js is missing: run `npm run build`.',
      'deploy/policy.reconcile.json is missing: run this in the folder of the project.',
    ]);
  });

  test('lacks serverless.yml', () => {
    expect(problemsIn(folderWithout('serverless.yml'))).toBe(
      'serverless.yml is missing: run this in the folder of the project.',
    );
  });
});
