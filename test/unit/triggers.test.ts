import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseTrigger } from '../../shared/triggers/trigger.ts';

const TEXT = '{"requestId":"r-1","tenantId":"acme","keyName":"orders"}';
const REQUEST = { requestId: 'r-1', tenantId: 'acme', keyName: 'orders' };
const UNKNOWN_SOURCE = { door: 'queue', topic: 'unknown', messageId: 'unknown' };

const ckafka = (fields: object = {}) => ({
  Ckafka: {
    topic: 'key-requests',
    partition: 1,
    offset: 36,
    msgKey: 'None',
    msgBody: TEXT,
    ...fields,
  },
});

const queued = (text: string, source: object, wayIn = 'ckafka') => {
  return { text, source, callerWaits: false, wayIn };
};
const invoked = (text: string) => ({ text, source: { door: 'invoke' }, callerWaits: true });
const malformed = (text: string, source: object = UNKNOWN_SOURCE, wayIn = 'ckafka') => ({
  ...queued(text, source, wayIn),
  refused: {
    code: 'RequestUnreadable',
    detail: 'The record is malformed: the text of the message is missing, or is no text.',
  },
});
const placed = (fields: object) => ({ door: 'queue', topic: 'key-requests', ...fields });

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

test.each<[string, (name: string) => object, object]>([
  ['CKafka', (topic) => ckafka({ topic }), { partition: 1, offset: 36 }],
  [
    'CMQ',
    (name) => ({ CMQ: { topicName: name, msgId: name, msgBody: TEXT } }),
    { messageId: 'x'.repeat(256) },
  ],
])('a long name of %s is clipped to 256 characters', (_, record, place) => {
  const source = { door: 'queue', topic: 'x'.repeat(256), ...place };
  expect(parseTrigger({ Records: [record('x'.repeat(2_000_000))] })).toEqual({
    kind: 'queue',
    messages: [queued(TEXT, source, _ === 'CMQ' ? 'cmq' : 'ckafka')],
  });
});

test('long names in an event of EventBridge are clipped too', () => {
  const name = 'x'.repeat(2_000_000);
  const event = { specversion: '1.0', id: name, type: 'a', source: name, data: TEXT };
  const source = { door: 'queue', topic: 'x'.repeat(256), messageId: 'x'.repeat(256) };
  expect(parseTrigger(event)).toEqual({
    kind: 'queue',
    messages: [queued(TEXT, source, 'eventbridge')],
  });
});

