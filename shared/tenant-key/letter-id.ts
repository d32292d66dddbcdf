import { fingerprintOf } from './fingerprint.ts';
import type { Message } from './message.ts';
import type { FailedAttempt } from './outcome.ts';

/**
 * The id of a message's dead letter. It depends on the request alone, so that parking it twice
 * updates one letter; a message that names nobody is known by its text.
 */
export function letterIdOf(message: Message, { identity }: FailedAttempt): string {
  return fingerprintOf(identity ?? message.text);
}
