import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIdempotencyKey } from '../../shared/http/headers.ts';
import { readProvisionRequest } from '../../shared/http/provision-request.ts';
import { routeOf } from '../../shared/http/route.ts';
import { completeText } from '../../shared/tenant-key/message.ts';
import { parseTrigger } from '../../shared/triggers/trigger.ts';

/** The names by which events are recognised, so that near misses are frequent. */
const NAMES = [
  ...['httpMethod', 'path', 'headers', 'queryString', 'body', 'isBase64Encoded'],
  ...['Records', 'Ckafka', 'CMQ', 'topic', 'partition', 'Partition', 'offset', 'msgBody'],
  ...['specversion', 'EventList', 'type', 'data', 'Type', 'requestId', 'tenantId', '__proto__'],
];

const anyEvent = fc.letrec<{ event: unknown }>((tie) => ({
  event: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom('Timer', 'connector:tdmq', 'POST', '/', 0, 36, -1, true, null),
    fc.jsonValue(),
    fc.array(tie('event'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('event'), { maxKeys: 8 }),
  ),
})).event;

describe('any event', () => {
  test('becomes a trigger or a refusal, and never an error', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const trigger = parseTrigger(event);
        if (trigger.kind === 'refused') expect(trigger.problem.length).toBeLessThan(2_000);
        if (!('messages' in trigger)) return;
        for (const { text } of trigger.messages) expect(typeof text).toBe('string');
      }),
    );
  });

  test('keeps all records of a batch in their order', () => {
    const record = fc.oneof(
      fc.jsonValue(),
      fc.string().map((msgBody) => ({ Ckafka: { topic: 't', partition: 0, offset: 0, msgBody } })),
    );
    fc.assert(
      fc.property(fc.array(record), fc.nat(), (records, at) => {
        const place = at % (records.length + 1);
        const ours = { Ckafka: { topic: 't', partition: 3, offset: 7, msgBody: 'mine' } };
        const Records = [...records.slice(0, place), ours, ...records.slice(place)];
        const trigger = parseTrigger({ Records });
        expect(trigger).toMatchObject({ kind: 'queue' });
        const messages = trigger.kind === 'queue' ? trigger.messages : [];
        expect(messages).toHaveLength(records.length + 1);
        expect(messages[place]).toMatchObject({
          text: 'mine',
          source: { partition: 3, offset: 7 },
        });
      }),
    );
  });

  test('keeps the value of a request in it', () => {
    const request = fc.dictionary(fc.string(), fc.jsonValue()).map((fields) => ({
      ...fields,
      tenantId: 'acme',
    }));
    fc.assert(
      fc.property(request, (value) => {
        const sent = JSON.parse(JSON.stringify(value));
        const events = [sent, [sent], { specversion: '1.0', data: sent }];
        for (const event of events) {
          const trigger = parseTrigger(event);
          const texts = 'messages' in trigger ? trigger.messages.map(({ text }) => text) : [];
          expect(texts.map((text) => JSON.parse(text))).toEqual([sent]);
        }
      }),
    );
  });
});

describe('any POST', () => {
  const names = fc.constantFrom('requestId', 'tenantId', 'keyName', 'tags', 'x', '__proto__');
  const bodyValue = fc.dictionary(names, fc.oneof(fc.constantFrom('acme', 'r-1'), fc.jsonValue()));

  test('becomes a message with all values of body, path and header', () => {
    fc.assert(
      fc.property(bodyValue, fc.nat(4), (fields, indent) => {
        const bodyText = JSON.stringify(fields, undefined, indent);
        const headers = new Map([['idempotency-key', '"r-1"']]);
        const request = { method: 'POST', path: '', query: new Map(), headers, bodyText };
        const read = readProvisionRequest(request, 'acme');
        if (!read.ok) return;
        const sent: unknown = JSON.parse(completeText(read.value.message));
        const expected = { ...JSON.parse(bodyText), tenantId: 'acme', requestId: 'r-1' };
        expect(sent).toEqual(expected);
      }),
    );
  });

  test('keeps an Idempotency-Key in quotes', () => {
    const printable = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(printable, (key) => {
        const quoted = `"${key.replace(/["\\]/g, '\\$&')}"`;
        expect(parseIdempotencyKey(quoted)).toBe(key);
      }),
    );
  });
});

describe('any path', () => {
  test('keeps its ids', () => {
    const id = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(id, id, (tenantId, keyName) => {
        const path = `/v1/tenants/${encodeURIComponent(tenantId)}/keys`;
        const shown = `${path}/${encodeURIComponent(keyName)}`;
        expect(routeOf('POST', path)).toEqual({ route: 'provision', tenantId });
        expect(routeOf('GET', shown)).toEqual({ route: 'show', tenantId, keyName });
      }),
    );
  });

  test('is routed or refused, and never an error', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), (method, path) => {
        expect(routeOf(method, `/v1/tenants/${path}/keys`).route).toMatch(/./);
        expect(routeOf(method, path)).toEqual({ route: 'not-found' });
      }),
    );
  });
});