describe('a batch of CKafka', () => {
  const source = { door: 'queue', topic: 'key-requests', partition: 1, offset: 36 };

  test.each([
    ['names the position of each message', ckafka()],
    [
      'may spell Partition with a capital',
      { Ckafka: { topic: 'key-requests', Partition: 1, offset: 36, msgKey: 'k', msgBody: TEXT } },
    ],
    ['may come without keys', { Ckafka: { ...ckafka().Ckafka, msgKey: undefined } }],
  ])('%s', (_name, record) => {
    expect(parseTrigger({ Records: [record] })).toEqual({
      kind: 'queue',
      messages: [queued(TEXT, source)],
    });
  });

  test.each<[string, object, string]>([
    ['a partition that is not a number', { partition: '1' }, '["1",36]'],
    ['a negative offset', { offset: -1 }, '[1,-1]'],
    [
      'a position that nests too deeply',
      { partition: nested(100_000) },
      'The message nests too deeply to be kept as JSON.',
    ],
  ])('keeps the request of a record with %s', (_name, place, messageId) => {
    const misplaced = { door: 'queue', topic: 'key-requests', messageId };
    expect(parseTrigger({ Records: [ckafka(place)] })).toEqual({
      kind: 'queue',
      messages: [queued(TEXT, misplaced)],
    });
  });

  test.each<[string, unknown, string]>([
    ['nothing in it', {}, '{}'],
    ['another wrapper', { Kafka: {} }, '{"Kafka":{}}'],
    ['null for a wrapper', { Ckafka: null }, '{"Ckafka":null}'],
    ['no fields at all', 'text', '"text"'],
    ['no value', null, 'null'],
    ['too much depth', nested(50_000), 'The message nests too deeply to be kept as JSON.'],
  ])('keeps a record with %s as an unreadable message among the others', (_name, record, text) => {
    expect(parseTrigger({ Records: [ckafka(), record] })).toEqual({
      kind: 'queue',
      messages: [queued(TEXT, source), malformed(text)],
    });
  });

  test.each<[string, object, string, object]>([
    [
      'a body that is not text',
      ckafka({ msgBody: 5 }),
      '{"Ckafka":{"topic":"key-requests","msgKey":"None","msgBody":5}}',
      { partition: 1, offset: 36 },
    ],
    [
      'an object for its body',
      ckafka({ msgBody: { partition: 7, offset: 7, topic: 't' } }),
      '{"Ckafka":{"topic":"key-requests","msgKey":"None","msgBody":{"partition":7,"offset":7,"topic":"t"}}}',
      { partition: 1, offset: 36 },
    ],
    [
      'no body',
      { Ckafka: { topic: 'key-requests', Partition: 0, offset: 5 } },
      '{"Ckafka":{"topic":"key-requests"}}',
      { partition: 0, offset: 5 },
    ],
    [
      'no topic',
      { Ckafka: { partition: 1, offset: 2 } },
      '{"Ckafka":{}}',
      { topic: 'unknown', partition: 1, offset: 2 },
    ],
    [
      'a wrapper in another spelling',
      { ckafka: { Topic: 'key-requests', PARTITION: 3, Offset: 4, MsgBody: TEXT } },
      JSON.stringify({ ckafka: { Topic: 'key-requests', MsgBody: TEXT } }),
      { partition: 3, offset: 4 },
    ],
    [
      'no wrapper',
      { topic: 'key-requests', partition: 3, offset: 4, msgBody: TEXT },
      JSON.stringify({ topic: 'key-requests', msgBody: TEXT }),
      { partition: 3, offset: 4 },
    ],
    [
      'a request in place of its wrapper',
      { topic: 'key-requests', partition: 3, offset: 4, ...REQUEST },
      JSON.stringify({ topic: 'key-requests', ...REQUEST }),
      { partition: 3, offset: 4 },
    ],
    [
      'texts for its numbers',
      { Ckafka: { topic: 'key-requests', partition: '3', offset: '4' } },
      '{"Ckafka":{"topic":"key-requests"}}',
      { partition: 3, offset: 4 },
    ],
    [
      'half of a place',
      { Ckafka: { topic: 'key-requests', partition: 3 } },
      '{"Ckafka":{"topic":"key-requests"}}',
      { messageId: '[3,null]' },
    ],
    [
      'a topic of CMQ and no body',
      { CMQ: { topicName: 'key-requests', msgId: 'm-1', requestId: 'm-1', publishTime: 'now' } },
      '{"CMQ":{"topicName":"key-requests"}}',
      { messageId: 'm-1' },
    ],
  ])('keeps the place of a malformed record with %s', (_name, record, text, place) => {
    const wayIn = 'CMQ' in record ? 'cmq' : 'ckafka';
    for (const Records of [[record], [ckafka(), record]]) {
      const trigger = parseTrigger({ Records });
      const messages = trigger.kind === 'queue' ? trigger.messages : [];
      expect(messages.at(-1)).toEqual(malformed(text, placed(place), wayIn));
    }
  });

  test('may hold nothing but malformed records', () => {
    expect(parseTrigger({ Records: [null, {}] })).toEqual({
      kind: 'queue',
      messages: [malformed('null'), malformed('{}')],
    });
  });

  test('may be empty', () => {
    expect(parseTrigger({ Records: [] })).toEqual({ kind: 'queue', messages: [] });
  });

  test('is taken up to 10,000 records and refused beyond', () => {
    const records = (count: number) => ({ Records: Array.from({ length: count }, () => ckafka()) });
    expect(parseTrigger(records(10_000))).toMatchObject({ kind: 'queue' });
    expect(parseTrigger(records(10_001))).toEqual({
      kind: 'refused',
      problem: 'The event has 10001 messages; send at most 10000 at once.',
    });
  });
});

