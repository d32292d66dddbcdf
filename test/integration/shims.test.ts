import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire, Module } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parse as parseAsBefore } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleFunctions, bundleLocal, ROOT } from '../../scripts/bundle.mjs';
import { DEAD_WEIGHT, withoutKafkaLogins, withoutKafkaParts } from '../../scripts/dead-weight.mjs';
import { withoutNodeWarnings } from '../../scripts/node-warnings.mjs';

const require = createRequire(import.meta.url);
/** What the SDK itself gets when nothing stands in for it. */
const requireAsSdk = createRequire(require.resolve('tencentcloud-sdk-nodejs/package.json'));
const shim = (name: string) => require(join(ROOT, `scripts/shims/${name}.cjs`));

const KMS = 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/index.js';

/** A package as it is in the bundles. */
async function bundled(name: string): Promise<any> {
  const { outputFiles } = await build({
    stdin: { contents: `module.exports = require('${name}')`, resolveDir: ROOT },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    write: false,
    alias: DEAD_WEIGHT,
    plugins: [withoutNodeWarnings, withoutKafkaLogins, withoutKafkaParts],
  });
  const loaded = new Module(join(ROOT, 'bundled.cjs')) as any;
  loaded._compile(outputFiles[0]!.text, join(ROOT, 'bundled.cjs'));
  return loaded.exports;
}

describe('what stands in for a package', () => {
  const uses = [
    ['tslib', shim('tslib'), /tslib_1\.(\w+)/g],
    ['uuid', shim('uuid'), /uuid_1\.(\w+)/g],
    ['json-bigint', shim('json-bigint')(), /JSONbig\w*\.(\w+)/g],
  ] as const;

  test('has all that is asked of it in any bundle', async () => {
    const inputs = (await Promise.all([bundleFunctions(), bundleLocal()])).map(
      ({ metafile }) => metafile.inputs,
    );
    const files = Object.entries(Object.assign({}, ...inputs) as (typeof inputs)[number]);
    for (const [name, has, use] of uses) {
      const askers = files.filter(([, { imports }]) =>
        imports.some(({ path }) => path === `scripts/shims/${name}.cjs`),
      );
      const texts = askers.map(([path]) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
      const asked = [...texts.matchAll(use)].map(([, each = '']) => each);
      expect(asked.length, name).toBeGreaterThan(0);
      expect(Object.keys(has), name).toEqual(expect.arrayContaining(asked));
    }
  });

  test.each([
    ['https-proxy-agent', /^calls through a proxy are left out of the bundles/],
    ['form-data', /^multipart calls are left out of the bundles/],
    ['kafka-admin', /^the Kafka admin is left out of the bundles/],
    ['kafka-groups', /^groups of Kafka are left out of the bundles/],
    ['kafka-login', /^this mechanism is left out of the bundles/],
  ])('says so when %s is wanted after all', (name, sentence) => {
    const Shim = shim(name);
    expect(() => new Shim('http://127.0.0.1:1')).toThrow(sentence);
  });
});

test('a stream among the parameters of a call is refused, and anything else is none', () => {
  const isStream = shim('is-stream');
  const values = [undefined, null, '', 'x', 0, true, {}, [], { pipe: 1 }, Buffer.from('x')];
  expect(values.map((value) => isStream(value))).toEqual(values.map(() => false));
  expect(() => isStream(new PassThrough())).toThrow(/^streams are left out of the bundles/);
});

test('the calls of the Kafka admin, of groups and of transactions are in no bundle, and the client has no version of them', () => {
  const calls = shim('kafka-calls');
  expect(calls.versions).toEqual([]);
  expect(() => calls.protocol({ version: 0 })).toThrow(
    /^the calls of the Kafka admin, of groups and of transactions are left out/,
  );
});

describe('what stands in for tslib', () => {
  const modules = [
    ['of Node', require('node:crypto')],
    ['with a default of its own', { default: 1, other: 2 }],
    ['that was an ES module', { __esModule: true, default: 1, other: 2 }],
  ] as const;

  test.each(modules)('brings in a module %s as tslib does', (_, module) => {
    const [ours, theirs] = [shim('tslib'), requireAsSdk('tslib')];
    expect(ours.__importDefault(module)).toEqual(theirs.__importDefault(module));
    const [star, theirStar] = [ours.__importStar(module), theirs.__importStar(module)];
    expect(Object.keys(star).sort()).toEqual(Object.keys(theirStar).sort());
    for (const name of ['default', 'other', 'createHash', 'createHmac']) {
      expect(star[name], name).toBe(theirStar[name]);
    }
  });
});

test('the random id of a call is a UUID of version 4, and never the same', () => {
  const ids = Array.from({ length: 100 }, () => shim('uuid').v4());
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(new Set(ids).size).toBe(100);
});

describe('what stands in for the old parser of addresses', () => {
  const { parse } = shim('url');

  test('reads what the native URL accepts as it did', () => {
    // The SDK calls the root of a host, so it matters not that a bare ? and an apostrophe differ.
    const withUser = fc
      .tuple(fc.webUrl({ withQueryParameters: true }), fc.boolean())
      .map(([url, isNamed]) => (isNamed ? url.replace('://', '://user%20name:p%40ss@') : url))
      .filter((url) => !/'|\?$/.test(url));
    const addresses = fc.oneof(withUser, fc.constantFrom('http://[::1]:4700/a?b', 'http://u@h:80'));
    fc.assert(
      fc.property(addresses, (address) => {
        const { href } = new URL(address);
        expect(parse(href)).toEqual({ ...parseAsBefore(href) });
      }),
    );
  });

  test('reads no protocol in an address without one, which node-fetch then refuses', async () => {
    expect(parse('/path')).toMatchObject({ protocol: null, hostname: null });
    const { default: fetch } = await bundled('node-fetch');
    await expect(fetch('/path')).rejects.toThrow('Only absolute URLs are supported');
  });
});

test('a Kafka client that no longer needs its change fails the build', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shims-'));
  const file = join(folder, 'node_modules/kafkajs/src/network/requestQueue/index.js');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'setTimeout(() => {}, Math.max(1, scheduleAt));');
  const options = { bundle: true, write: false, logLevel: 'silent' } as const;
  const building = build({ ...options, entryPoints: [file], plugins: [withoutNodeWarnings] });
  await expect(building).rejects.toThrow('does not have the line }, scheduleAt) once.');
  rmSync(folder, { recursive: true });
});

