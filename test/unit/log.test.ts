import { describe, expect, test } from 'vitest';
import { faultLine, logLine, operationLine, outcomeLine } from '../../shared/log.ts';
import { LOG_FIELDS, type LogFields } from '../../shared/log-fields.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { KeyName, TenantId } from '../../shared/tenant-key/key.ts';
import type { FailedAttempt, Message, Outcome } from '../../shared/tenant-key/message.ts';
import type { KeyRequest } from '../../shared/tenant-key/request.ts';

const CANARY = 'canary-4d6e';

const MESSAGE: Message = {
  text: `{"description":"${CANARY}"}`,
  source: { door: 'queue', topic: 'key-requests', partition: 2, offset: 40 },
  callerWaits: false,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

const NOW_MS = Date.parse('2026-11-23T14:50:30Z');

const PLACE = {
  door: 'queue',
  topic: 'key-requests',
  partition: 2,
  offset: 40,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
};

const REQUEST: KeyRequest = {
  requestId: 'r-1',
  tenantId: 'acme' as TenantId,
  keyName: 'main' as KeyName,
  keyUsage: 'ENCRYPT_DECRYPT',
  origin: 'TENCENT_KMS',
  description: CANARY,
  tags: { [CANARY]: CANARY },
};

const FAILED: FailedAttempt = {
  kind: 'failed',
  code: 'LimitExceeded.CmkLimitExceeded',
  stage: 'create',
  identity: { requestId: 'r-1', tenantId: 'acme', keyName: 'main', fingerprint: CANARY },
  problems: [{ pointer: `#/${CANARY}`, detail: CANARY }],
};

const lineOf = (outcome: Outcome, message = MESSAGE) => outcomeLine(message, outcome, NOW_MS);

describe('the log line of a message', () => {
  const key = { keyId: 'k-1', createTimeS: 1_552_897_190, keyState: 'Enabled' };
  const retry = { kind: 'retry', attempts: 2, delayMs: 100, inPlace: false } as const;

  test.each<[string, Outcome, object]>([
    [
      'provisioned names the request and its key',
      { kind: 'provisioned', request: REQUEST, key, adopted: true },
      { requestId: 'r-1', tenantId: 'acme', keyName: 'main', keyId: 'k-1', adopted: true },
    ],
    [
      'rejected names the request and the code',
      { kind: 'rejected', failed: FAILED },
      { code: FAILED.code, stage: 'create', requestId: 'r-1', tenantId: 'acme', keyName: 'main' },
    ],
    [
      'parked names the key too, if the tenant has one',
      { kind: 'parked', failed: { ...FAILED, stage: 'tag', keyId: 'k-1' }, attempts: 3 },
      {
        ...{ code: FAILED.code, stage: 'tag', requestId: 'r-1', tenantId: 'acme' },
        ...{ keyName: 'main', keyId: 'k-1' },
      },
    ],
    [
      'retry has the code alone if the message has no tenant',
      { ...retry, failed: { ...FAILED, identity: undefined } },
      { code: FAILED.code, stage: 'create' },
    ],
  ])('%s and its source, and nothing else', (_, outcome, facts) => {
    expect(JSON.parse(lineOf(outcome))).toEqual({ outcome: outcome.kind, ...facts, ...PLACE });
    expect(lineOf(outcome)).not.toContain(CANARY);
  });

  test('has the id of the dead letter and the age if it was sent in again, and the first source', () => {
    const message = {
      ...MESSAGE,
      retry: {
        firstSeenAt: '2026-11-23T14:20:00Z',
        code: 'InternalError',
        sinceAt: '2026-11-23T14:20:00Z',
        ageMs: 1,
        attempts: 1,
        redrives: 0,
        isTrial: false,
      },
    };
    const ended: Outcome = { kind: 'provisioned', request: REQUEST, key, adopted: false };
    for (const outcome of [ended, { kind: 'waiting', failed: FAILED, attempts: 1 } as const]) {
      expect(JSON.parse(lineOf(outcome, message))).toMatchObject({
        outcome: outcome.kind,
        letterId: expect.stringMatching(/^dl_[\w-]{43}$/),
        ageS: 1_830,
        ...PLACE,
      });
    }
    expect(lineOf(ended)).not.toContain('letterId');
  });

  test('has the calls and the time that it took, in whole milliseconds', () => {
    const calls = {
      ...{ calls: 3, actions: { CreateKey: 2, CreateTags: 1 }, throttles: 1 },
      ...{ cloudMs: 40.25, pacedMs: 99.5 },
    };
    const stats = { invocationId: 'i-1', durationMs: 1_950.75, calls };
    const line = outcomeLine(MESSAGE, { kind: 'rejected', failed: FAILED }, NOW_MS, stats);
    expect(JSON.parse(line)).toMatchObject({
      ...{ invocationId: 'i-1', calls: 3, actions: { CreateKey: 2, CreateTags: 1 } },
      ...{ throttles: 1, durationMs: 1_951, cloudMs: 40, pacedMs: 100 },
      ageS: 2,
    });
  });

  test('has no list of calls if there were none', () => {
    const calls = { calls: 0, actions: {}, throttles: 0, cloudMs: 0, pacedMs: 0 };
    const line = outcomeLine(MESSAGE, { kind: 'rejected', failed: FAILED }, NOW_MS, { calls });
    expect(JSON.parse(line)).toMatchObject({ calls: 0, throttles: 0 });
    expect(line).not.toContain('actions');
  });

  test.each(['', 'no trace', '00-XYZ-00f067aa0ba902b7-01', `x${PLACE.traceparent}`])(
    'has no trace id if the trace is %j',
    (traceparent) => {
      const line = lineOf({ kind: 'rejected', failed: FAILED }, { ...MESSAGE, traceparent });
      expect(line).not.toContain('traceId');
    },
  );

  const detailOf = (code: string, kmsRequestId?: string) => {
    const cause = new Error('socket hang up');
    const call = kmsRequestId === undefined ? {} : { kmsRequestId };
    const error = new ApiError(code, { detail: 'CreateKey: why', cause, ...call });
    const failed = { ...FAILED, code, error };
    return JSON.parse(lineOf({ kind: 'parked', failed, attempts: 1 }));
  };

  test('has the reason of a missing answer, with its causes', () => {
    expect(detailOf('NoAnswer').detail).toBe('NoAnswer: CreateKey: why < socket hang up');
  });

  test('has the message of an error that every call would get, with the id of the call', () => {
    expect(detailOf('UnauthorizedOperation', '4ca7089c')).toMatchObject({
      kmsRequestId: '4ca7089c',
      detail: 'UnauthorizedOperation: CreateKey: why < socket hang up',
    });
  });

  test('has only the id of an error about this call, since its message may quote the request', () => {
    const line = detailOf('InvalidParameterValue.InvalidHsmClusterId', '4ca7089c');
    expect(line).toMatchObject({ kmsRequestId: '4ca7089c' });
    expect(line).not.toHaveProperty('detail');
  });

  test.each([
    ['a line feed', '\n'],
    ['a carriage return', '\r'],
    ['the escape of ANSI colours', '\u001b[31m'],
    ['a nul', '\u0000'],
    ['a control sequence in one character', '\u009b31m'],
    ['a next line', '\u0085'],
    ['a delete', '\u007f'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a change of the direction of text', '\u202e'],
    ['an invisible character', '\u200b'],
    ['an invisible character beyond the first plane', '\u{e0041}'],
  ])('stays one line of visible text if a sender inserts %s', (_, character) => {
    const messageId = `before${character}after`;
    const source = { door: 'queue', topic: character, messageId } as const;
    const error = new ApiError('NobodyKnows', { detail: messageId, kmsRequestId: character });
    const failed = { ...FAILED, code: messageId, error };
    const line = lineOf({ kind: 'rejected', failed }, { ...MESSAGE, source });
    expect(line).toMatch(/^[ -~]+$/);
    expect(JSON.parse(line)).toMatchObject({ topic: character, messageId, code: messageId });
    expect(faultLine(new Error(messageId))).toMatch(/^[ -~]+$/);
  });
});

describe('the log line of a fault of our own', () => {
  test('has the stack and the causes', () => {
    const error = new Error('no table', { cause: new Error('no file', { cause: 'no disk' }) });
    expect(JSON.parse(faultLine(error))).toEqual({
      outcome: 'fault',
      detail: 'no table < no file',
      stack: error.stack,
    });
  });

  test('has at most five causes, since a chain may be circular', () => {
    const ring = new Error('ring');
    ring.cause = ring;
    expect(JSON.parse(faultLine(ring)).detail).toBe('ring < ring < ring < ring < ring');
  });

  test('is cut if messages or stacks are long', () => {
    const error = new Error('x'.repeat(10_000));
    const { detail, stack } = JSON.parse(faultLine(error));
    expect([detail.length, stack.length]).toEqual([300, 2_000]);
  });

  test.each([
    ['a text', 'string'],
    [undefined, 'undefined'],
    [7, 'number'],
    [{ canary: CANARY }, 'object'],
  ])('has only the type of %j, which is not an error', (thrown, detail) => {
    expect(JSON.parse(faultLine(thrown))).toEqual({ outcome: 'fault', detail });
  });
});

describe('a line of the log', () => {
  test('has no field but those of the list', () => {
    const carried = { outcome: 'parked', text: CANARY, authorization: CANARY, constructor: CANARY };
    expect(logLine(carried as LogFields)).toBe('{"outcome":"parked"}');
  });

  test('drops other fields of the source in a foreign dead letter', () => {
    const source = { door: 'queue', topic: 't', messageId: 'm', secret: CANARY } as const;
    const line = lineOf({ kind: 'rejected', failed: FAILED }, { ...MESSAGE, source });
    expect(line).not.toContain(CANARY);
  });

  test('can have each field once', () => {
    expect(new Set(LOG_FIELDS).size).toBe(LOG_FIELDS.length);
  });

  test('of an operation has its name, its result, and the calls and time that it took', () => {
    const calls = {
      ...{ calls: 1, actions: { GetServiceStatus: 1 }, throttles: 0 },
      ...{ cloudMs: 12, pacedMs: 0 },
    };
    const stats = { invocationId: 'i-1', durationMs: 20, calls };
    expect(JSON.parse(operationLine('redrive.resume', { parked: 2 }, stats))).toEqual({
      ...{ operation: 'redrive.resume', parked: 2, invocationId: 'i-1', calls: 1 },
      ...{
        actions: { GetServiceStatus: 1 },
        throttles: 0,
        durationMs: 20,
        cloudMs: 12,
        pacedMs: 0,
      },
    });
  });

  test('of a fault has the id of its invocation', () => {
    expect(JSON.parse(faultLine('x', 'i-1'))).toEqual({
      ...{ outcome: 'fault', invocationId: 'i-1', detail: 'string' },
    });
  });
});
