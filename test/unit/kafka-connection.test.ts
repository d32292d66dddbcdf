import { afterEach, describe, expect, test } from 'vitest';
import {
  isUsableAfter,
  kafkaConnection,
  untilAnswered,
} from '../../shared/topics/kafka-connection.ts';
import { openTopicReader, openTopics } from '../../shared/topics/open.ts';
import { wallClock } from '../wall-clock.ts';
import { virtualClock } from '../world/virtual-clock.ts';
import { type SilentServer, startSilentServer } from './silent-server.ts';

const ADDRESS = { engine: 'kafka', brokers: ['a:1', 'b:2', 'c:3'] } as const;

const answerOf = (type: string, retriable: boolean) =>
  Object.assign(new Error(type), { name: 'KafkaJSProtocolError', type, retriable });
const refused = () => Object.assign(new Error('refused'), { retriable: true });
const silent = () => Object.assign(new Error('silence'), { name: 'KafkaJSRequestTimeoutError' });
const wrapped = (cause: Error) => Object.assign(new Error(cause.message), { cause });

/** A connection whose clients are the first broker that each would ask. */
function world(fails: (client: string, count: number) => Error | undefined, random = () => 0) {
  const clock = virtualClock();
  const closed: string[] = [];
  const asked: string[] = [];
  const connection = kafkaConnection(
    ADDRESS,
    { clock, random },
    {
      open: async (_, { seeds }) => ({
        name: seeds[0] ?? '',
        disconnect: async () => void closed.push(seeds[0] ?? ''),
      }),
      keptAfter: (failure) => 'type' in (failure as object),
    },
  );
  const { signal } = new AbortController();
  return {
    ...{ clock, closed, asked, connection },
    ask: (until: AbortSignal = signal) =>
      clock.run(
        untilAnswered(connection, { clock, signal: until }, async ({ name }) => {
          asked.push(name);
          const failure = fails(name, asked.length);
          if (failure !== undefined) throw failure;
          return name;
        }),
      ),
  };
}

test('a client is kept while it is answered', async () => {
  const { ask, asked, closed } = world(() => undefined);
  expect([await ask(), await ask()]).toEqual(['a:1', 'a:1']);
  expect([asked, closed]).toEqual([['a:1', 'a:1'], []]);
});

test('without an answer the next broker of the list is asked by a new client, which is kept', async () => {
  const { ask, asked, closed } = world((name) => (name === 'a:1' ? silent() : undefined));
  expect([await ask(), await ask()]).toEqual(['b:2', 'b:2']);
  expect([asked, closed]).toEqual([['a:1', 'b:2', 'b:2'], ['a:1']]);
});

test('an error inside others counts as itself', async () => {
  const { ask } = world((name) => (name === 'a:1' ? wrapped(wrapped(silent())) : undefined));
  expect(await ask()).toBe('b:2');
});

test('silence is met with new clients for as long as there is time', async () => {
  const { ask, asked } = world((_, count) => (count < 20 ? silent() : undefined));
  await ask();
  expect(asked).toHaveLength(20);
});

test('silence after a failed connection is met with further calls too', async () => {
  const { ask, asked } = world((_, count) => [refused(), silent()][count - 1]);
  expect(await ask()).toBe('c:3');
  expect(asked).toEqual(['a:1', 'b:2', 'c:3']);
});

test('each client has all brokers, in turn from another one on', async () => {
  const clock = virtualClock();
  const lists: (readonly string[])[] = [];
  const connection = kafkaConnection(
    ADDRESS,
    { clock, random: () => 0 },
    {
      open: async (_, { seeds }) => {
        lists.push(seeds);
        return { disconnect: async () => {} };
      },
      keptAfter: () => false,
    },
  );
  for (let count = 0; count < 2; count += 1) {
    await clock.run(connection.use(() => Promise.reject(refused())).catch(() => {}));
  }
  expect(lists).toEqual([
    ['a:1', 'b:2', 'c:3'],
    ['b:2', 'c:3', 'a:1'],
  ]);
});

