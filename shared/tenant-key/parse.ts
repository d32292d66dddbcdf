import type { KeyRequest as Fields } from './generated/key-request.ts';
import { KEY_REQUEST_MESSAGES, validateKeyRequest } from './generated/validate-key-request.js';
import type { Problem } from './generated/vocabulary.ts';
import { isJsonObject, type JsonObject, parseText, refusedText, schemaProblems } from './json.ts';
import { DESCRIPTION_BYTES_MAX, MARKER_BYTES_MAX } from './marker.ts';
import { completeText, type FailedAttempt, type KnownFields } from './message.ts';
import { fingerprintOf, type Identity, type KeyRequest, withDefaults } from './request.ts';

/**
 * Parses the text of a message into a valid request with its defaults. Reports every problem at once,
 * so that the sender can fix all of them in one go.
 *
 * A text that is refused is a failed attempt with the code `RequestTooLarge`, `RequestUnreadable` or
 * `RequestInvalid`. Nothing of the text is quoted, apart from names of fields and printable ids.
 *
 * @param known The fields that the text leaves out. With them it must keep the limits of a text too,
 * because the complete text is what is published or parked.
 */
export function parseRequest(text: string, known?: KnownFields): ParsedRequest {
  const parsed = parseText(text);
  if (!parsed.ok) return refused(parsed.code, parsed.problems);
  if (!isJsonObject(parsed.value)) {
    const detail = 'The message is JSON, but not an object.';
    return refused('RequestUnreadable', [{ pointer: '', detail }]);
  }
  if (known === undefined) return parseFields(parsed.value, text);
  const complete = completeText({ text, known });
  const flaw = refusedText(complete);
  if (flaw !== undefined) return refused(flaw.code, flaw.problems);
  return parseFields({ ...known, ...parsed.value }, complete);
}

function parseFields(value: JsonObject, text: string): ParsedRequest {
  const validated = validate(value);
  if (validated.ok) return { ok: true, request: withDefaults(validated.fields) };
  return refused('RequestInvalid', validated.problems, claimedIdentity(value, text));
}

export type ParsedRequest =
  | { readonly ok: true; readonly request: KeyRequest }
  | { readonly ok: false; readonly failed: FailedAttempt };

function refused(
  code: string,
  problems: readonly Problem[],
  identity?: Identity,
): ParsedRequest & { readonly ok: false } {
  return { ok: false, failed: { kind: 'failed', code, stage: 'parse', identity, problems } };
}

/** The identity that an invalid request claims, if it can be repeated safely. */
function claimedIdentity(value: JsonObject, text: string): Identity | undefined {
  const requestId = printableField(value, 'requestId');
  const tenantId = printableField(value, 'tenantId');
  if (requestId === undefined || tenantId === undefined) return undefined;
  const keyName = printableField(value, 'keyName');
  const fingerprint = fingerprintOf(text);
  return { requestId, tenantId, ...(keyName === undefined ? {} : { keyName }), fingerprint };
}

function printableField(value: JsonObject, name: string): string | undefined {
  const text = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof text === 'string' && PRINTABLE.test(text) ? text : undefined;
}

/** Printable ASCII: it cannot break a line, change the writing direction, or look like another name. */
const PRINTABLE = /^[!-~](?:[ -~]{0,62}[!-~])?$/;

/** Every problem of a request that is not validated yet, each with a sentence; none when it is valid. */
export function problemsOf(value: JsonObject): readonly Problem[] {
  const validated = validate(value);
  return validated.ok ? [] : validated.problems;
}

type Validated =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function validate(value: JsonObject): Validated {
  const tooLong = byteProblems(value);
  if (validateKeyRequest(value) && tooLong.length === 0) return { ok: true, fields: value };
  const broken = schemaProblems(validateKeyRequest.errors ?? [], KEY_REQUEST_MESSAGES);
  return { ok: false, problems: shortened([...broken, ...tooLong]) };
}

function shortened(problems: readonly Problem[]): readonly Problem[] {
  const unlisted = problems.length - PROBLEMS_MAX;
  if (unlisted <= 0) return problems;
  const more = { pointer: '', detail: `There are ${unlisted} more problems.` };
  return [...problems.slice(0, PROBLEMS_MAX), more];
}

/** A valid request has some twenty fields, so a longer list would not help its sender. */
const PROBLEMS_MAX = 50;

/** The schema counts characters; KMS counts bytes of UTF-8. */
function byteProblems({ description }: JsonObject): readonly Problem[] {
  if (typeof description !== 'string' || Buffer.byteLength(description) <= OWN_BYTES_MAX) return [];
  const detail = `description must be at most ${OWN_BYTES_MAX} bytes in UTF-8.`;
  return [{ pointer: '/description', detail }];
}

/** What the marker leaves of the description's bytes to the caller's text. */
const OWN_BYTES_MAX = DESCRIPTION_BYTES_MAX - MARKER_BYTES_MAX;
