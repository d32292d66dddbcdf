import { describe, expect, test } from 'vitest';
import { tenantKeys } from '../../client/src/client.ts';
import { realClock } from '../../client/src/clock.ts';

// What is sent, and what counts as an answer, without a network.

/** An API that gives this answer to everything, and records what it was asked for. */
function answering(
  text: string,
  options: { readonly token?: string; readonly status?: number } = {},
) {
  const { token, status = 200 } = options;
  const asked: string[] = [];
  const fetch = async ({ url }: Request) => {
    asked.push(url);
    return new Response(text, { status, headers: { 'content-type': 'application/json' } });
  };
  return { asked, keys: tenantKeys({ url: 'https://keys.example', fetch, token }) };
}

const all = async <T>(list: AsyncIterable<T>) => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

test.each(['', '.', '..', '\ud800', undefined])(
  'the id %j, which no path has, is refused before anything is sent',
  async (id: any) => {
    const { asked, keys } = answering('{"keys":[]}');
    const message = new TypeError(`tenantId cannot be ${JSON.stringify(id)}`);
    await expect(all(keys.listKeys(id))).rejects.toEqual(message);
    await expect(keys.ensureKey(id, { keyName: 'main' })).rejects.toEqual(message);
    await expect(keys.findKey('acme', id)).rejects.toThrow('keyName cannot be');
    await expect(keys.readRequest('acme', id)).rejects.toThrow('requestId cannot be');
    expect(asked).toEqual([]);
  },
);

test.each([
  ['auth0|5f7c', 'auth0%7C5f7c'],
  ['a/../b?c#d', 'a%2F..%2Fb%3Fc%23d'],
  ['%2e%2e', '%252e%252e'],
  ["$&$'{keyName}", "%24%26%24'%7BkeyName%7D"],
  ['...', '...'],
])('the id %s is one part of the path', async (id, part) => {
  const { asked, keys } = answering('{"keys":[]}');
  await all(keys.listKeys(id));
  expect(asked).toEqual([`https://keys.example/v1/tenants/${part}/keys`]);
});

test('a list whose parts never end is given up', async () => {
  const { asked, keys } = answering('{"keys":[],"nextCursor":"again"}');
  await expect(all(keys.listKeys('acme'))).rejects.toThrow(
    'HTTP status 200: that is not how tenant-keys answers',
  );
  expect(asked).toHaveLength(2);
});

test.each(['{"keys":', 'null', '"text"', ''])('the body %j is no answer', async (text) => {
  await expect(all(answering(text).keys.listKeys('acme'))).rejects.toMatchObject({
    name: 'ProblemError',
    message: 'HTTP status 200: that is not how tenant-keys answers',
  });
});

test('a token is sent without white space around it, and never quoted', async () => {
  const sent = answering('{"keys":[]}', { token: 'token-of-a-file\n' });
  await all(sent.keys.listKeys('acme'));
  expect(sent.asked).toHaveLength(1);
  const { keys, asked } = answering('{"keys":[]}', { token: 'sec\nret' });
  await expect(all(keys.listKeys('acme'))).rejects.toEqual(
    new TypeError('The token has characters that no token has'),
  );
  expect(asked).toEqual([]);
});

test('a path that the service does not have is no key that does not exist', async () => {
  const problem = (code: string) =>
    JSON.stringify({ type: 'about:blank', title: 'Not found', detail: '-', status: 404, code });
  const unknown = answering(problem('KeyNotFound'), { status: 404 });
  expect(await unknown.keys.findKey('acme', 'main')).toBeUndefined();
  const elsewhere = answering(problem('NotFound'), { status: 404 });
  await expect(elsewhere.keys.findKey('acme', 'main')).rejects.toMatchObject({ status: 404 });
});

test('limits that are undefined are the usual ones', async () => {
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    return new Response('{}', { headers: { 'content-type': 'application/json' } });
  };
  const none = undefined as never;
  const keys = tenantKeys({
    url: 'https://keys.example',
    fetch,
    attempts: { attemptsMax: none, attemptTimeoutMs: none, timeoutMs: none },
    cache: { freshMs: none },
  });
  await keys.findKey('acme', 'main');
  await keys.findKey('acme', 'main');
  expect(asked).toBe(1);
});