describe('a batch of a CMQ topic', () => {
  const cmq = { type: 'topic', topicName: 'key-requests', msgId: '123', msgTag: 'a,b' };

  test.each<[string, unknown, object]>([
    [
      'names its topic and message',
      { CMQ: { ...cmq, msgBody: TEXT } },
      queued(TEXT, { door: 'queue', topic: 'key-requests', messageId: '123' }, 'cmq'),
    ],
    ['may omit topic and id', { CMQ: { msgBody: TEXT } }, queued(TEXT, UNKNOWN_SOURCE, 'cmq')],
    [
      'without a body is unreadable',
      { CMQ: { type: 'topic' } },
      malformed('{"CMQ":{"type":"topic"}}', UNKNOWN_SOURCE, 'cmq'),
    ],
  ])('%s', (_name, record, message) => {
    expect(parseTrigger({ Records: [record] })).toEqual({ kind: 'queue', messages: [message] });
  });

  test('may be mixed with CKafka', () => {
    const { Ckafka } = ckafka();
    expect(
      parseTrigger({ Records: [{ Ckafka }, { CMQ: { ...cmq, msgBody: 'b' } }] }),
    ).toMatchObject({
      kind: 'queue',
      messages: [{ text: TEXT }, { text: 'b' }],
    });
  });
});

describe('an event of EventBridge', () => {
  const envelope = (fields: object) => ({
    specversion: '1.0',
    id: '752e37c8',
    type: 'onboarding:KeyRequested',
    source: 'onboarding.example',
    time: 1_693_986_756,
    ...fields,
  });
  /** The text of an event without what differs between copies. */
  const timeless = (fields: object) => {
    const { id: _, time: __, ...others } = { ...envelope(fields) };
    return JSON.stringify(others);
  };
  const source = { door: 'queue', topic: 'onboarding.example', messageId: '752e37c8' };

  test.each<[string, object, object]>([
    ['has a request for its data', { data: REQUEST }, queued(TEXT, source, 'eventbridge')],
    [
      'has the text of a request for its data',
      { data: ' {} ' },
      queued(' {} ', source, 'eventbridge'),
    ],
    [
      'of a connector has the request in msgBody',
      { type: 'connector:tdmq', data: { topic: 't', msgBody: 'Hello from TDMQ!' } },
      queued('Hello from TDMQ!', source, 'eventbridge'),
    ],
    [
      'of another source is a request with a field msgBody',
      { data: { msgBody: 'x' } },
      queued('{"msgBody":"x"}', source, 'eventbridge'),
    ],
    [
      'without id and source is accepted too',
      { id: 5, source: undefined, data: REQUEST },
      queued(TEXT, UNKNOWN_SOURCE, 'eventbridge'),
    ],
    [
      'has the request in base64',
      { data_base64: Buffer.from(TEXT).toString('base64') },
      queued(TEXT, source, 'eventbridge'),
    ],
    [
      'has bytes in base64 that are not UTF-8',
      { data_base64: '/w==' },
      queued('\uFFFD', source, 'eventbridge'),
    ],
    ...[
      { data_base64: 'e30', data: {} },
      { data_base64: '{}' },
      { data_base64: 5 },
      { data: {}, datacontenttype: 'application/json; charset=utf-16' },
      { data_base64: 'e30', datacontenttype: 'application/json;charset="GBK"' },
      { data: {}, datacontenttype: 5 },
    ].map((fields): [string, object, object] => [
      `with ${JSON.stringify(fields)} is unreadable`,
      fields,
      malformed(timeless(fields), source, 'eventbridge'),
    ]),
    ...[
      'application/json;charset=utf-8',
      'text/plain',
      'application/json; charset="UTF-8"',
      null,
    ].map((datacontenttype): [string, object, object] => [
      `may have the content type ${datacontenttype}`,
      { datacontenttype, data: TEXT },
      queued(TEXT, source, 'eventbridge'),
    ]),
    ['without data is unreadable', {}, malformed(timeless({}), source, 'eventbridge')],
    [
      'of a connector without a message is unreadable',
      { type: 'connector:tdmq', data: { msgBody: {} } },
      malformed(timeless({ type: 'connector:tdmq', data: { msgBody: {} } }), source, 'eventbridge'),
    ],
  ])('%s', (_name, fields, message) => {
    const event = envelope(fields);
    expect(parseTrigger(event)).toEqual({ kind: 'queue', messages: [message] });
    expect(parseTrigger({ EventList: [event, event] })).toEqual({
      kind: 'queue',
      messages: [message, message],
    });
  });

  test('in a list is unreadable if it is not an object', () => {
    const event = { EventList: [envelope({ data: 'a' }), 5] };
    expect(parseTrigger(event)).toEqual({
      kind: 'queue',
      messages: [queued('a', source, 'eventbridge'), malformed('5', UNKNOWN_SOURCE, 'eventbridge')],
    });
  });

  test('is refused in lists of more than 10,000', () => {
    const EventList = Array.from({ length: 10_001 }, () => envelope({ data: 'a' }));
    expect(parseTrigger({ EventList })).toMatchObject({ kind: 'refused' });
  });
});

