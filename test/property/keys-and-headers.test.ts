import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProvisionRequest } from '../../shared/http/provision-request.ts';
import { httpRequestOf, parseTrigger } from '../../shared/triggers/trigger.ts';

const TEXT = '{"requestId":"r-1","tenantId":"acme","keyName":"main"}';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('None', '__proto__', 'globex', '\r\nx: y', '\u202e', '"'.repeat(100_000)),
);

describe('a record of the queue is the same message', () => {
  test('with any key and headers', () => {
    const others = fc.record({
      msgKey: fc.oneof(hostile, fc.jsonValue()),
      headers: fc.oneof(fc.dictionary(hostile, hostile), fc.jsonValue()),
    });
    fc.assert(
      fc.property(others, (more) => {
        const place = { topic: 'key-requests', partition: 1, offset: 36 };
        expect(
          parseTrigger({ Records: [{ Ckafka: { ...place, ...more, msgBody: TEXT } }] }),
        ).toEqual({
          kind: 'queue',
          messages: [
            {
              ...{ text: TEXT, source: { door: 'queue', ...place } },
              ...{ callerWaits: false, wayIn: 'ckafka' },
            },
          ],
        });
      }),
    );
  });
});

/** The headers that a POST for a key reads: each has rules and tests of its own. */
const READ = new Set([
  ...['authorization', 'content-type', 'idempotency-key', 'prefer', 'traceparent'],
  ...['content-encoding', 'content-range', 'content-transfer-encoding', 'transfer-encoding'],
]);

const unread = hostile.filter((name) => !READ.has(name.toLowerCase()));

describe('a POST for a key is the same request', () => {
  const readWith = (headers: object) => {
    const event = { httpMethod: 'POST', path: '/v1/tenants/acme/keys', headers, body: TEXT };
    return readProvisionRequest(httpRequestOf(event), 'acme');
  };
  const plain = readWith({});

  test('with any other headers', () => {
    fc.assert(
      fc.property(fc.dictionary(unread, fc.oneof(hostile, fc.array(hostile))), (headers) => {
        expect(readWith(headers)).toEqual(plain);
      }),
    );
  });

  test('with ten thousand of them', () => {
    const names = Array.from({ length: 10_000 }, (_, number) => `x-${number}`);
    expect(readWith(Object.fromEntries(names.map((name) => [name, 'v'])))).toEqual(plain);
  });
});
