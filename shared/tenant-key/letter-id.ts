import { fingerprintOf } from './fingerprint.ts';
import type { Message } from './message.ts';
import type { FailedAttempt } from './outcome.ts';

/**
 * The id of a message's dead letter. It depends on the request alone, so that parking it twice
 * updates one letter; a message that names nobody is known by its text. A message out of a letter keeps
 * the letter's id, for a release that reads requests otherwise would give another, and double it.
 *
 * What a door refused is known by the reason too: else a stranger could send the text of a letter and
 * put his own in its place.
 */
export function letterIdOf(
  { letterId, text, refused }: Message,
  { identity }: FailedAttempt,
): string {
  const known = refused === undefined ? text : [refused.code, text];
  return letterId ?? fingerprintOf(identity ?? known);
}
