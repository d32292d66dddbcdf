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

const queued = (text: string, source: object) => ({ text, source, callerWaits: false });
const invoked = (text: string) => ({ text, source: { door: 'invoke' }, callerWaits: true });
const malformed = (text: string) => queued(text, UNKNOWN_SOURCE);

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
    messages: [queued(TEXT, source)],
  });
});

test('long names in an event of EventBridge are clipped too', () => {
  const name = 'x'.repeat(2_000_000);
  const event = { specversion: '1.0', id: name, type: 'a', source: name, data: TEXT };
  const source = { door: 'queue', topic: 'x'.repeat(256), messageId: 'x'.repeat(256) };
  expect(parseTrigger(event)).toEqual({ kind: 'queue', messages: [queued(TEXT, source)] });
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
    ['a body that is not text', ckafka({ msgBody: 5 }), JSON.stringify(ckafka({ msgBody: 5 }))],
    ['no topic', { Ckafka: { partition: 1 } }, '{"Ckafka":{"partition":1}}'],
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
      queued(TEXT, { door: 'queue', topic: 'key-requests', messageId: '123' }),
    ],
    ['may omit topic and id', { CMQ: { msgBody: TEXT } }, queued(TEXT, UNKNOWN_SOURCE)],
    [
      'without a body is unreadable',
      { CMQ: { type: 'topic' } },
      malformed('{"CMQ":{"type":"topic"}}'),
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
  const source = { door: 'queue', topic: 'onboarding.example', messageId: '752e37c8' };

  test.each<[string, object, object]>([
    ['has a request for its data', { data: REQUEST }, queued(TEXT, source)],
    ['has the text of a request for its data', { data: ' {} ' }, queued(' {} ', source)],
    [
      'of a connector has the request in msgBody',
      { type: 'connector:tdmq', data: { topic: 't', msgBody: 'Hello from TDMQ!' } },
      queued('Hello from TDMQ!', source),
    ],
    [
      'of another source is a request with a field msgBody',
      { data: { msgBody: 'x' } },
      queued('{"msgBody":"x"}', source),
    ],
    [
      'without id and source is accepted too',
      { id: 5, source: undefined, data: REQUEST },
      queued(TEXT, UNKNOWN_SOURCE),
    ],
    ['without data is unreadable', {}, malformed(JSON.stringify(envelope({})))],
    [
      'of a connector without a message is unreadable',
      { type: 'connector:tdmq', data: { msgBody: {} } },
      malformed(JSON.stringify(envelope({ type: 'connector:tdmq', data: { msgBody: {} } }))),
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
      messages: [queued('a', source), malformed('5')],
    });
  });

  test('is refused in lists of more than 10,000', () => {
    const EventList = Array.from({ length: 10_001 }, () => envelope({ data: 'a' }));
    expect(parseTrigger({ EventList })).toMatchObject({ kind: 'refused' });
  });
});

describe('an event of a timer', () => {
  test('has the text that the trigger is configured with', () => {
    const event = {
      Type: 'Timer',
      TriggerName: 'EveryDay',
      Time: '2019-02-21T11:49:00Z',
      Message: 'user define msg body',
    };
    const timer = { kind: 'timer', name: 'EveryDay', text: 'user define msg body' };
    expect(parseTrigger(event)).toEqual(timer);
  });

  test('may come without one', () => {
    expect(parseTrigger({ Type: 'Timer' })).toEqual({ kind: 'timer', name: '', text: '' });
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
