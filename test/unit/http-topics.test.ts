import { describe, expect, test } from 'vitest';
import { httpTopicReader, httpTopics, type Send } from '../../shared/topics/http.ts';
import type { TopicRecord } from '../../shared/topics/topics.ts';
import { virtualClock } from '../world/virtual-clock.ts';

type Answer = { readonly status?: number; readonly text: string } | 'silence' | Error;

/** The topics of a local cloud that gives these answers, one after the other. */
function cloud(...answers: readonly Answer[]) {
  const clock = virtualClock();
  const left = [...answers];
  const asked: string[] = [];
  const send: Send = async (url, { method, headers, body = '' }) => {
    asked.push([method, url, JSON.stringify(headers), body].join(' ').trim());
    const answer = left.shift() ?? new Error('nobody is there');
    if (answer instanceof Error) throw answer;
    if (answer === 'silence') return clock.sleep(60_000).then(() => ({ status: 200, text: never }));
    return { status: answer.status ?? 200, text: async () => answer.text };
  };
  return { clock, asked, send };
}

const never = async (): Promise<string> => expect.fail('it was too late to read this');

const json = (value: unknown) => ({ text: JSON.stringify(value) });

describe('messages that are published', () => {
  /** What comes of two messages that are published, each with a code and a reason. */
  async function publish(...answers: readonly Answer[]) {
    const { clock, asked, send } = cloud(...answers);
    const messages = [{ key: 'acme', partitionKey: 'p', value: 'x' }, { value: null }];
    const topics = httpTopics('http://127.0.0.1:4700', { clock, send });
    const published = topics.publish('key-events', messages, 10_000);
    const result = await clock.run(published.catch(({ message }: Error) => message));
    return { result, asked };
  }

  const POST =
    'POST http://127.0.0.1:4700/topics/key-events/messages {"content-type":"application/json"} ' +
    '[{"key":"acme","value":"x"},{"value":null}]';

  test('are one call, whose answer has the place of each', async () => {
    expect(await publish({ status: 201, ...json([1, 2]) })).toEqual({
      result: undefined,
      asked: [POST],
    });
  });

  test.each<[string, Answer]>([
    ['without an answer in three seconds', 'silence'],
    ['without a connection', new Error('reset')],
  ])('are sent once more %s', async (_, first) => {
    expect(await publish(first, json([1, 2]))).toEqual({ result: undefined, asked: [POST, POST] });
  });

  test.each<[string, readonly Answer[], string]>([
    ['there is no connection', [], 'no connection to the topics'],
    ['there is no answer in time', ['silence', 'silence'], 'the topics did not answer in time'],
    ['a place is missing', [json([1])], 'the topics answered with HTTP status 200'],
    [
      'the answer has no places',
      [json({ '0': 1, length: 2 })],
      'the topics answered with HTTP status 200',
    ],
    ['a page is answered', [{ text: '<p>' }], 'the topics answered with HTTP status 200'],
    [
      'they are sent elsewhere',
      [{ status: 300, ...json([1, 2]) }],
      'the topics answered with HTTP status 300',
    ],
    [
      'the status is none of success',
      [{ status: 199, ...json([1, 2]) }],
      'the topics answered with HTTP status 199',
    ],
    [
      'the cloud fails',
      [{ status: 503, ...json([1, 2]) }],
      'the topics answered with HTTP status 503',
    ],
  ])('are not known to be stored where %s', async (_, answers, reason) => {
    expect((await publish(...answers)).result).toBe(`TopicsUnavailable: ${reason}`);
  });

  test.each([400, 413, 422])('are refused by status %i', async (status) => {
    expect((await publish({ status, text: '' })).result).toBe(
      `TopicRefused: the topics answered with HTTP status ${status}`,
    );
  });

  test('have no topic by status 404', async () => {
    expect((await publish({ status: 404, text: '' })).result).toBe(
      'TopicMissing: the topics answered with HTTP status 404 (topic "key-events")',
    );
  });
});

/** A message as the local cloud answers it. */
const row = (offset: number) => ({ partition: 0, offset, key: 'k', value: 'v', timestampMs: 5 });

const about = (messages: unknown) =>
  json({ topics: [null, { name: 'others', messages: 9 }, { name: 'key-status', messages }] });

