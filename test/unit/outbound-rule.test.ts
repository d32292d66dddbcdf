import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import {
  Agent,
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type RequestOptions,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { download } from '../../cli/deployment/download.ts';
import { functionInvoker } from '../../cli/invocation/invoker.ts';
import { askLocalCloud } from '../../cli/invocation/local-cloud.ts';
import { sendRequest } from '../../cli/invocation/requests.ts';
import { deployApis } from '../../deploy/calls/apis.ts';
import { callKms, callLocalCloud, invokeFunction } from '../../local/calls.ts';
import { openAuthentication } from '../../shared/auth/authentication.ts';
import type { JwtSettings } from '../../shared/auth/settings.ts';
import { kmsClient } from '../../shared/kms/client.ts';
import { nodeSend } from '../../shared/node-send.ts';
import { holdRequests, isLoopback } from '../../shared/outbound-rule.ts';
import { tagClient } from '../../shared/tag/client.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { openTopicReader, openTopics } from '../../shared/topics/open.ts';
import { wallClock } from '../wall-clock.ts';
import { tokenSigner } from '../world/token-signer.ts';

// Every client that sends a request out, each against the same hostile answers. The deadlines are longer than
// the time of a test: what fails only by its deadline fails the test.

const MINUTE_MS = 60_000;
const SECRET = 'session-token-of-a-test';
const CREDENTIALS = { secretId: 'id-of-a-test', secretKey: 'key-of-a-test', token: SECRET };

type Client = {
  readonly name: string;
  /** Where the client is made. */
  readonly madeIn: readonly string[];
  /** Makes one request to this origin. Throws when it fails. */
  readonly send: (url: string) => Promise<unknown>;
  /** The most bytes of an answer. */
  readonly bytesMax: number;
};

const signal = () => AbortSignal.timeout(MINUTE_MS);

function sdk(name: string, madeIn: readonly string[], clientAt: (url: string) => TencentClient) {
  const send = (url: string) => clientAt(url).request('Act', { Text: 'x' }, signal());
  return { name, madeIn, send, bytesMax: 33_554_432 };
}

const settingsAt = (endpoint: string) => ({
  ...{ endpoint, region: 'ap-guangzhou', timeoutMs: MINUTE_MS },
  readCredentials: () => CREDENTIALS,
});

const access = (url: string) => ({ url, region: 'ap-guangzhou', ...CREDENTIALS });

const runtime = {
  clock: wallClock,
  random: () => 0,
  wallMs: () => 1_795_000_000_000,
  send: nodeSend(() => 0),
};

const address = (base: string) => ({ engine: 'http', base }) as const;

const CLIENTS: readonly Client[] = [
  sdk('KMS', ['shared/tencent/client.ts'], (url) => kmsClient(settingsAt(url))),
  sdk('Tag', ['shared/tencent/client.ts'], (url) => tagClient(settingsAt(url))),
  ...(['scf', 'cam', 'ckafka', 'sts', 'kms', 'tag'] as const).map((product) =>
    sdk(`${product} of a deployment`, ['shared/tencent/client.ts'], (url) => {
      const { region, endpoint, readCredentials } = settingsAt(url);
      return deployApis({ region, endpoint, readCredentials, clock: wallClock, wallMs: Date.now })[
        product
      ].client;
    }),
  ),
  {
    name: 'Invoke of the command',
    madeIn: ['shared/tencent/client.ts'],
    bytesMax: 33_554_432,
    send: (endpoint) =>
      functionInvoker(
        { endpoint, region: 'ap-guangzhou', namespace: 'default' },
        CREDENTIALS,
        wallClock,
      )('redrive', {}),
  },
  {
    name: 'the keys of the issuer',
    madeIn: ['shared/node-send.ts'],
    bytesMax: 1_048_576,
    send: async (url) => {
      const settings: JwtSettings = {
        ...{ kind: 'jwt', issuer: 'i', audience: 'a', jwksUrl: new URL(url) },
        ...{ algorithms: ['ES256'], tenantClaim: 'tenant_id' },
        ...{ scopeClaim: undefined, serviceScope: 'all' },
      };
      const token = tokenSigner('ES256').token({ iss: 'i', aud: 'a', exp: 1_795_000_300 });
      const headers = new Map([['authorization', `Bearer ${token}`]]);
      const authenticate = openAuthentication(settings, runtime);
      const answer = await authenticate(headers, wallClock.nowMs() + MINUTE_MS);
      if (answer.ok || answer.refusal.kind !== 'no-issuer') throw new Error('it was believed');
      throw answer.refusal.error.cause;
    },
  },
  {
    name: 'publishing over HTTP',
    madeIn: ['shared/node-send.ts'],
    bytesMax: 33_554_432,
    send: (url) =>
      openTopics(address(url), runtime).publish(
        'key-events',
        [{ value: SECRET }],
        wallClock.nowMs() + MINUTE_MS,
      ),
  },
  {
    name: 'reading topics over HTTP',
    madeIn: ['shared/node-send.ts'],
    bytesMax: 33_554_432,
    send: (url) =>
      openTopicReader(address(url), runtime).readAll(
        'key-events',
        () => {},
        wallClock.nowMs() + MINUTE_MS,
      ),
  },
  {
    name: 'the settings of a local cloud',
    madeIn: ['shared/node-send.ts'],
    bytesMax: 1_000_000,
    send: (url) => askLocalCloud(url, '/environment'),
  },
  {
    name: 'the saved code of a function',
    madeIn: ['shared/node-send.ts'],
    bytesMax: 52_428_800,
    send: (url) => download(`${url}/code`),
  },
  {
    name: 'the clock of the cloud',
    madeIn: ['shared/node-send.ts'],
    bytesMax: 33_554_432,
    send: async (url) => {
      const { status } = await sendRequest(url, { method: 'GET', headers: {}, signal: signal() });
      if (status !== 200) throw new Error(`HTTP status ${status}`);
    },
  },
  {
    name: 'calls of the local cloud',
    madeIn: ['shared/node-send.ts'],
    bytesMax: 33_554_432,
    send: (url) => callLocalCloud(url, 'PUT /switches', { secret: SECRET }),
  },
  {
    name: 'KMS of the demo',
    madeIn: ['shared/tencent/client.ts'],
    bytesMax: 33_554_432,
    send: (url) => callKms(access(url), 'ListKeyDetail', {}),
  },
  {
    name: 'Invoke of the demo',
    madeIn: ['shared/tencent/client.ts'],
    bytesMax: 33_554_432,
    send: (url) => invokeFunction(access(url), 'redrive', {}),
  },
];

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    answer(response, request);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** The messages of an error and of its causes. */
function reasonsOf(error: unknown): string {
  return error instanceof Error ? `${error.message}; ${reasonsOf(error.cause)}` : '';
}

describe.each(CLIENTS)('$name', ({ send, bytesMax }) => {
  test.each([301, 302, 303, 307, 308])('follows no redirect with status %i', async (status) => {
    const elsewhere = await serve((response) => response.end('{"Response":{"KeyId":"forged"}}'));
    const here = await serve((response) => {
      response.writeHead(status, { location: `${elsewhere.url}/forged` }).end();
    });
    await expect(send(here.url)).rejects.toThrow();
    expect(elsewhere.asked).toEqual([]);
  });

  test('follows no redirect on the same host', async () => {
    const here = await serve((response, { url }) => {
      if (url === '/forged') response.end('{"Response":{}}');
      else response.writeHead(307, { location: '/forged' }).end();
    });
    await expect(send(here.url)).rejects.toThrow();
    expect(here.asked.filter((one) => one.endsWith('/forged'))).toEqual([]);
  });

  test('reads no answer without an end', async () => {
    const chunk = Buffer.alloc(65_536, ' ');
    // Some more than the limit are on their way, and publishing over HTTP tries a second time.
    const sentMax = 2 * bytesMax + 16_777_216;
    let sent = 0;
    const here = await serve((response) => {
      const push = () => {
        if (sent >= sentMax) response.end();
        for (let isRoom = true; isRoom && !response.destroyed && sent < sentMax; ) {
          isRoom = response.write(chunk);
          sent += chunk.length;
        }
      };
      response.on('drain', push);
      push();
    });
    // What was read is left out of the message of a failure, which would take all memory.
    await expect(send(here.url).then(() => 'it was read')).rejects.toThrow();
    expect(sent).toBeLessThan(sentMax);
  }, 30_000);

  test.each([
    ['with a length', { 'content-length': '1000' }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])(
    'fails as soon as an answer %s ends early',
    async (_, headers) => {
      const here = await serve((response) => {
        response.writeHead(200, headers);
        response.write('{"Response":{"KeyId":"k"}}', () => response.socket?.destroy());
      });
      await expect(send(here.url)).rejects.toThrow();
    },
    4_000,
  );

  test('asks for an answer that is not compressed, and does not unpack one', async () => {
    const encodings = new Set<unknown>();
    const here = await serve((response, request) => {
      encodings.add(request.headers['accept-encoding']);
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('{"Response":{"Result":{"RetMsg":"{}"}}}'));
    });
    const answer = await send(here.url).catch((error: Error) => error);
    expect(JSON.stringify(answer) ?? '').not.toContain('RetMsg');
    expect([...encodings]).toEqual(['identity']);
  });

  test('sends nothing in plain text to another machine', async () => {
    // An address for documentation: nothing answers there. @see RFC 5737
    const failure = await (async () => send('http://192.0.2.1:4700'))().catch((error) => error);
    expect(reasonsOf(failure)).toMatch(/must be (?:encrypted|https)/);
  });
});

describe('a client', () => {
  const sources = ['shared', 'functions', 'cli', 'deploy', 'local'].flatMap((folder) =>
    readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true })
      .map((path) => `${folder}/${path}`)
      .filter((path) => path.endsWith('.ts')),
  );

  test('is made only where the rule is', () => {
    const makesOne =
      /\bfetch\(|from 'node:https?'|new (?:Client|\w+\.v\d+\.Client)\(|from '(?:undici|node-fetch)'/;
    const isType = /^import type .*$/gm;
    const making = sources.filter((path) => {
      const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
      return makesOne.test(text.replace(isType, '').replaceAll('broker.fetch(', ''));
    });
    const rows = new Set(CLIENTS.flatMap(({ madeIn }) => madeIn));
    expect(making.sort()).toEqual([...rows].sort());
  });
});

describe('an agent that is held to the rule', () => {
  /** An agent that is held, and notes the hosts of requests in place of sending them. */
  function noting(agent: Agent) {
    const hosts: string[] = [];
    Object.assign(agent, {
      addRequest: (_: ClientRequest, { host }: RequestOptions) => hosts.push(String(host)),
    });
    holdRequests(agent);
    return { agent, hosts };
  }

  test('sends an encrypted request to any host', () => {
    const { agent, hosts } = noting(new HttpsAgent());
    httpsRequest({ host: 'kms.example', agent });
    expect(hosts).toEqual(['kms.example']);
  });

  test('sends a request whose headers are written already', () => {
    const { agent, hosts } = noting(new Agent());
    request({ host: '127.0.0.1', agent, headers: ['host', 'a.example'] });
    expect(hosts).toEqual(['127.0.0.1']);
  });

  test('fails a request whose answer has too many bytes, with how many it may have', async () => {
    const { url } = await serve((response) => response.end('x'.repeat(100)));
    const agent = new Agent();
    holdRequests(agent);
    const sent = request(url, { agent, bytesMax: 99 } as RequestOptions).end();
    sent.on('response', (response) => response.resume().on('error', () => {}));
    const [failure] = await once(sent, 'error').catch((error) => [error]);
    expect([failure.name, failure.message]).toEqual([
      'AnswerTooLong',
      'the response has more than 99 bytes',
    ]);
  });
});

test.each([
  ['127.10.20.30', true],
  ['a-localhost', false],
  ['kms.127.0.0.1', false],
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.255.0.3', true],
  ['::1', true],
  ['[::1]', true],
  ['localhost.example', false],
  ['127.0.0.1.example', false],
  ['10.0.0.1', false],
  ['', false],
])('whether the host "%s" is this machine: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
