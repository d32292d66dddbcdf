import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';
import { isSameText, type MarkerKey, type MarkerKeys } from '../tenant-key/marker.ts';
import type { Names } from '../tenant-key/message.ts';
import type { DeadLetter } from './generated/dead-letter.ts';

/**
 * Signs a dead letter, so that a writer of the topic cannot forge one that a redrive would send in. The
 * signature covers every field, the totals and times among them, and the key of the record: a copy under
 * another key, which would add to the totals, is not signed.
 *
 * A signature does not expire: a settled dead letter can be written to the topic again. A redrive of it
 * then does what the original request did.
 *
 * @param keys The first one signs.
 */
export function signDeadLetter(deadLetter: DeadLetter, [key]: MarkerKeys): DeadLetter {
  return { ...deadLetter, seal: signatureOf(deadLetter, key) };
}

/**
 * Whether we wrote the dead letter, as it is in its record. Never throws.
 *
 * @param keys Any of them may have signed it.
 */
export function isSigned(deadLetter: DeadLetter, keys: MarkerKeys): boolean {
  const { seal: signature } = deadLetter;
  if (signature === undefined) return false;
  return keys
    .filter(({ id }) => signature.startsWith(`${id}:`))
    .some((key) => isSameText(signature, signatureOf(deadLetter, key)));
}

/**
 * HMAC-SHA256 (RFC 2104) over the fields, one by one, as strings and numbers: a forged dead letter may
 * nest so deeply that serialising the whole of it would fail.
 */
function signatureOf(deadLetter: DeadLetter, key: MarkerKey): string {
  const { code, stage, reason, nextStep, runbook, kmsRequestId, traceparent, text } = deadLetter;
  const { identity, source, cut, problems, recordKey, state, keyId } = deadLetter;
  const { attempts, redrives, firstSeenAt, lastSeenAt } = deadLetter;
  const { sinceAt, nextAttemptAt, sentAt, copies, places } = deadLetter;
  const { claimed, tagCode, tagMsg } = deadLetter;
  const signed = [
    ...[PREFIX, deadLetter.id, code, stage, reason, nextStep, runbook],
    problems.map(({ pointer, detail }) => [pointer, detail]),
    ...[kmsRequestId, keyId],
    ...[identity?.requestId, identity?.tenantId, identity?.keyName, identity?.fingerprint],
    ...[source.door, source.topic, source.partition, source.offset, source.messageId],
    ...[traceparent, cut?.bytes, cut?.sha256, text],
    ...[recordKey, state, attempts, redrives, firstSeenAt, lastSeenAt],
    ...[sinceAt, nextAttemptAt, sentAt, copies, places?.first, places?.last],
    ...(tagCode === undefined && tagMsg === undefined ? [] : ['tag', tagCode, tagMsg]),
    ...externalParts(identity),
    ...externalParts(claimed),
    ...(claimed === undefined
      ? []
      : ['claimed', claimed.requestId, claimed.tenantId, claimed.keyName]),
  ];
  const mac = createHmac('sha256', key.secret).update(JSON.stringify(signed)).digest('base64url');
  return `${key.id}:${mac}`;
}

/** Nothing where the tenant has no other id, so that dead letters of such tenants are signed as before. */
function externalParts(names: Pick<Names, 'externalTenantId'> = {}): readonly string[] {
  const { externalTenantId } = names;
  return externalTenantId === undefined ? [] : ['external', externalTenantId];
}

/** The same secrets sign markers. The prefix keeps one signature from being used as the other. */
const PREFIX = 'tenant-keys:letter:2';

/**
 * How far the records of dead letters are trusted. Every record that we write is signed, so one without a
 * signature never adds to what one with a signature says.
 */
export type Trust = {
  /** Any of them may have signed a record. */
  readonly keys: MarkerKeys;
  /**
   * An unsigned record counts for nothing. Where messages must be signed, writers of the topics are not
   * trusted, so dead letters must be signed too. Otherwise it counts where no signed one has its id.
   */
  readonly isRequired: boolean;
};

export function trustOf({
  messageSigning,
  signingKeys,
}: Pick<Config, 'messageSigning' | 'signingKeys'>): Trust {
  return { keys: signingKeys, isRequired: messageSigning !== undefined };
}

/** Whether signatures are required and the dead letter, as it is in its record, has no valid one. */
export function isUnsealedFor(trust: Trust | undefined, deadLetter: DeadLetter): boolean {
  return trust?.isRequired === true && !isSigned(deadLetter, trust.keys);
}