describe('a topic', () => {
  /** What is read of the topic, or why it is not, and which addresses were asked. */
  async function read(answers: readonly Answer[], from = 0) {
    const { clock, asked, send } = cloud(...answers);
    const reader = httpTopicReader('http://127.0.0.1:4700', { clock, send });
    const records: TopicRecord[] = [];
    const onPage = (page: readonly TopicRecord[]) => void records.push(...page);
    const reading = reader.readAll('key-status', onPage, 10_000, new Map([[0, from]]));
    const failure = await clock.run(
      reading.then(
        () => undefined,
        ({ message }: Error) => message,
      ),
    );
    return { failure, offsets: records.map(({ offset }) => offset), asked };
  }

  const get = (path: string) => `GET http://127.0.0.1:4700${path} {"accept":"application/json"}`;
  const page = (from: number) => get(`/topics/key-status/messages?from=${from}&size=1500000`);

  test('is read to the end that it had, by no more calls than it has pages', async () => {
    const answers = [about(3), json([row(0), row(1)]), json([row(2)])];
    expect(await read(answers)).toEqual({
      failure: undefined,
      offsets: [0, 1, 2],
      asked: [get('/'), page(0), page(2)],
    });
  });

  test('is not asked for messages where it has no new ones', async () => {
    expect(await read([about(3)], 3)).toEqual({
      ...{ failure: undefined, offsets: [], asked: [get('/')] },
    });
  });

  test('may have been emptied meanwhile', async () => {
    const { failure, offsets } = await read([about(3), json([row(0)]), json([])]);
    expect([failure, offsets]).toEqual([undefined, [0]]);
  });

  test.each<[string, readonly Answer[], string]>([
    [
      'the cloud fails',
      [{ status: 500, ...about(0) }],
      'the local cloud answered with HTTP status 500',
    ],
    [
      'the cloud says nothing of it',
      [json('hello')],
      'the local cloud does not say which topics it has',
    ],
    [
      'the cloud lists none',
      [json({ topics: 'none' })],
      'the local cloud does not say which topics it has',
    ],
    ['its length is none', [about(-1)], 'the local cloud does not say how many messages it has'],
    [
      'its messages are no array',
      [about(1), json({})],
      'the local cloud did not answer with an array of messages',
    ],
    [
      'a message is none',
      [about(1), json([null])],
      'the local cloud answered with a malformed message',
    ],
    [
      'a message is text',
      [about(1), json(['x'])],
      'the local cloud answered with a malformed message',
    ],
    [
      'a message has no place',
      [about(1), json([{ ...row(0), offset: -1 }])],
      'the local cloud answered with a malformed message',
    ],
    [
      'a message has no partition',
      [about(1), json([{ ...row(0), partition: '0' }])],
      'the local cloud answered with a malformed message',
    ],
    [
      'a message has no time',
      [about(1), json([{ ...row(0), timestampMs: '5' }])],
      'the local cloud answered with a malformed message',
    ],
    [
      'a key is a number',
      [about(1), json([{ ...row(0), key: 1 }])],
      'the local cloud answered with a malformed message',
    ],
    [
      'a value is a number',
      [about(1), json([{ ...row(0), value: 1 }])],
      'the local cloud answered with a malformed message',
    ],
  ])('is unreadable where %s', async (_, answers, reason) => {
    expect((await read(answers)).failure).toBe(
      `TopicsUnavailable: the topic "key-status" could not be read: ${reason}`,
    );
  });

  test('that the cloud does not have is missing', async () => {
    expect((await read([json({ topics: [{ name: 'others', messages: 9 }] })])).failure).toBe(
      'TopicMissing: there is no such topic (topic "key-status")',
    );
  });

  test('that does not end by the deadline is unavailable', async () => {
    expect((await read([about(1), 'silence', 'silence'])).failure).toBe(
      'TopicsUnavailable: the topic "key-status" could not be read: the deadline passed before its end was reached',
    );
  });
});

describe('records at places', () => {
  async function readAt(offsets: readonly number[], ...answers: readonly Answer[]) {
    const { clock, asked, send } = cloud(...answers);
    const reader = httpTopicReader('http://127.0.0.1:4700', { clock, send });
    const read: number[] = [];
    const places = offsets.map((offset) => ({ partition: 0, offset, length: 1 }));
    const onPage = (page: readonly TopicRecord[]) => void read.push(...page.map((r) => r.offset));
    await clock.run(reader.readAt('key-status', places, onPage, 10_000));
    return { read, queries: asked.map((line) => /\?\S+/.exec(line)?.[0]) };
  }

  test('are asked for in runs, each until it is whole', async () => {
    const first = json([row(4)]);
    expect(await readAt([4, 5, 9], first, json([row(5)]), json([row(9)]))).toEqual({
      read: [4, 5, 9],
      queries: [
        '?partition=0&from=4&limit=2&size=1500000',
        '?partition=0&from=5&limit=1&size=1500000',
        '?partition=0&from=9&limit=1&size=1500000',
      ],
    });
  });

  test('need no call where there are none', async () => {
    expect(await readAt([])).toEqual({ read: [], queries: [] });
  });
});
