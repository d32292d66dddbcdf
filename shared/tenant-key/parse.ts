import { type KeyRequest as Fields, KEY_REQUEST_DEFAULTS } from './generated/key-request.ts';
import { KEY_REQUEST_MESSAGES, validateKeyRequest } from './generated/validate-key-request.js';
import { isJsonObject, type JsonObject, type Problem, parseText, schemaProblems } from './json.ts';
import type { KeyName, TenantId } from './key.ts';
import { DESCRIPTION_BYTES_MAX, MARKER_BYTES_MAX } from './marker.ts';
import type { FailedAttempt } from './message.ts';
import { fingerprintOf, type Identity, type KeyRequest } from './request.ts';

export type ParsedRequest =
  | { readonly ok: true; readonly request: KeyRequest }
  | { readonly ok: false; readonly failed: FailedAttempt };

/** Parses a message's text. Reports every problem at once, so that its sender can fix all in one go. */
export function parseRequest(text: string): ParsedRequest {
  const parsed = parseText(text);
  if (!parsed.ok) return refused(parsed.code, parsed.problems);
  const { value } = parsed;
  if (!isJsonObject(value)) {
    const detail = 'The message is JSON, but not an object.';
    return refused('RequestUnreadable', [{ pointer: '', detail }]);
  }
  const problems = problemsOf(value);
  if (problems.length > 0) return refused('RequestInvalid', problems, claimedIdentity(value, text));
  return { ok: true, request: requestOf(value as unknown as Fields) };
}

function refused(
  code: string,
  problems: readonly Problem[],
  identity?: Identity,
): ParsedRequest & { readonly ok: false } {
  return { ok: false, failed: { kind: 'failed', code, stage: 'parse', identity, problems } };
}

/** The casts are where the schema's word is taken: the value has just passed it. */
function requestOf(fields: Fields): KeyRequest {
  const { requestId, tenantId, keyName, hsmClusterId } = fields;
  return {
    requestId,
    tenantId: tenantId as TenantId,
    keyName: keyName as KeyName,
    keyUsage: fields.keyUsage ?? KEY_REQUEST_DEFAULTS.keyUsage,
    origin: fields.origin ?? KEY_REQUEST_DEFAULTS.origin,
    description: fields.description ?? '',
    tags: fields.tags ?? {},
    ...(hsmClusterId === undefined ? {} : { hsmClusterId }),
  };
}

/** Who an invalid request says it is from, if that can be repeated safely. */
function claimedIdentity(value: JsonObject, text: string): Identity | undefined {
  const requestId = legible(value, 'requestId');
  const tenantId = legible(value, 'tenantId');
  if (requestId === undefined || tenantId === undefined) return undefined;
  const keyName = legible(value, 'keyName');
  const fingerprint = fingerprintOf(text);
  return { requestId, tenantId, ...(keyName === undefined ? {} : { keyName }), fingerprint };
}

function legible(value: JsonObject, name: string): string | undefined {
  const text = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof text === 'string' && LEGIBLE.test(text) ? text : undefined;
}

/** Printable ASCII: it cannot break a line, turn the writing round, or look like another name. */
const LEGIBLE = /^[!-~](?:[ -~]{0,62}[!-~])?$/;

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
