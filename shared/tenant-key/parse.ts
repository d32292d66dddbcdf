import type { KeyRequest as Fields } from './generated/key-request.ts';
import { KEY_REQUEST_MESSAGES, validateKeyRequest } from './generated/validate-key-request.js';
import type { Problem } from './generated/vocabulary.ts';
import {
  isJsonObject,
  type JsonObject,
  ownField,
  parseText,
  refusedText,
  schemaProblems,
} from './json.ts';
import { DESCRIPTION_BYTES_MAX, externalIdBytes, MARKER_BYTES_MAX } from './marker.ts';
import { completeText, type FailedAttempt, type KnownFields, type Names } from './message.ts';
import { fingerprintOf, type KeyRequest, withDefaults } from './request.ts';
import { type Tenant, tenantIdFlaw, tenantOf } from './tenant-id.ts';

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
    return refused('RequestUnreadable', [{ pointer: '#', detail }]);
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
  return refused('RequestInvalid', validated.problems, claimedNames(value), text);
}

export type ParsedRequest =
  | { readonly ok: true; readonly request: KeyRequest }
  | { readonly ok: false; readonly failed: FailedAttempt };

function refused(
  code: string,
  problems: readonly Problem[],
  claimed: Names = {},
  text = '',
): ParsedRequest & { readonly ok: false } {
  const { requestId, tenantId, ...others } = claimed;
  const isNamed = requestId !== undefined && tenantId !== undefined;
  const named = isNamed
    ? { identity: { requestId, tenantId, ...others, fingerprint: fingerprintOf(text) } }
    : { identity: undefined, ...(isEmpty(claimed) ? {} : { claimed }) };
  return { ok: false, failed: { kind: 'failed', code, stage: 'parse', ...named, problems } };
}

function isEmpty(names: Names): boolean {
  return Object.keys(names).length === 0;
}

/** The names that an invalid request claims, as far as they can be repeated safely. */
export function claimedNames(value: JsonObject): Names {
  const [requestId, keyName] = [
    printableField(value, 'requestId'),
    printableField(value, 'keyName'),
  ];
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...claimedTenant(value),
    ...(keyName === undefined ? {} : { keyName }),
  };
}

/** An id that no tenant can have is claimed as it is: it tells the sender which request was meant. */
function claimedTenant(value: JsonObject): Partial<Tenant> {
  const id = ownField(value, 'tenantId');
  if (typeof id === 'string' && tenantIdFlaw(id) === undefined) return tenantOf(id);
  const tenantId = printableField(value, 'tenantId');
  return tenantId === undefined ? {} : { tenantId };
}

function printableField(value: JsonObject, name: string): string | undefined {
  const text = ownField(value, name);
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
  const others = descriptionProblems(value);
  if (validateKeyRequest(value) && others.length === 0) return { ok: true, fields: value };
  const broken = schemaProblems(validateKeyRequest.errors ?? [], KEY_REQUEST_MESSAGES);
  const explained = broken.map((problem) => withTenantFlaw(problem, value));
  return { ok: false, problems: shortened([...explained, ...others]) };
}

/** The same problem; of a tenantId, with what exactly is wrong with it. */
function withTenantFlaw({ pointer, detail }: Problem, { tenantId }: JsonObject): Problem {
  const isOfTenant = pointer === '#/tenantId' && typeof tenantId === 'string';
  const flaw = isOfTenant ? tenantIdFlaw(tenantId) : undefined;
  return { pointer, detail: flaw === undefined ? detail : `${detail.slice(0, -1)}: ${flaw}.` };
}

function shortened(problems: readonly Problem[]): readonly Problem[] {
  const unlisted = problems.length - PROBLEMS_MAX;
  if (unlisted <= 0) return problems;
  const more = { pointer: '#', detail: `There are ${unlisted} more problems.` };
  return [...problems.slice(0, PROBLEMS_MAX), more];
}

/** A valid request has some twenty fields, so a longer list would not help its sender. */
const PROBLEMS_MAX = 50;

/**
 * What no schema says to every validator. A schema counts characters, and KMS bytes of UTF-8, of which the id of the
 * tenant may take some. Many languages have no half of a surrogate pair, and their validators refuse a pattern that
 * names one.
 */
function descriptionProblems({ description, tenantId }: JsonObject): readonly Problem[] {
  if (typeof description !== 'string') return [];
  const idBytes = typeof tenantId === 'string' ? externalIdBytes(tenantOf(tenantId)) : 0;
  const bytesMax = OWN_BYTES_MAX - idBytes;
  const why = idBytes === 0 ? '' : `, since the tenantId takes ${idBytes} of its ${OWN_BYTES_MAX}`;
  const details = [
    ...(Buffer.byteLength(description) > bytesMax
      ? [`description must be at most ${bytesMax} bytes in UTF-8${why}.`]
      : []),
    ...(/\p{Surrogate}/u.test(description)
      ? ['description must have no half of a surrogate pair.']
      : []),
  ];
  return details.map((detail) => ({ pointer: '#/description', detail }));
}

/** What the marker leaves of the description's bytes to the caller's text. */
const OWN_BYTES_MAX = DESCRIPTION_BYTES_MAX - MARKER_BYTES_MAX;
