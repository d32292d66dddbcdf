import { fingerprintOf } from './fingerprint.ts';
import type { Message } from './message.ts';
import type { FailedAttempt } from './outcome.ts';

/**
 * The id of a message's dead letter. It depends on the request alone, so that parking it twice
 * updates one letter; a message that names nobody is known by its text. A message out of a letter keeps
 * the letter's id, for a release that reads requests otherwise would give another, and double it.
 */
export function letterIdOf({ letterId, text }: Message, { identity }: FailedAttempt): string {
  return letterId ?? fingerprintOf(identity ?? text);
}
