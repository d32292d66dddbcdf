import { describe, expect, test } from 'vitest';
import { kindOf, queueRecords } from '../../shared/triggers/event-kind.ts';
import { eventBridgeMessage, queueMessage } from '../../shared/triggers/queue.ts';
import { placeInRecord } from '../../shared/triggers/record-place.ts';
import { parseTrigger } from '../../shared/triggers/trigger.ts';

describe('the kind of an event', () => {
  test.each<[string, unknown]>([
    ['http', { httpMethod: 'GET', path: '/' }],
    ['other', { httpMethod: 'GET' }],
    ['other', { path: '/' }],
    ['queue', { Records: [] }],
    ['queue', { specversion: '1.0' }],
    ['timer', { Type: 'Timer' }],
    ['other', { Type: 'Cron' }],
    ['other', null],
  ])('is %s of %j', (kind, event) => {
    expect(kindOf(event)).toBe(kind);
  });

  test.each([{ httpMethod: 'GET' }, { path: '/' }])('of %j is no HTTP request', (event) => {
    expect(parseTrigger(event)).toMatchObject({ kind: 'refused' });
  });
});

describe('the records of a queue', () => {
  test.each<[string, unknown]>([
    ['has the record of one', { Ckafka: {} }],
    ['has the topic of a message', { TopicName: 'x' }],
    ['wraps an object with the topic of a message', { kafka: { topic: 'x' } }],
    ['has no fields', {}],
  ])('are a batch in which one %s', (_, record) => {
    expect(queueRecords({ Records: [record] })).toEqual([record]);
  });

  test.each<[string, readonly unknown[]]>([
    ['those of a bucket', [{ cos: { cosBucket: {} } }]],
    ['such beside what is no object', [7, { cos: {} }]],
    ['such with a field that is empty', [{ cos: null }]],
    ['such with a longer name that ends with topic', [{ subtopic: 'x' }]],
    ['such with a longer name that begins with topic', [{ topics: 'x' }]],
  ])('are not %s', (_, records) => {
    expect(queueRecords({ Records: records })).toBeUndefined();
  });
});

describe('the place of a record', () => {
  test('is that of the object that it wraps, rather than its own', () => {
    const record = { topic: 'outer', offset: 1, wrapped: { Topic: 'inner', PARTITION: 2 } };
    expect(placeInRecord(record)).toEqual({
      ...{ topic: 'inner', partition: 2, offset: 1, messageId: undefined },
    });
  });

  test('is empty where there is no record', () => {
    const nowhere = { topic: undefined, partition: undefined, offset: undefined };
    expect(placeInRecord(null)).toEqual({ ...nowhere, messageId: undefined });
  });

  test.each<[unknown, unknown]>([
    [7, 7],
    ['7', 7],
    ['123456789012345', 123_456_789_012_345],
    ['1234567890123456', '1234567890123456'],
    ['7x', '7x'],
    ['x7', 'x7'],
    ['', ''],
    [[7], [7]],
    [-1, -1],
  ])('has the partition %j as %j', (partition, expected) => {
    expect(placeInRecord({ partition }).partition).toEqual(expected);
  });
});

describe('a message of CKafka', () => {
  const messageOf = (fields: object) => {
    const Ckafka = { topic: 'requests', partition: 1, offset: 2, msgBody: '{}', ...fields };
    return queueMessage({ Ckafka });
  };

  test.each([{ topic: 7 }, { topic: undefined }, { msgBody: {} }])(
    'is malformed with %j',
    (fields) => {
      expect(messageOf(fields)).toMatchObject({ refused: { code: 'RequestUnreadable' } });
    },
  );

  test('keeps a position that is none as its id, up to 64 characters', () => {
    const { source, refused } = messageOf({ offset: 'x'.repeat(100) });
    expect(refused).toBeUndefined();
    expect(source).toEqual({
      ...{ door: 'queue', topic: 'requests', messageId: `[1,"${'x'.repeat(60)}` },
    });
  });

  test.each<[string, object, object]>([
    ['an offset alone', { offset: 2 }, { messageId: '[null,2]' }],
    ['a partition alone', { partition: 1 }, { messageId: '[1,null]' }],
    ['neither', {}, { messageId: 'unknown' }],
    ['an id', { msgId: 'm-1' }, { messageId: 'm-1' }],
  ])('that is malformed may have %s', (_, fields, place) => {
    const { source } = queueMessage({ topic: 'requests', ...fields });
    expect(source).toEqual({ door: 'queue', topic: 'requests', ...place });
  });
});

describe('the data of an event of EventBridge', () => {
  const textWith = (datacontenttype: unknown) =>
    eventBridgeMessage({ specversion: '1.0', data: 'text', datacontenttype }).refused?.code ??
    'read';

  test.each([
    undefined,
    null,
    'application/json',
    'text/plain; charset=utf-8',
    'text/plain; charset="UTF8"',
    'text/plain; charset=us-ascii',
    'text/plain; charset=ascii',
  ])('is read with the type %j', (type) => {
    expect(textWith(type)).toBe('read');
  });

  test.each([
    7,
    'text/plain; charset=utf-16',
    'text/plain; charset=utf-8x',
    'text/plain; charset=x-utf-8',
    'text/plain; charset=xus-ascii',
    'text/plain; charset=ascii-7',
  ])('is not read with the type %j', (type) => {
    expect(textWith(type)).toBe('RequestUnreadable');
  });
});

describe('an event that is refused', () => {
  const fields = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 1]));

  test.each<[number, RegExp]>([
    [10, /"f9"; known are/],
    [11, /"f9" and 1 more; known are/],
  ])('is described by its first ten fields, of %i', (count, description) => {
    expect(parseTrigger(fields(count))).toMatchObject({
      ...{ kind: 'refused', problem: expect.stringMatching(description) },
    });
  });

  test.each<[string, (list: readonly unknown[]) => unknown]>([
    ['records', (list) => ({ Records: list })],
    ['requests', (list) => list],
  ])('has more than 10,000 %s', (_, eventOf) => {
    expect(parseTrigger(eventOf(Array(10_000).fill('x'))).kind).not.toBe('refused');
    expect(parseTrigger(eventOf(Array(10_001).fill('x')))).toEqual({
      kind: 'refused',
      problem: 'The event has 10001 messages; send at most 10000 at once.',
    });
  });
});