describe('what stands in for json-bigint', () => {
  const { stringify } = shim('json-bigint')({ useNativeBigInt: true });

  test('writes what reads the same as what json-bigint writes', () => {
    const theirs = requireAsSdk('json-bigint')({ useNativeBigInt: true });
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(JSON.parse(stringify(value))).toEqual(JSON.parse(theirs.stringify(value)));
      }),
    );
  });

  test('leaves out what is undefined, and keeps the largest whole numbers', () => {
    const params = { Limit: Number.MAX_SAFE_INTEGER, KeyUsage: undefined, Tags: [] };
    expect(stringify(params)).toBe('{"Limit":9007199254740991,"Tags":[]}');
  });

  test('refuses a BigInt rather than round it', () => {
    expect(() => stringify({ Limit: 9_007_199_254_740_993n })).toThrow(TypeError);
  });
});

describe('the SDK in the bundles', () => {
  type Seen = { readonly body: string; readonly headers: object };
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const { 'x-tc-traceid': traceId, ...headers } = request.headers;
    expect(traceId).toMatch(/^[0-9a-f-]{36}$/);
    seen.push({ body: Buffer.concat(chunks).toString('utf8'), headers });
    response.end('{"Response":{"RequestId":"r","TotalCount":9007199254740993}}');
  });
  let clients: readonly any[];

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const settings = {
      credential: { secretId: 'AKIDexample', secretKey: 'secret', token: 'token' },
      region: 'ap-guangzhou',
      profile: { httpProfile: { endpoint: `127.0.0.1:${port}`, protocol: 'http://' } },
    };
    const sdks = [require(KMS), await bundled(KMS)];
    clients = sdks.map(({ kms }) => new kms.v20190118.Client(settings));
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  test('signs and sends a call byte for byte as it does with everything, and reads the answer', async () => {
    const params = {
      Alias: 'acme_main',
      Description: '租户 acme – “ключ” 🔑 "quoted" \\ \n',
      Tags: [{ TagKey: 'team', TagValue: null }],
      Type: 1,
    };
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
    try {
      const [whole, light] = [
        await clients[0].request('CreateKey', params),
        await clients[1].request('CreateKey', params),
      ];
      expect(light).toEqual(whole);
    } finally {
      vi.useRealTimers();
    }
    const [whole, light] = seen;
    expect(whole?.headers).toHaveProperty('authorization', expect.stringMatching(/^TC3-HMAC/));
    expect(light).toEqual(whole);
  });

  test('says why it does not send a call through a proxy', async () => {
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
    try {
      await expect(clients[1].ListKeys({})).rejects.toThrow('calls through a proxy are left out');
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

test('the Kafka client in the bundles reads and writes, and refuses to administrate and to join a group', async () => {
  const { Kafka, logLevel } = await bundled('kafkajs');
  const kafka = new Kafka({ brokers: ['127.0.0.1:1'], logLevel: logLevel.NOTHING });
  expect(kafka.producer()).toHaveProperty('send');
  await expect(kafka.consumer({ groupId: 'group' }).run()).rejects.toThrow(
    'groups of Kafka are left out of the bundles',
  );
  expect(() => kafka.admin()).toThrow('the Kafka admin is left out of the bundles');
});
