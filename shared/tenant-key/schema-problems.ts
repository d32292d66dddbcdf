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
  for (const error of errors) {
    const message = messages[error.schemaPath];
    if (message === undefined) continue;
    const name =
      error.params.missingProperty ?? error.params.additionalProperty ?? error.propertyName;
    const pointer =
      name === undefined ? error.instancePath : `${error.instancePath}/${escaped(name)}`;
    const problem = {
      pointer: clipped(pointer),
      detail: `${clipped(pointer.slice(1))} ${message}.`,
    };
    byPlace.set(`${pointer} ${message}`, problem); // Two rules may share a sentence.
  }
  return [...byPlace.values()];
}

/** @see RFC 6901 (JSON Pointer), section 3 */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function clipped(text: string): string {
  return text.length > NAME_LENGTH_MAX ? `${text.slice(0, NAME_LENGTH_MAX)}…` : text;
}

/** How much of a name that is not ours is repeated to its sender. */
const NAME_LENGTH_MAX = 64;
