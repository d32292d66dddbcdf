import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startEmulator } from '../../emulator/emulator.ts';
import { LOCAL_TOPICS, startLocalCloud } from '../../local/cloud.ts';
import type { Send } from '../../shared/topics/http.ts';
import { openTopicReader, openTopics } from '../../shared/topics/open.ts';
import { parseTopicsUrl, type TopicReader } from '../../shared/topics/topics.ts';
import { wallClock } from '../wall-clock.ts';
import { machineTopicReader } from '../world/machine-topic-reader.ts';
import { machineTopics } from '../world/machine-topics.ts';
import { provisioningWorld } from '../world/provisioning-world.ts';
import { soon, startCloudUnderTest } from './cloud-under-test.ts';
import { topicReaderSuite } from './topic-reader-suite.ts';

const THREE_PARTITIONS = new Map([...LOCAL_TOPICS, ['key-requests', 3]] as const);

topicReaderSuite("the local cloud's HTTP", async () => {
  const cloud = await startEmulator({ port: 0, seed: 'topic-reader', topics: THREE_PARTITIONS });
  return {
    topics: openTopics(parseTopicsUrl(cloud.url), {
      clock: wallClock,
      random: Math.random,
      send: fetch,
    }),
    reader: reader(cloud.url),
    deadReader: reader('http://127.0.0.1:1'),
    emptyTopic: async () => {
      await fetch(`${cloud.url}/reset`, { method: 'POST' });
      return 'key-requests';
    },
    nowMs: wallClock.nowMs,
    run: (promise) => promise,
    stop: () => cloud.close(),
  };
});

topicReaderSuite('the emulated cloud in virtual time', async () => {
  const { machine, clock } = provisioningWorld({ topics: THREE_PARTITIONS });
  const dead = provisioningWorld();
  dead.machine.topics.get('key-requests')?.append([MESSAGE]);
  dead.fail('topics:read:key-requests', { lostAnswer: true, delayMs: 60_000 });
  return {
    topics: machineTopics(machine, clock),
    reader: machineTopicReader(machine, clock),
    deadReader: machineTopicReader(dead.machine, clock),
    emptyTopic: async () => {
      machine.topics.clear();
      return 'key-requests';
    },
    nowMs: clock.nowMs,
    run: clock.run,
    stop: async () => {},
  };
});

describe('reading from the local cloud fails', () => {
  test.each([
    { answer: 'HTTP status 503', effect: { http: 503 } },
    { answer: 'a page with status 200', effect: { notJson: true } },
    // A connection may have been kept for too long: only the second one that is cut is a failure.
    { answer: 'cut in its middle twice', effect: { truncate: true }, times: 2 },
    { answer: 'nothing, the connection being cut twice', effect: { lostAnswer: true }, times: 2 },
    { answer: 'not there before the deadline', effect: { delayMs: 60_000 } },
  ])('when its answer is $answer, and succeeds afterwards', async ({ effect, times }) => {
    const under = await startCloudUnderTest();
    const { url } = under.cloud;
    const topics = openTopics(parseTopicsUrl(url), {
      clock: wallClock,
      random: Math.random,
      send: fetch,
    });
    await topics.publish('key-events', [{ value: 'x' }], soon());
    await under.fail('topics:read:key-events', effect, times);
    const deadlineMs = 'delayMs' in effect ? wallClock.nowMs() + 200 : soon();
    await expect(read(reader(url), deadlineMs)).rejects.toMatchObject({
      name: 'ApiError',
      code: 'TopicsUnavailable',
      message: expect.stringContaining('key-events'),
    });
    expect(await read(reader(url), soon())).toEqual(['x']);
    await under.cloud.close();
  });

  const ROW = { partition: 0, offset: 0, key: null, value: 'x', headers: {}, timestampMs: 1 };
  test.each<{ name: string; about?: unknown; messages?: unknown }>([
    { name: 'does not say which topics it has', about: [] },
    {
      name: 'does not say how many messages there are',
      about: { topics: [{ name: 'key-events' }] },
    },
    { name: 'has a negative count', about: aboutOf(-1) },
    { name: 'has no finite count', about: aboutOf(null) },
    { name: 'answers with an object', messages: { messages: [ROW] } },
    { name: 'answers with null', messages: null },
    { name: 'answers with a list of null', messages: [null] },
    { name: 'omits the offset', messages: [{ ...ROW, offset: undefined }] },
    { name: 'omits the value', messages: [{ ...ROW, value: undefined }] },
    { name: 'has a value that is JSON, not its text', messages: [{ ...ROW, value: {} }] },
    { name: 'has a key that is a number', messages: [{ ...ROW, key: 1 }] },
    { name: 'has a time that is text', messages: [{ ...ROW, timestampMs: '1' }] },
    { name: 'has one good message and one bad', messages: [ROW, { ...ROW, partition: -1 }] },
  ])('when it $name', async ({ about = aboutOf(1), messages = [ROW] }) => {
    const failure = read(reader('http://127.0.0.1', sender({ about, messages })), soon());
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', code: 'TopicsUnavailable' });
  });

  test('not when it is reset meanwhile: the reading then ends', async () => {
    const under = await startCloudUnderTest();
    const { url } = under.cloud;
    const topics = openTopics(parseTopicsUrl(url), {
      clock: wallClock,
      random: Math.random,
      send: fetch,
    });
    const messages = Array.from({ length: 40 }, () => ({ value: 'x'.repeat(100_000) }));
    await topics.publish('key-events', messages, soon());
    let pages = 0;
    const resetAfterTheFirst: Send = async (...request) => {
      if (pages > 0) await under.reset();
      return fetch(...request);
    };
    const onPage = () => {
      pages += 1;
    };
    await reader(url, resetAfterTheFirst).readAll('key-events', onPage, soon());
    expect(pages).toBe(2); // The second was on its way.
    await under.cloud.close();
  });
});

