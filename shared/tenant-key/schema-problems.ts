import type { SchemaError } from './generated/validate-key-request.js';
import type { Problem } from './problem.ts';

/**
 * What a generated validator found, a sentence for each rule that is broken.
 *
 * @param messages The sentences, by rule; a rule without one only sums up others.
 */
export function schemaProblems(
  errors: readonly SchemaError[],
  messages: Readonly<Record<string, string>>,
): readonly Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const { instancePath, schemaPath, name } of errors) {
    const message = messages[schemaPath];
    if (message === undefined) continue;
    const pointer = name === undefined ? instancePath : `${instancePath}/${escaped(name)}`;
    const problem = {
      pointer: legible(pointer),
      detail: `${legible(pointer.slice(1))} ${message}.`,
    };
    byPlace.set(`${pointer} ${message}`, problem); // Two rules may share a sentence.
  }
  return [...byPlace.values()];
}

/** @see RFC 6901 (JSON Pointer), section 3 */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/**
 * A name that is not ours, as it is repeated to its sender: no more than its beginning, and spelt out
 * where it would break a line, turn the writing round, or not be seen at all.
 */
function legible(name: string): string {
  const letters = Array.from(name); // Not its units, since half of a pair is no text.
  const head = letters.slice(0, NAME_LENGTH_MAX).join('').replace(UNSEEN, spelt);
  return letters.length > NAME_LENGTH_MAX ? `${head}…` : head;
}

/** How much of a name that is not ours is repeated to its sender. */
const NAME_LENGTH_MAX = 64;

/** Control and format characters, what is no character, and line and paragraph separators. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

function spelt(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
