import type { TopicRecord } from '../topics/topics.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { validateDeadLetter } from './generated/validate-dead-letter.js';

/**
 * Reads the letter that a message on `key-dead-letters` holds; undefined when it holds none of ours:
 * something else may write there too, and a later release may write what this one cannot read.
 */
export function readLetter({ key, value }: TopicRecord): DeadLetter | undefined {
  try {
    const letter: unknown = JSON.parse(String(value)); // What settles a letter is null, as text too.
    if (validateDeadLetter(letter) && letter.id === key) return letter;
  } catch {
    // It is not JSON.
  }
  return undefined;
}
