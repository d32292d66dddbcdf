import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redriveLine } from '../../shared/dead-letters/redrive-result.ts';
import { faultLine, outcomeLine } from '../../shared/log.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { KeyName, TenantId } from '../../shared/tenant-key/key.ts';
import type { FailedAttempt, Message, Outcome } from '../../shared/tenant-key/message.ts';
import type { KeyRequest } from '../../shared/tenant-key/request.ts';
import type { Stats } from '../../shared/tencent/call-stats.ts';
import { deadLetterWith } from '../world/dead-letters.ts';

/** Texts that would break a line or steer a terminal are frequent among them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat({ max: 0xff_ff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom('\n', '\r', '\u0085', '\u2028', '\u2029', '\u001b[31m', '\u009b', 'x', '"'),
    )
    .map((pieces) => pieces.join('')),
  fc
    .array(fc.constantFrom('\u202e', '\u2066', '\u200b', '\ufeff', '\u{e0041}', '\0', '\\', ' '))
    .map((pieces) => pieces.join('')),
);

/** Contained in every text that no log may show. JSON escapes none of its characters. */
const CANARY = 'canary';

const secretText = anyText.map((text) => `${CANARY}${text}`);

const anyMessage: fc.Arbitrary<Message> = fc.record(
  {
    text: secretText,
    source: fc.oneof(
      fc.record({
        door: fc.constant('queue' as const),
        topic: anyText,
        partition: fc.nat(),
        offset: fc.maxSafeNat(),
      }),
      fc.record({ door: fc.constant('queue' as const), topic: anyText, messageId: anyText }),
      fc.record({ door: fc.constantFrom('http' as const, 'invoke' as const) }),
    ),
    callerWaits: fc.boolean(),
    traceparent: anyText,
  },
  { requiredKeys: ['text', 'source', 'callerWaits'] },
);

const anyFailed: fc.Arbitrary<FailedAttempt> = fc.record({
  kind: fc.constant('failed' as const),
  code: fc.oneof(anyText, fc.constantFrom('OwnFault', 'NoAnswer', 'KeyConflict')),
  stage: fc.constantFrom('parse', 'create', 'tag', 'announce'),
  identity: fc.option(
    fc.record({ requestId: anyText, tenantId: anyText, keyName: anyText, fingerprint: secretText }),
    { nil: undefined },
  ),
  problems: fc.array(fc.record({ pointer: secretText, detail: secretText }), { maxLength: 2 }),
  keyId: fc.option(anyText, { nil: undefined }),
  error: fc.option(
    fc
      .tuple(anyText, anyText, anyText)
      .map(
        ([detail, kmsRequestId, cause]) =>
          new ApiError('NoAnswer', { detail, kmsRequestId, cause: new Error(cause) }),
      ),
    { nil: undefined },
  ),
});

const anyRequest: fc.Arbitrary<KeyRequest> = fc.record({
  requestId: anyText,
  tenantId: anyText as fc.Arbitrary<TenantId>,
  keyName: anyText as fc.Arbitrary<KeyName>,
  keyUsage: fc.constant('ENCRYPT_DECRYPT' as const),
  origin: fc.constant('TENCENT_KMS' as const),
  description: secretText,
  tags: fc.dictionary(secretText, secretText, { maxKeys: 2 }),
});

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({
    kind: fc.constant('provisioned' as const),
    request: anyRequest,
    key: fc.record({ keyId: anyText, createTimeS: fc.nat(), keyState: secretText }),
    adopted: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('rejected' as const), failed: anyFailed }),
  fc.record({ kind: fc.constant('parked' as const), failed: anyFailed, attempts: fc.nat() }),
  fc.record({
    kind: fc.constant('retry' as const),
    failed: anyFailed,
    attempts: fc.nat(),
    delayMs: fc.nat(),
    inPlace: fc.boolean(),
  }),
);

/** One line of visible text: no control characters, line breaks or changes of direction. */
const ONE_LINE = /^\{[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*\}$/u;

/** The only fields that a line may have. */
const FIELDS = new Set([
  ...['outcome', 'code', 'stage', 'requestId', 'tenantId', 'keyName', 'keyId', 'adopted'],
  ...['kmsRequestId', 'detail', 'stack', 'door', 'topic', 'partition', 'offset', 'messageId'],
  ...['traceparent', 'traceId', 'letterId', 'redrives', 'invocationId', 'calls', 'actions'],
  ...['ageS', 'throttles', 'durationMs', 'cloudMs', 'pacedMs'],
]);

/** Call stats. The names of actions and all other fields are ours, except the id of the invocation. */
const anyStats: fc.Arbitrary<Stats> = fc.record({
  invocationId: anyText,
  durationMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  calls: fc.record({
    calls: fc.nat(),
    actions: fc.dictionary(anyText, fc.nat(), { maxKeys: 3 }),
    throttles: fc.nat(),
    cloudMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    pacedMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  }),
});

function expectFit(line: string): void {
  expect(line).toMatch(ONE_LINE);
  expect(line).not.toContain(CANARY);
  expect(Object.keys(JSON.parse(line)).filter((name) => !FIELDS.has(name))).toEqual([]);
}

describe('every log entry is one line of visible text, with no text of a request (P11)', () => {
  test('of a message', () => {
    fc.assert(
      fc.property(anyMessage, anyOutcome, anyStats, (message, outcome, stats) => {
        const line = outcomeLine(message, outcome, 0, stats);
        expectFit(line);
        expect(JSON.parse(line)).toMatchObject({ outcome: outcome.kind, ...message.source });
      }),
      { numRuns: 2_000 },
    );
  });

  test('of a redriven dead letter', () => {
    const anyCode = fc.record({ code: anyText, tenantId: anyText, keyName: anyText });
    const redrawn = fc.option(anyOutcome, { nil: undefined });
    fc.assert(
      fc.property(anyMessage, anyCode, anyText, redrawn, anyStats, (...drawn) => {
        const [message, result, id, outcome, stats] = drawn;
        const { text, source } = message;
        const deadLetter = deadLetterWith(id, { text, source: { ...source } });
        expectFit(redriveLine(deadLetter, { id, outcome: 'parked', ...result }, outcome, stats));
      }),
      { numRuns: 1_000 },
    );
  });

  test('of a fault of our own', () => {
    const anyThrown = fc.oneof(
      fc
        .tuple(anyText, anyText)
        .map(([text, cause]) => new Error(text, { cause: new Error(cause) })),
      secretText,
      fc.record({ secret: secretText }),
      fc.constantFrom(undefined, null, 7),
    );
    fc.assert(
      fc.property(anyThrown, (thrown) => expectFit(faultLine(thrown))),
      { numRuns: 1_000 },
    );
  });
});
