import { describe, expect, test } from 'vitest';
import {
  type NewMessage,
  type TopicInput,
  type TopicLog,
  topicLog,
} from '../../emulator/topics/topic-log.ts';
import { parseMessages } from '../../emulator/topics/topics.ts';

const message = (key: string | null, value: string | null): NewMessage => ({
  key,
  value,
  headers: {},
});

function newTopic(partitionCount: number, inputs: TopicInput[] = []): TopicLog {
  let nowMs = 1_000;
  return topicLog('key-requests', partitionCount, {
    nowMs: () => nowMs++,
    record: (input) => void inputs.push(input),
  });
}

describe('a topic', () => {
  test('returns messages in order of arrival', () => {
    const topic = newTopic(1);
    topic.append([message('acme', 'a'), message(null, null)]);
    topic.append([{ key: 'acme', value: 'b', headers: { traceparent: '00' } }]);
    expect(topic.read(1, 10)).toEqual([
      { partition: 0, offset: 1, key: null, value: null, headers: {}, timestampMs: 1_000 },
      {
        partition: 0,
        offset: 2,
        key: 'acme',
        value: 'b',
        headers: { traceparent: '00' },
        timestampMs: 1_001,
      },
    ]);
    expect(topic.read(0, 1).map(({ value }) => value)).toEqual(['a']);
    expect(topic.read(3, 10)).toEqual([]);
  });

  test('keeps messages of one key in one partition, with its own offsets', () => {
    const topic = newTopic(3);
    const keys = Array.from({ length: 60 }, (_, index) => `tenant-${index % 6}`);
    topic.append(keys.map((key) => message(key, 'a')));
    const partitions = new Map<string, Set<number>>();
    for (const { key, partition } of topic.read(0, 60)) {
      partitions.set(`${key}`, (partitions.get(`${key}`) ?? new Set()).add(partition));
    }
    expect([...partitions.values()].map((set) => set.size)).toEqual([1, 1, 1, 1, 1, 1]);
    for (const partition of [0, 1, 2]) {
      const offsets = topic.readPartition(partition, 0, 60).map(({ offset }) => offset);
      expect(offsets).toEqual(Object.keys(offsets).map(Number));
    }
  });

  test('distributes messages without a key round-robin', () => {
    const topic = newTopic(3);
    const places = topic.append(Array.from({ length: 4 }, () => message(null, 'a')));
    expect(places).toEqual([
      { partition: 0, offset: 0 },
      { partition: 1, offset: 0 },
      { partition: 2, offset: 0 },
      { partition: 0, offset: 1 },
    ]);
  });

  test('publishes nothing of a batch that cannot be recorded', () => {
    const topic = topicLog('key-events', 1, {
      nowMs: () => 0,
      record: () => {
        throw new Error('the disk is full');
      },
    });
    expect(() => topic.append([message('a', 'a'), message('b', 'b')])).toThrow('the disk is full');
    expect(topic.size()).toBe(0);
  });

  test('notifies listeners until they unsubscribe', () => {
    const topic = newTopic(1);
    let calls = 0;
    const unsubscribe = topic.onChange(() => calls++);
    topic.append([message('a', 'a'), message('b', 'b')]);
    unsubscribe();
    topic.append([message('c', 'c')]);
    expect(calls).toBe(1);
  });

  test('keeps the committed offset of each group and partition', () => {
    const topic = newTopic(3);
    topic.append(Array.from({ length: 6 }, () => message(null, 'a')));
    topic.commitOffset('provision-keys', { partition: 1, offset: 2 });
    expect(topic.committedOffset('provision-keys', 1)).toBe(2);
    expect(topic.committedOffset('provision-keys', 0)).toBe(0);
    expect(topic.committedOffset('others', 1)).toBe(0);
  });

  test('ignores an offset beyond its end, as after a reset', () => {
    const topic = newTopic(1);
    topic.append([message('a', 'a')]);
    topic.clear();
    topic.commitOffset('provision-keys', { partition: 0, offset: 1 });
    expect(topic.committedOffset('provision-keys', 0)).toBe(0);
    expect(topic.size()).toBe(0);
  });

  test('is the same after a replay', () => {
    const inputs: TopicInput[] = [];
    const topic = newTopic(3, inputs);
    topic.append([message('acme', 'a'), message(null, 'b')]);
    topic.append([message(null, 'c')]);
    topic.commitOffset('provision-keys', { partition: 2, offset: 1 });
    const again = newTopic(3);
    for (const input of inputs) again.repeat(input);
    expect(again.read(0, 9)).toEqual(topic.read(0, 9));
    expect(again.committedOffset('provision-keys', 2)).toBe(1);
  });
});

describe('a request to publish', () => {
  test('contains a message or a list of messages, and only the value is required', () => {
    expect(parseMessages({ value: 'a' })).toEqual({ ok: true, value: [message(null, 'a')] });
    expect(parseMessages([{ key: 'acme', value: null, headers: { a: 'b' } }])).toEqual({
      ok: true,
      value: [{ key: 'acme', value: null, headers: { a: 'b' } }],
    });
  });

  const example = '{"key":"acme","value":"text","headers":{}}';
  const rows: readonly (readonly [string, unknown, string])[] = [
    ['no JSON', undefined, `Message 0: it must be an object such as ${example}.`],
    ['a bare text', ['a'], `Message 0: it must be an object such as ${example}.`],
    [
      'an unknown field',
      { value: 'a', topic: 'b' },
      `Message 0: "topic" is unknown; use ${example}.`,
    ],
    ['a number as key', { key: 1, value: 'a' }, 'Message 0: key must be a string or null.'],
    [
      'an object as value',
      [{ value: 'a' }, { value: {} }],
      'Message 1: value must be a string or null; write JSON as a string.',
    ],
    [
      'no value',
      { key: 'a' },
      'Message 0: value must be a string or null; write JSON as a string.',
    ],
    [
      'headers that are no texts',
      { value: 'a', headers: { a: 1 } },
      'Message 0: headers must be an object of strings.',
    ],
  ];
  test.each(rows)('is refused with %s', (_, body, expected) => {
    expect(parseMessages(body)).toEqual({ ok: false, problem: expected });
  });
});