test('a key in memory is not waited for longer than a moment', async () => {
  let isDown = false;
  let nowMs = 0;
  const clock = {
    nowMs: () => nowMs,
    sleep: async (delayMs: number) => {
      nowMs += delayMs;
    },
  };
  const fetch = async () =>
    isDown
      ? new Response('{}', { status: 503, headers: { 'retry-after': '20' } })
      : new Response('{"keyId":"k"}', { headers: { 'content-type': 'application/json' } });
  const keys = tenantKeys({ url: 'https://keys.example', fetch, clock });
  await keys.findKey('acme', 'main');
  isDown = true;
  nowMs = 300_000;
  expect(await keys.findKey('acme', 'main')).toEqual({ keyId: 'k' });
  expect(nowMs).toBe(300_000);
});

const REFUSAL = '{"code":"Forbidden","title":"It is forbidden","detail":"No."}';

test.each([
  ['is given', 'a redirect', 302, '', { keyId: 'k' }],
  ['is given', 'a proxy that does not reach the service', 502, '<html>', { keyId: 'k' }],
  ['is given', 'the page of a proxy', 200, '<html>', { keyId: 'k' }],
  ['is not given', 'the service, which refuses', 403, REFUSAL, 'refused: Forbidden'],
])('a key in memory %s where %s answers the next reading with %i', async (...row) => {
  const [, , status, body, expected] = row;
  let nowMs = 0;
  const answers = [
    new Response('{"keyId":"k"}', { headers: { 'content-type': 'application/json' } }),
    new Response(body, { status }),
  ];
  const keys = tenantKeys({
    url: 'https://keys.example',
    fetch: async () => answers.shift() ?? new Response(null, { status: 418 }),
    clock: { ...realClock, nowMs: () => nowMs },
  });
  await keys.findKey('acme', 'main');
  nowMs = 300_000;
  const found = await keys.findKey('acme', 'main').catch(({ code }) => `refused: ${code}`);
  expect(found).toEqual(expected);
  expect(answers).toEqual([]);
});

describe('a function for tokens', () => {
  /** A client of a service that answers 503 first. */
  function clientWith(token: () => string | Promise<string>, attempts = {}) {
    const sent: (string | null)[] = [];
    const fetch = async ({ headers }: Request) => {
      sent.push(headers.get('authorization'));
      return sent.length === 1
        ? new Response('{}', { status: 503 })
        : new Response('{"keys":[]}', { headers: { 'content-type': 'application/json' } });
    };
    const clock = { ...realClock, sleep: async () => {} };
    const keys = tenantKeys({ url: 'https://keys.example', fetch, token, attempts, clock });
    return { sent, list: () => keys.listKeys('acme').next() };
  }

  test('is asked again for each attempt, since a token may lapse in the pauses', async () => {
    const tokens = ['one', 'two'];
    const { sent, list } = clientWith(() => tokens.shift() ?? 'none is left');
    await list();
    expect(sent).toEqual(['Bearer one', 'Bearer two']);
  });

  test('that fails ends the call with its error, and nothing is sent', async () => {
    const { sent, list } = clientWith(async () => {
      throw new Error('the issuer is down');
    });
    await expect(list()).rejects.toEqual(new Error('the issuer is down'));
    expect(sent).toEqual([]);
  });

  test('that never ends takes no longer than an attempt', async () => {
    const { sent, list } = clientWith(() => new Promise<never>(() => {}), {
      attemptsMax: 2,
      attemptTimeoutMs: 20,
    });
    await expect(list()).rejects.toMatchObject({
      name: 'NoAnswerError',
      cause: { name: 'TimeoutError' },
    });
    expect(sent).toEqual([]);
  });

  test('that gives one when its attempt has ended sends nothing', async () => {
    const given: ((token: string) => void)[] = [];
    const { sent, list } = clientWith(() => new Promise((resolve) => given.push(resolve)), {
      attemptsMax: 1,
      attemptTimeoutMs: 20,
    });
    await expect(list()).rejects.toMatchObject({ name: 'NoAnswerError' });
    for (const give of given) give('late');
    await new Promise((resolve) => setImmediate(resolve));
    expect([given.length, sent]).toEqual([1, []]);
  });

  test('that fails does not keep a key in memory from being found', async () => {
    let isDown = false;
    let nowMs = 0;
    const keys = tenantKeys({
      url: 'https://keys.example',
      fetch: async () =>
        new Response('{"keyId":"k"}', { headers: { 'content-type': 'application/json' } }),
      token: () => {
        if (isDown) throw new Error('the issuer is down');
        return 'token';
      },
      clock: { ...realClock, nowMs: () => nowMs },
    });
    await keys.findKey('acme', 'main');
    isDown = true;
    nowMs = 86_399_999;
    expect(await keys.findKey('acme', 'main')).toEqual({ keyId: 'k' });
    nowMs = 86_400_000;
    await expect(keys.findKey('acme', 'main')).rejects.toEqual(new Error('the issuer is down'));
  });
});