test('an unknown topic of the local cloud cannot be read, and is named', async () => {
  const cloud = await startLocalCloud({ port: 0, seed: 'unknown-topic' });
  const world = provisioningWorld();
  const virtual = machineTopicReader(world.machine, world.clock);
  for (const topic of ['no-such-topic', '../faults', '', 'key-events?']) {
    const readings = [
      () => reader(cloud.url).readAll(topic, () => {}, soon()),
      () => world.clock.run(virtual.readAll(topic, () => {}, world.clock.nowMs() + 1_000)),
    ];
    for (const reading of readings) {
      await expect(reading()).rejects.toMatchObject({
        name: 'ApiError',
        code: 'TopicMissing',
        message: `TopicMissing: there is no such topic (topic ${JSON.stringify(topic)})`,
      });
    }
  }
  await cloud.close();
});

test.each(['kafka', 'http'])('a silent server, over %s, fails at the deadline', async (engine) => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const failure = read(reader(`${engine}://127.0.0.1:${port}`), wallClock.nowMs() + 2_000);
  await expect(failure).rejects.toMatchObject({
    code: 'TopicsUnavailable',
    message: expect.stringContaining('the deadline passed'),
  });
  expect(sockets.length).toBeGreaterThan(0);
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test('in virtual time, a deadline in the middle of a topic ends its reading', async () => {
  const { machine, clock } = provisioningWorld();
  const messages = Array.from({ length: 120 }, () => MESSAGE);
  machine.topics.get('key-events')?.append(messages);
  const seen: number[] = [];
  const records = machineTopicReader(machine, clock);
  const onPage = (page: readonly unknown[]) => void seen.push(page.length);
  const failure = clock.run(records.readAll('key-events', onPage, 50));
  await expect(failure).rejects.toMatchObject({ code: 'TopicsUnavailable' });
  await clock.run(clock.sleep(1_000));
  expect(seen).toEqual([50, 50]); // The third page would have come after 60 ms.
  await clock.run(records.readAll('key-events', onPage, clock.nowMs() + 1_000));
  expect(seen).toEqual([50, 50, 50, 50, 20]);
});

test('in virtual time, a page that is lost to a fault is reported', async () => {
  const { machine, clock, fail } = provisioningWorld();
  machine.topics.get('key-events')?.append([MESSAGE]);
  const records = machineTopicReader(machine, clock);
  for (const effect of [{ http: 503 }, { truncate: true }, { lostAnswer: true }, { lateMs: 10 }]) {
    fail('topics:read:key-events', effect, { times: 1 });
    const failure = clock.run(records.readAll('key-events', () => {}, clock.nowMs() + 1_000));
    await expect(failure).rejects.toMatchObject({ code: 'TopicsUnavailable' });
  }
  await clock.run(records.readAll('key-events', () => {}, clock.nowMs() + 1_000));
});

const MESSAGE = { key: null, value: 'x', headers: {} };

function reader(url: string, send: Send = fetch): TopicReader {
  return openTopicReader(parseTopicsUrl(url), { clock: wallClock, random: Math.random, send });
}

async function read(records: TopicReader, deadlineMs: number): Promise<(string | null)[]> {
  const values: (string | null)[] = [];
  const onPage = (page: readonly { readonly value: string | null }[]) =>
    void values.push(...page.map(({ value }) => value));
  await records.readAll('key-events', onPage, deadlineMs);
  return values;
}

function aboutOf(messages: unknown): object {
  return { topics: [{ name: 'key-events', partitions: 1, messages }] };
}

/** Answers like a local cloud with these contents. */
function sender({ about, messages }: { about: unknown; messages: unknown }): Send {
  return async (url) => {
    const answer = url.includes('/topics/') ? messages : about;
    return { status: 200, text: async () => JSON.stringify(answer) };
  };
}
