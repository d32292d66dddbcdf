import {
  KEY_REQUEST_MESSAGES,
  type SchemaError,
  validateKeyRequest,
} from './generated/validate-key-request.js';
import type { JsonObject } from './json-object.ts';
import { DESCRIPTION_BYTES_MAX, MARKER_BYTES_MAX } from './marker.ts';
import type { Problem } from './problem.ts';

/** The most that a caller's description may take, as KMS counts bytes and our marker needs its own. */
const OWN_BYTES_MAX = DESCRIPTION_BYTES_MAX - MARKER_BYTES_MAX;

/** A valid request has some twenty fields; whoever has more problems has a problem of another kind. */
const PROBLEMS_MAX = 50;

/** How much of a name that is not ours is repeated to its sender. */
const NAME_LENGTH_MAX = 64;

/** Every problem of a would-be request, each with a sentence to act on; none when it is valid. */
export function problemsOf(value: JsonObject): readonly Problem[] {
  validateKeyRequest(value);
  const problems = [...schemaProblems(validateKeyRequest.errors ?? []), ...byteProblems(value)];
  const unlisted = problems.length - PROBLEMS_MAX;
  if (unlisted <= 0) return problems;
  const more = { pointer: '', detail: `There are ${unlisted} more problems.` };
  return [...problems.slice(0, PROBLEMS_MAX), more];
}

function schemaProblems(errors: readonly SchemaError[]): readonly Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const error of errors) {
    const message = KEY_REQUEST_MESSAGES[error.schemaPath];
    if (message === undefined) continue; // It only sums up others.
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

/** The schema counts characters; KMS counts bytes of UTF-8. */
function byteProblems({ description }: JsonObject): readonly Problem[] {
  if (typeof description !== 'string' || Buffer.byteLength(description) <= OWN_BYTES_MAX) return [];
  const detail = `description must be at most ${OWN_BYTES_MAX} bytes in UTF-8.`;
  return [{ pointer: '/description', detail }];
}
