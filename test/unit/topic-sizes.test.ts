import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ENVELOPE_BYTES_MAX } from '../../shared/auth/signed-message.ts';
import { deadLetterOf } from '../../shared/dead-letters/dead-letter.ts';
import { redrivenRecordKey } from '../../shared/dead-letters/record-key.ts';
import { RECORD_LIMITS } from '../../shared/dead-letters/records.ts';
import { DEAD_LETTERS_PER_COMMAND_MAX } from '../../shared/dead-letters/redrive.ts';
import { resultOf } from '../../shared/dead-letters/redrive-result.ts';
import { signDeadLetter } from '../../shared/dead-letters/signature.ts';
import { FAILURES } from '../../shared/tenant-key/failures/failures.ts';
import type { FailedAttempt, Message } from '../../shared/tenant-key/message.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { KEPT_MS_MAX } from '../../shared/triggers/admission.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';

const { inputs } = parse(readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8'));

/** What serverless.yml lets a message of a topic have, less what Kafka adds to a batch of one record. */
const bytesMaxOf = (topic: string): number =>
  inputs.ckafka.topics[topic].maxMessageBytes - KAFKA_BYTES;

/** 61 for the header of a batch, at most 30 for the lengths and numbers of a record. */
const KAFKA_BYTES = 91;

const RUNBOOK = `https://${'r'.repeat(192)}`;
const IDENTITY = {
  requestId: 'r'.repeat(64),
  tenantId: `x--${'a'.repeat(26)}`,
  externalTenantId: '"'.repeat(128),
  keyName: 'k'.repeat(22),
  fingerprint: 'f'.repeat(43),
};

/** The most problems that a request can have, of fields whose names take the most space in JSON. */
function largestProblems(): FailedAttempt['problems'] {
  const names = Array.from({ length: 160 }, (_, number) => `${number}${'\u200b'.repeat(61)}`);
  const parsed = parseRequest(`{${names.map((name) => `"${name}":1`).join(',')}}`);
  if (parsed.ok) throw new Error('the request must have problems');
  return parsed.failed.problems;
}

const PROBLEMS = largestProblems();

const failedWith = (code: string): FailedAttempt => ({
  kind: 'failed',
  code,
  stage: 'parse',
  identity: IDENTITY,
  problems: PROBLEMS,
  keyId: '00000000-0000-0000-0000-000000000000',
  error: undefined,
});

const RECORDS_MAX = RECORD_LIMITS.recordsMax + RECORD_LIMITS.otherKeysMax;

const NAME = '\u0001'.repeat(256);

/** Each character of it takes six bytes in JSON, and the dead letter has as many as it ever has. */
const MESSAGE: Message = {
  text: '\u0001'.repeat(200_000),
  source: { door: 'queue', topic: NAME, messageId: NAME },
  callerWaits: false,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

test.each([...FAILURES.keys()])('the largest dead letter of %s fits into its topic', (code) => {
  const parking = {
    message: MESSAGE,
    failed: failedWith(code),
    attempts: 1_000,
    state: 'parked',
  } as const;
  const deadLetter = deadLetterOf(parking, '2026-11-02T00:00:00.000Z', RUNBOOK);
  const value = JSON.stringify(signDeadLetter(deadLetter, MARKER_KEYS));
  const bytes = Buffer.byteLength(deadLetter.id + value);
  expect(bytes).toBeGreaterThan(786_432);
  expect(bytes).toBeLessThanOrEqual(bytesMaxOf('key-dead-letters'));
});

test('the largest dead letter fits with the removal of all records that it replaces', () => {
  const parking = {
    message: MESSAGE,
    failed: failedWith('RequestInvalid'),
    attempts: 1_000,
    state: 'parked',
  } as const;
  const unsigned = deadLetterOf(parking, '2026-11-02T00:00:00.000Z', RUNBOOK);
  const recordKey = redrivenRecordKey(unsigned.id, [], 'an-invocation');
  const value = JSON.stringify(signDeadLetter({ ...unsigned, recordKey }, MARKER_KEYS));
  const removal = Buffer.byteLength(recordKey) + KAFKA_BYTES;
  const bytes = Buffer.byteLength(recordKey + value) + RECORDS_MAX * removal;
  expect(bytes).toBeLessThanOrEqual(bytesMaxOf('key-dead-letters'));
});

test('the largest event of a request, with all of its problems, fits into its topic', () => {
  expect(PROBLEMS.length).toBeGreaterThan(50);
  const bytes = Buffer.byteLength(JSON.stringify(PROBLEMS));
  expect(bytes).toBeLessThanOrEqual(bytesMaxOf('key-events') - 4_096); // For its other fields.
});

test('the largest event, with the results of a whole command, fits into its topic', () => {
  const parking = {
    message: MESSAGE,
    failed: failedWith('RequestInvalid'),
    attempts: 1,
    state: 'parked',
  } as const;
  const deadLetter = deadLetterOf(parking, '2026-11-02T00:00:00.000Z', RUNBOOK);
  const failed = failedWith('FailedOperation.ResourceTagProcessing');
  // The event names no tenants: the events of the requests do.
  const { id, outcome, code } = resultOf(deadLetter, { kind: 'parked', failed, attempts: 1 });
  const letters = Array.from({ length: DEAD_LETTERS_PER_COMMAND_MAX }, () => ({
    id,
    outcome,
    code,
  }));
  const bytes = Buffer.byteLength(JSON.stringify({ letters, selection: { all: true } }));
  expect(bytes).toBeLessThanOrEqual(bytesMaxOf('key-events') - 4_096);
});

test('the largest request that is put into the queue, and the state of the quota, fit', () => {
  expect(bytesMaxOf('key-requests')).toBeGreaterThanOrEqual(ENVELOPE_BYTES_MAX);
  const level = readFileSync(
    new URL('../../events/samples/quota-level.json', import.meta.url),
    'utf8',
  );
  expect(bytesMaxOf('key-quota')).toBeGreaterThanOrEqual(10 * Buffer.byteLength(level));
});

test('a request that was sent in again is ours for as long as its topic keeps it', () => {
  expect(KEPT_MS_MAX).toBe(inputs.ckafka.topics['key-requests'].retentionHours * 3_600_000);
});
