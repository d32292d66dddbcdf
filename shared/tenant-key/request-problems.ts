import { KEY_REQUEST_MESSAGES, validateKeyRequest } from './generated/validate-key-request.js';
import type { JsonObject } from './json-object.ts';
import { DESCRIPTION_BYTES_MAX, MARKER_BYTES_MAX } from './marker.ts';
import type { Problem } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';

/** The most that a caller's description may take, as KMS counts bytes and our marker needs its own. */
const OWN_BYTES_MAX = DESCRIPTION_BYTES_MAX - MARKER_BYTES_MAX;

/** A valid request has some twenty fields; whoever has more problems has a problem of another kind. */
const PROBLEMS_MAX = 50;

/** Every problem of a would-be request, each with a sentence to act on; none when it is valid. */
export function problemsOf(value: JsonObject): readonly Problem[] {
  validateKeyRequest(value);
  const problems = [
    ...schemaProblems(validateKeyRequest.errors ?? [], KEY_REQUEST_MESSAGES),
    ...byteProblems(value),
  ];
  const unlisted = problems.length - PROBLEMS_MAX;
  if (unlisted <= 0) return problems;
  const more = { pointer: '', detail: `There are ${unlisted} more problems.` };
  return [...problems.slice(0, PROBLEMS_MAX), more];
}

/** The schema counts characters; KMS counts bytes of UTF-8. */
function byteProblems({ description }: JsonObject): readonly Problem[] {
  if (typeof description !== 'string' || Buffer.byteLength(description) <= OWN_BYTES_MAX) return [];
  const detail = `description must be at most ${OWN_BYTES_MAX} bytes in UTF-8.`;
  return [{ pointer: '/description', detail }];
}