test('a call that hangs is made again at the next broker', async () => {
  const { clock, connection } = world(() => undefined);
  const { signal } = new AbortController();
  const asked: string[] = [];
  const answer = untilAnswered(connection, { clock, signal }, async ({ name }) => {
    asked.push(name);
    return asked.length < 3 ? new Promise<string>(() => {}) : name;
  });
  expect(await clock.run(answer)).toBe('c:3');
  expect(clock.nowMs()).toBe(12_100); // Twice 6,000, and 50 after each.
});

test('a failed connection is met with six calls, and the brokers take turns', async () => {
  const { ask, asked, clock } = world(refused);
  await expect(ask()).rejects.toThrow('refused');
  const turn = ['a:1', 'b:2', 'c:3'];
  expect(asked).toEqual([...turn, ...turn]);
  expect(clock.nowMs()).toBe(2_500); // 100 + 200 + 400 + 800 + 1,000
});

test('a client that a broker has answered with an error is kept, and the call is made again', async () => {
  const { ask, asked, closed } = world((_, count) =>
    count < 3 ? answerOf('NOT_ENOUGH_REPLICAS', true) : undefined,
  );
  await ask();
  expect([asked, closed]).toEqual([['a:1', 'a:1', 'a:1'], []]);
});

test('an answer that does not pass is thrown at once', async () => {
  const { ask, asked } = world(() => answerOf('MESSAGE_TOO_LARGE', false));
  await expect(ask()).rejects.toThrow('MESSAGE_TOO_LARGE');
  expect(asked).toEqual(['a:1']);
});

test('a certificate that is not trusted is met once at each broker', async () => {
  const { ask, asked } = world(() =>
    Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' }),
  );
  await expect(ask()).rejects.toThrow('expired');
  expect(asked).toEqual(['a:1', 'b:2', 'c:3']);
});

test.each([
  ['SCRAM failed: Connection error: closed', 6],
  ['SCRAM failed: wrong password', 1],
])('while the user is checked, "%s" is met with %i calls', async (message, calls) => {
  const failure = Object.assign(new Error(message), { name: 'KafkaJSSASLAuthenticationError' });
  const { ask, asked } = world(() => failure);
  await expect(ask()).rejects.toThrow(message);
  expect(asked).toHaveLength(calls);
});

test.each([
  ['MESSAGE_TOO_LARGE', true],
  ['NOT_ENOUGH_REPLICAS', true],
  ['UNKNOWN_TOPIC_OR_PARTITION', false],
  ['INVALID_TOPIC_EXCEPTION', false],
  ['TOPIC_AUTHORIZATION_FAILED', false],
])('after the answer %s a client can be used: %s', (type, expected) => {
  expect(isUsableAfter(wrapped(answerOf(type, false)))).toBe(expected);
});

test('after a failure without an answer a client cannot be used', () => {
  expect(isUsableAfter(refused())).toBe(false);
  expect(isUsableAfter(silent())).toBe(false);
});

test('a failure that only sounds like a lost connection is met with one call', async () => {
  const { ask, asked } = world(() => new Error('the connection timed out'));
  await expect(ask()).rejects.toThrow('the connection timed out');
  expect(asked).toHaveLength(1);
});

test('nothing is sent again after the deadline', async () => {
  const { ask, asked } = world(silent);
  await expect(ask(AbortSignal.abort())).rejects.toThrow('silence');
  expect(asked).toEqual(['a:1']);
});

test('a call that hangs is given up, whatever the client waits for', async () => {
  const { clock, connection, closed } = world(() => undefined);
  const hanging = connection.use(() => new Promise(() => {}));
  await expect(clock.run(hanging)).rejects.toThrow('no broker answered within 6000 ms');
  expect(await clock.run(connection.use(async ({ name }) => name))).toBe('b:2');
  expect(closed).toEqual(['a:1']);
});

test('two calls that fail together replace their client once', async () => {
  const { clock, connection } = world(() => undefined);
  const fail = () => connection.use(() => Promise.reject(silent())).catch(() => {});
  await clock.run(Promise.all([fail(), fail()]));
  expect(await clock.run(connection.use(async ({ name }) => name))).toBe('b:2');
});