describe('an event of a timer', () => {
  test('has the text that the trigger is configured with, and the time at which it was due', () => {
    const event = {
      Type: 'Timer',
      TriggerName: 'EveryDay',
      Time: '2019-02-21T11:49:00Z',
      Message: 'user define msg body',
    };
    expect(parseTrigger(event)).toEqual({
      ...{ kind: 'timer', name: 'EveryDay', text: 'user define msg body' },
      time: '2019-02-21T11:49:00Z',
    });
  });

  test('may come without them', () => {
    const timer = { kind: 'timer', name: '', text: '', time: '' };
    expect(parseTrigger({ Type: 'Timer' })).toEqual(timer);
  });
});

describe('a bare invoke', () => {
  test.each<[string, unknown, object[]]>([
    ['with a request', REQUEST, [invoked(TEXT)]],
    ['with an invalid request', { keyName: 5 }, [invoked('{"keyName":5}')]],
    [
      'with a request for __proto__',
      JSON.parse('{"tenantId":"a","__proto__":{}}'),
      [invoked('{"tenantId":"a","__proto__":{}}')],
    ],
    ['with a list of requests', [REQUEST, REQUEST], [invoked(TEXT), invoked(TEXT)]],
    ['with a list of texts', [' {} ', 'x'], [invoked(' {} '), invoked('x')]],
    ['with a list of anything', [5, null], [invoked('5'), invoked('null')]],
    ['with an empty list', [], []],
  ])('%s has a caller that waits', (_name, event, messages) => {
    expect(parseTrigger(event)).toEqual({ kind: 'invoke', messages });
  });

  test('is refused with more than 10,000 requests', () => {
    expect(parseTrigger(Array.from({ length: 10_001 }, () => REQUEST))).toEqual({
      kind: 'refused',
      problem: 'The event has 10001 messages; send at most 10000 at once.',
    });
  });
});

describe('an HTTP event', () => {
  const functionUrl = {
    body: '{"test":"hello world"}',
    headers: { accept: '*/*', 'x-scf-remote-addr': '111.206.96.145' },
    httpMethod: 'POST',
    path: '/v1/tenants/a%2Fb/keys',
    queryString: { a: '1' },
  };

  test('of a Function URL is a request', () => {
    expect(parseTrigger(functionUrl)).toEqual({
      kind: 'http',
      request: {
        method: 'POST',
        path: '/v1/tenants/a%2Fb/keys',
        query: new Map([['a', ['1']]]),
        headers: new Map([
          ['accept', '*/*'],
          ['x-scf-remote-addr', '111.206.96.145'],
        ]),
        bodyText: '{"test":"hello world"}',
      },
    });
  });

  test('of an API Gateway is the same request', () => {
    const gateway = {
      ...functionUrl,
      requestContext: { serviceId: 'service-f94sy04v', path: '/v1/{path}', httpMethod: 'POST' },
      headers: { Accept: '*/*', 'X-SCF-Remote-Addr': '111.206.96.145' },
      pathParameters: { path: 'value' },
      queryStringParameters: { foo: 'bar' },
      headerParameters: { Refer: '10.0.2.14' },
      stageVariables: { stage: 'release' },
    };
    expect(parseTrigger(gateway)).toEqual(parseTrigger(functionUrl));
  });

  test.each<[string, object, object]>([
    [
      'values that are lists',
      { queryString: { a: ['1', '2'] } },
      { query: new Map([['a', ['1', '2']]]) },
    ],
    [
      'values that are true',
      { queryString: { plan: true } },
      { query: new Map([['plan', ['true']]]) },
    ],
    ['no query', { queryString: undefined }, { query: new Map() }],
    ['no headers', { headers: null }, { headers: new Map() }],
    [
      'a header that is a list',
      { headers: { Prefer: ['a', 'b'] } },
      { headers: new Map([['prefer', 'a, b']]) },
    ],
    [
      'a header in two spellings',
      { headers: { Prefer: 'a', prefer: 'b' } },
      { headers: new Map([['prefer', 'a, b']]) },
    ],
    ['no body', { body: undefined }, { bodyText: '' }],
    ['null for a body', { body: null }, { bodyText: '' }],
    ['an object for a body', { body: { a: 1 } }, { bodyText: '{"a":1}' }],
    [
      'a body in base64',
      { body: 'eyJhIjoi5YC8In0=', isBase64Encoded: true },
      { bodyText: '{"a":"值"}' },
    ],
    [
      'a body that only looks like base64',
      { body: 'eyJh', isBase64Encoded: false },
      { bodyText: 'eyJh' },
    ],
    [
      'a body in base64 for URLs, in lines',
      { body: 'eyJhIjoi5YC8\r\nIn0', isBase64Encoded: true },
      { bodyText: '{"a":"值"}' },
    ],
    ['null for the flag', { body: 'eyJh', isBase64Encoded: null }, { bodyText: 'eyJh' }],
    ...['{"a":1}', 'eyJ!h', 'eyJhI', 'eyJh===', 'eyJh=eyJh'].map(
      (body): [string, object, object] => [
        `a body that is said to be in base64, and is ${body}`,
        { body, isBase64Encoded: true },
        { bodyText: '', bodyFlaw: 'The event says that the body is in base64, and it is not.' },
      ],
    ),
    [
      'an object for a body that is said to be in base64',
      { body: { a: 1 }, isBase64Encoded: true },
      { bodyText: '', bodyFlaw: 'The event says that the body is in base64, and it is not.' },
    ],
    ...['true', 'false', 1, {}, []].map((isBase64Encoded): [string, object, object] => [
      `${JSON.stringify(isBase64Encoded)} for the flag, which says nothing`,
      { body: 'eyJh', isBase64Encoded },
      {
        bodyText: '',
        bodyFlaw: 'The event says neither true nor false in isBase64Encoded.',
      },
    ]),
    [
      'a body in base64 that is not UTF-8',
      { body: '/w==', isBase64Encoded: true },
      { bodyText: '\uFFFD' },
    ],
  ])('may have %s', (_name, fields, expected) => {
    expect(parseTrigger({ ...functionUrl, ...fields })).toMatchObject({
      kind: 'http',
      request: expected,
    });
  });
});

