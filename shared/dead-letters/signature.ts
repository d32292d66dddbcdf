import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';
import { isSameText, type MarkerKey, type MarkerKeys } from '../tenant-key/marker.ts';
import type { DeadLetter } from './generated/dead-letter.ts';

/**
 * Signs a dead letter, so that a writer of the topic cannot forge one that a redrive would send in. The
 * signature covers every field but the totals, which change when several records are merged. It covers the
 * key of the record too: a copy under another key, which would add to the totals, is not signed.
 *
 * A signature does not expire: a settled dead letter can be written to the topic again. A redrive of it
 * then does what the original request did.
 *
 * @param keys The first one signs.
 */
export function signDeadLetter(deadLetter: DeadLetter, [key]: MarkerKeys): DeadLetter {
  return { ...deadLetter, seal: signatureOf(deadLetter, deadLetter.keyId, key) };
}

/**
 * Whether we wrote the dead letter. Never throws.
 *
 * The id of a key may be missing from what was signed, because merging adds it from another record.
 * A writer of the topic could add one too, which only keeps a redrive from creating a key. Removing or
 * replacing an id invalidates the signature.
 *
 * @param keys Any of them may have signed it.
 */
export function isSigned(deadLetter: DeadLetter, keys: MarkerKeys): boolean {
  const { seal: signature, keyId } = deadLetter;
  if (signature === undefined) return false;
  const key = keys.find(({ id }) => signature.startsWith(`${id}:`));
  if (key === undefined) return false;
  return [...new Set([keyId, undefined])].some((each) =>
    isSameText(signature, signatureOf(deadLetter, each, key)),
  );
}

/**
 * HMAC-SHA256 (RFC 2104) over the fields, one by one, as strings and numbers: a forged dead letter may
 * nest so deeply that serialising the whole of it would fail.
 */
function signatureOf(deadLetter: DeadLetter, keyId: string | undefined, key: MarkerKey): string {
  const { code, stage, reason, nextStep, runbook, kmsRequestId, traceparent, text } = deadLetter;
  const { identity, source, cut, problems, recordKey, state } = deadLetter;
  const signed = [
    ...[PREFIX, deadLetter.id, code, stage, reason, nextStep, runbook],
    problems.map(({ pointer, detail }) => [pointer, detail]),
    ...[kmsRequestId, keyId],
    ...[identity?.requestId, identity?.tenantId, identity?.keyName, identity?.fingerprint],
    ...[source.door, source.topic, source.partition, source.offset, source.messageId],
    ...[traceparent, cut?.bytes, cut?.sha256, text],
    ...(recordKey === undefined ? [] : [recordKey]),
    ...(state === undefined ? [] : ['state', state]),
  ];
  const mac = createHmac('sha256', key.secret).update(JSON.stringify(signed)).digest('base64url');
  return `${key.id}:${mac}`;
}

/** The same secrets sign markers. The prefix keeps one signature from being used as the other. */
const PREFIX = 'tenant-keys:letter:1';

/**
 * The keys that verify dead letters, if their signatures are required: where messages must be signed,
 * writers of the topics are not trusted, so dead letters must be signed too. Undefined accepts any
 * dead letter.
 */
export function signingKeysOf({
  messageSigning,
  provisioning,
}: Pick<Config, 'messageSigning' | 'provisioning'>): MarkerKeys | undefined {
  return messageSigning === undefined ? undefined : provisioning.markerKeys;
}
