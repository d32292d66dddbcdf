import { readdirSync, readFileSync } from 'node:fs';
import { Kafka } from 'cloudevents';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../../client/src/events.ts';

const SAMPLES = readdirSync('events/samples')
  .filter((file) => /^(?:cloud|operation)-event\./.test(file))
  .map((file) => [file, readFileSync(`events/samples/${file}`, 'utf8')] as const);

const [, [, SAMPLE]] = SAMPLES as [unknown, readonly [string, string]];

describe.each(SAMPLES)('%s', (_, text) => {
  const event = JSON.parse(text);

  test('is read from text, bytes and messages in structured mode', () => {
    expect(parseEvent(text)).toEqual(event);
    expect(parseEvent(Buffer.from(text))).toEqual(event);
    expect(parseEvent({ value: Buffer.from(text), headers: {} })).toEqual(event);
    expect(parseEvent({ body: text })).toEqual(event);
  });

  test('is read in binary mode, from Kafka and from HTTP', () => {
    const { data, datacontenttype, ...attributes } = event;
    const headers = (prefix: string) =>
      Object.entries(attributes).map(([name, value]) => [`${prefix}${name}`, value]);
    const value = JSON.stringify(data);
    const ofKafka = Object.fromEntries([
      ...headers('ce_').map(([name, text]) => [name, Buffer.from(String(text))]),
      ['content-type', Buffer.from(datacontenttype)],
    ]);
    expect(parseEvent({ value, headers: ofKafka })).toEqual(event);
    const ofHttp = Object.fromEntries([...headers('Ce-'), ['Content-Type', datacontenttype]]);
    expect(parseEvent({ body: value, headers: ofHttp })).toEqual(event);
  });

  test('is read as the official SDK writes it to Kafka in binary mode', () => {
    const { headers, value } = Kafka.binary(
      Kafka.toEvent({
        headers: { 'content-type': 'application/cloudevents+json' },
        value: text,
        key: '',
        body: text,
      } as never) as never,
    ) as { headers: Record<string, string>; value: unknown };
    const read = parseEvent({ headers, value: JSON.stringify(value) });
    expect(read).toMatchObject({ type: event.type, id: event.id, data: event.data });
  });
});

test('a request of fetch is read with its headers', async () => {
  const { data, ...attributes } = JSON.parse(SAMPLE);
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const [name, value] of Object.entries(attributes)) headers.set(`ce-${name}`, String(value));
  headers.delete('ce-datacontenttype');
  expect(parseEvent({ headers, body: JSON.stringify(data) })).toEqual(JSON.parse(SAMPLE));
  expect(parseEvent({ headers: null, body: SAMPLE })).toEqual(JSON.parse(SAMPLE));
});

test('names of prototypes are headers and fields like others', () => {
  const headers = JSON.parse('{"__proto__":{"ce_specversion":"1.0"},"ce_constructor":"x"}');
  expect(parseEvent({ headers, value: SAMPLE })).toEqual(JSON.parse(SAMPLE));
  const event = parseEvent(SAMPLE.replace('{', '{"__proto__":{"isHostile":true},'));
  expect(event).not.toHaveProperty('isHostile', true);
  expect({}).not.toHaveProperty('isHostile');
});

test('the type of an event tells which data it has', () => {
  const event = parseEvent(readFileSync('events/samples/cloud-event.provisioned.json'));
  if (event?.type !== 'tenant-key.provisioned') throw new Error('it is another');
  expect(event.data.keyId).toBe('6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0');
});

test('an event of another type is undefined', () => {
  expect(
    parseEvent({ value: SAMPLE.replace(/"tenant-key[a-z.-]+"/, '"toString"') }),
  ).toBeUndefined();
});

test.each<[string, Parameters<typeof parseEvent>[0], string]>([
  ['a tombstone', { value: null }, 'The message is empty.'],
  ['a message without a value', {}, 'The message is empty.'],
  ['no message', undefined as never, 'The message is empty.'],
  ['null', null as never, 'The message is empty.'],
  ['no JSON', 'hello', 'The message is not JSON in UTF-8.'],
  ['bytes that are no text', Uint8Array.of(0x22, 0xff, 0x22), 'The message is not JSON in UTF-8.'],
  ['a list', '[]', 'The message is no JSON object.'],
  ['another object', '{"specversion":"0.3"}', 'The message is no CloudEvent 1.0.'],
  ['an event without an id', '{"specversion":"1.0","id":""}', 'The event has no id.'],
  [
    'an event without data',
    '{"specversion":"1.0","id":"1","source":"/a","type":"b","data":"c"}',
    'The event has no data.',
  ],
])('%s is refused', (_, message, reason) => {
  expect(() => parseEvent(message)).toThrow(
    expect.objectContaining({ name: 'UnreadableEventError', message: reason }),
  );
});