describe('an event of an unknown shape', () => {
  const KNOWN =
    'known are: a Function URL or API Gateway; CKafka or CMQ records; EventBridge; a timer; ' +
    'a request or a list of requests.';
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`f${index}`, 'secret']),
  );

  test.each<[string, unknown, string]>([
    ['fields', { Foo: 'secret', bar: 1 }, 'an object with the fields "Foo", "bar"'],
    [
      'many fields',
      many,
      'an object with the fields "f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9" and 2 more',
    ],
    ['a long field', { ['x'.repeat(99)]: 1 }, `an object with the fields "${'x'.repeat(40)}"`],
    ['a field with a line break', { 'a\nb': 1 }, 'an object with the fields "a\\nb"'],
    ['no fields', {}, 'an object without fields'],
    [
      'records of COS',
      { Records: [{ cos: {}, event: {} }] },
      'an object with the fields "Records"',
    ],
    ['Records that are not a list', { Records: {} }, 'an object with the fields "Records"'],
    ['inherited fields alone', Object.create(REQUEST), 'an object without fields'],
    ['only text', 'secret', 'a string'],
    ['only a number', 5, 'a number'],
    ['null', null, 'empty'],
    ['nothing', undefined, 'empty'],
  ])('is refused with a description of %s', (_name, event, seen) => {
    expect(parseTrigger(event)).toEqual({
      kind: 'refused',
      problem: `The event is ${seen}; ${KNOWN}`,
    });
  });
});

describe('the samples of the triggers', () => {
  test.each([
    ['function-url', 'http', 1],
    ['function-url-plan', 'http', 1],
    ['api-gateway', 'http', 1],
    ['ckafka', 'queue', 3],
    ['ckafka-capital-partition', 'queue', 2],
    ['cmq-topic', 'queue', 1],
    ['eventbridge', 'queue', 1],
    ['eventbridge-list', 'queue', 2],
    ['timer', 'timer', 1],
    ['invoke', 'invoke', 1],
    ['invoke-list', 'invoke', 3],
  ])('%s is of the kind %s', (name, kind, messagesExpected) => {
    const file = new URL(`../../events/samples/doors/${name}.json`, import.meta.url);
    const trigger = parseTrigger(JSON.parse(readFileSync(file, 'utf8')));
    expect(trigger.kind).toBe(kind);
    expect('messages' in trigger ? trigger.messages : [trigger]).toHaveLength(messagesExpected);
  });
});
