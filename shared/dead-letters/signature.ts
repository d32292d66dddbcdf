import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';
import { isSameText, type MarkerKey, type MarkerKeys } from '../tenant-key/marker.ts';
import type { DeadLetter } from './generated/dead-letter.ts';

/**
 * The keys that prove the seals of letters, where letters must have one: whoever does not trust all who
 * write to the queue does not trust them with letters either. Undefined takes any letter.
 */
export function signingKeysOf({
  messageSigning,
  provisioning,
}: Pick<Config, 'messageSigning' | 'provisioning'>): MarkerKeys | undefined {
  return messageSigning === undefined ? undefined : provisioning.markerKeys;
}

/**
 * Why a letter is not sent in again, as a code; undefined when it may be.
 *
 * @param signingKeys Any of them must have sealed it; undefined takes any letter.
 */
export function redriveRefusal(
  deadLetter: DeadLetter,
  redrivesMax: number,
  signingKeys: MarkerKeys | undefined,
): 'LetterUnsealed' | 'LetterQuarantined' | 'LetterCut' | 'RedrivesExhausted' | undefined {
  // Nothing of it can be believed, not even its code.
  if (signingKeys !== undefined && !isSigned(deadLetter, signingKeys)) return 'LetterUnsealed';
  const { code, stage, cut, redrives } = deadLetter;
  // Nobody knows who wrote it, and a redrive would take it for a request all the same. The cloud may
  // have a code of that name; what was refused at the door was never anywhere else.
  if (stage === 'parse' && UNPROVEN.has(code)) return 'LetterQuarantined';
  if (cut !== undefined) return 'LetterCut'; // Its text is not what was asked for.
  return redrives >= redrivesMax ? 'RedrivesExhausted' : undefined;
}

/** A message whose signature has expired is not among them: its sender is proven. */
const UNPROVEN: ReadonlySet<string> = new Set([
  'SourceUnexpected',
  'SignatureMissing',
  'SignatureInvalid',
]);

/**
 * Seals a letter, so that whoever can write to its topic cannot make up one that we would send in.
 * Sealed is all that it says but the totals, which change where several parkings are folded into one.
 *
 * A seal has no age: a letter that once was ours can be put back. It does then what its request did.
 *
 * @param keys The first one seals.
 */
export function signDeadLetter(deadLetter: DeadLetter, [key]: MarkerKeys): DeadLetter {
  return { ...deadLetter, seal: deadLetterSignature(deadLetter, deadLetter.keyId, key) };
}

/**
 * Whether we wrote the letter. Never throws.
 *
 * One that was sealed without the id of a key may have been given it by an earlier parking, or by
 * anybody: that only keeps a redrive from making a key. Taking an id away, or putting another in its
 * place, breaks the seal.
 *
 * @param keys Any of them may have sealed it.
 */
export function isSigned(deadLetter: DeadLetter, keys: MarkerKeys): boolean {
  const { seal, keyId } = deadLetter;
  if (seal === undefined) return false;
  const key = keys.find(({ id }) => seal.startsWith(`${id}:`));
  if (key === undefined) return false;
  return [keyId, undefined].some((each) =>
    isSameText(seal, deadLetterSignature(deadLetter, each, key)),
  );
}

/**
 * Fields are named one by one, as texts and numbers: what else a made-up letter has may be nested so
 * deep that writing it down would fail.
 */
function deadLetterSignature(
  deadLetter: DeadLetter,
  keyId: string | undefined,
  key: MarkerKey,
): string {
  const { code, stage, reason, nextStep, runbook, kmsRequestId, traceparent, text } = deadLetter;
  const { identity, source, cut, problems } = deadLetter;
  const sealed = [
    ...[PREFIX, deadLetter.id, code, stage, reason, nextStep, runbook],
    problems.map(({ pointer, detail }) => [pointer, detail]),
    ...[kmsRequestId, keyId],
    ...[identity?.requestId, identity?.tenantId, identity?.keyName, identity?.fingerprint],
    ...[source.door, source.topic, source.partition, source.offset, source.messageId],
    ...[traceparent, cut?.bytes, cut?.sha256, text],
  ];
  const mac = createHmac('sha256', key.secret).update(JSON.stringify(sealed)).digest('base64url');
  return `${key.id}:${mac}`;
}

/** The same secrets sign the markers of keys: neither text can be taken for the other. */
const PREFIX = 'tenant-keys:letter:1';