test('a client that did not open is replaced, whatever the reason', async () => {
  const clock = virtualClock();
  const tried: string[] = [];
  const connection = kafkaConnection(
    ADDRESS,
    { clock, random: () => 0 },
    {
      open: async (_, { seeds: [first = ''] }) => {
        tried.push(first);
        throw answerOf('ILLEGAL_SASL_STATE', false);
      },
      keptAfter: () => true,
    },
  );
  for (let count = 0; count < 2; count += 1) {
    const failure = connection.use(async () => 'used');
    await expect(clock.run(failure)).rejects.toThrow('ILLEGAL_SASL_STATE');
  }
  expect(tried).toEqual(['a:1', 'b:2']);
});

test('a client that does not close is given up, and its sockets are closed', async () => {
  const clock = virtualClock();
  const connection = kafkaConnection(
    ADDRESS,
    { clock, random: () => 0 },
    { open: async () => ({ disconnect: () => new Promise(() => {}) }), keptAfter: () => true },
  );
  await clock.run(connection.use(async () => 'used'));
  await clock.run(connection.close());
  expect(clock.nowMs()).toBe(3_000);
  await clock.run(connection.close()); // There is nothing left to close.
});

test('a broker that is not trusted explains a lost connection, but no answer of another one', async () => {
  const untrusted = Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' });
  const failures = [refused(), answerOf('NOT_ENOUGH_REPLICAS', false), silent()];
  const clock = virtualClock();
  const connection = kafkaConnection(
    ADDRESS,
    { clock, random: () => 0 },
    {
      open: async (_, sockets) => {
        const place = { host: '127.0.0.1', port: 1, onConnect: () => {} };
        const socket = sockets.create({ ...place, ssl: undefined as never });
        socket.emit('error', untrusted);
        socket.destroy();
        return { disconnect: async () => {} };
      },
      keptAfter: () => false,
    },
  );
  const messages: string[] = [];
  for (const failure of failures) {
    const call = connection.use(() => Promise.reject(failure));
    messages.push(
      await clock.run(
        call.then(
          () => '',
          (error: Error) => error.message,
        ),
      ),
    );
  }
  expect(messages).toEqual(['expired', 'NOT_ENOUGH_REPLICAS', 'silence']);
});

test('the list of brokers is shuffled', async () => {
  const ranks = [0.9, 0.5, 0.1];
  const { ask } = world(
    () => undefined,
    () => ranks.shift() ?? 0,
  );
  expect(await ask()).toBe('c:3');
});

describe('brokers that accept connections and stay silent', () => {
  const brokers: SilentServer[] = [];
  afterEach(async () => {
    for (const broker of brokers.splice(0)) await broker.close();
  });

  async function silentBrokers(): Promise<readonly [SilentServer, SilentServer]> {
    const pair = [await startSilentServer(), await startSilentServer()] as const;
    brokers.push(...pair);
    return pair;
  }
  const addressOf = (servers: readonly SilentServer[]) =>
    ({ engine: 'kafka', brokers: servers.map(({ port }) => `127.0.0.1:${port}`) }) as const;
  const options = { clock: wallClock, random: () => 0, send: fetch };

  async function publish(address: ReturnType<typeof addressOf>): Promise<void> {
    const topics = openTopics(address, options);
    const failure = topics.publish('t', [{ value: 'x' }], wallClock.nowMs() + 4_000);
    await expect(failure).rejects.toMatchObject({ code: 'TopicsUnavailable' });
    await topics.close();
  }

  async function read(address: ReturnType<typeof addressOf>): Promise<void> {
    const reader = openTopicReader(address, options);
    const failure = reader.readAll('t', () => {}, wallClock.nowMs() + 4_000);
    await expect(failure).rejects.toMatchObject({ code: 'TopicsUnavailable' });
  }

  test('are asked in turn until the deadline of a publish or a reading, and no connection stays open', async () => {
    // Both at a time, since each lasts until its deadline.
    const checks = [publish, read].map(async (use) => {
      const [first, second] = await silentBrokers();
      await use(addressOf([first, second]));
      expect([first.connections(), second.connections()]).toEqual([1, 1]);
      await expect.poll(() => [first.open(), second.open()]).toEqual([0, 0]);
    });
    await Promise.all(checks);
  });
});
