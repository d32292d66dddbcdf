import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const pathOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const functions = readdirSync(pathOf('functions'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

/** The platform runs Linux. Elsewhere its versions of Node are not at hand, but yours is. */
const runtimes =
  process.platform === 'linux'
    ? (['18.15.0', '20.19.6'] as const).map((version) => {
        const folder = `node${version.slice(0, 2)}-linux-${process.arch}`;
        return [version, pathOf(`test/runtimes/node_modules/${folder}/bin/node`)] as const;
      })
    : [[process.versions.node, process.execPath] as const];

/** Enough for a function to load, and no address at which anything could answer. */
const ENVIRONMENT = {
  REGION: 'ap-guangzhou',
  TOPICS_URL: 'http://127.0.0.1:1',
  MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
};

const CONTEXT = {
  request_id: '4ca7089c-3bb0-48cf-bcdb-26d130fed2ae',
  function_name: 'fn',
  time_limit_in_ms: 3000,
  tencentcloud_uin: '100000000001',
};

/** Runs in the other Node: loads a bundle, invokes it once, and prints what came of it. */
const PROGRAM = `
  const [bundlePath, eventText] = process.argv.slice(1);
  const exported = require(bundlePath);
  const context = { ...${JSON.stringify(CONTEXT)}, getRemainingTimeInMillis: () => 3000 };
  const call = async () => exported.main_handler(JSON.parse(eventText), context);
  const finish = (came) => {
    process.stdout.write('\\n' + JSON.stringify({ node: process.versions.node, ...came }));
    process.exit();
  };
  call().then((value) => finish({ value }), (error) => finish({ error: String(error) }));
`;

/** An event that needs no other service, and what comes of it. */
const INVOCATIONS: Readonly<Record<string, { readonly event: object; readonly came: object }>> = {
  'accept-request': {
    event: { httpMethod: 'GET', path: '/healthz', headers: {}, queryString: {}, body: '' },
    came: { value: { statusCode: 200 } },
  },
  'provision-keys': {
    event: { Unheard: 'of' },
    came: { error: expect.stringContaining('Unheard') },
  },
};

describe.each(functions)('the bundle of %s', (name) => {
  test.each(runtimes)('loads and answers under Node %s', async (version, node) => {
    const bundlePath = pathOf(`dist/functions/${name}/index.js`);
    for (const path of [node, bundlePath]) expect(existsSync(path), `${path} exists`).toBe(true);
    const { event, came } = INVOCATIONS[name] ?? { event: {}, came: {} };
    const { stdout } = await promisify(execFile)(
      node,
      ['-e', PROGRAM, bundlePath, JSON.stringify(event)],
      { env: ENVIRONMENT, timeout: 20_000 },
    );
    expect(JSON.parse(stdout.split('\n').at(-1)!)).toMatchObject({ node: version, ...came });
  });
});
