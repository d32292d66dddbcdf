import type { Problem } from '../tenant-key/generated/vocabulary.ts';
import { isJsonObject, parseText } from '../tenant-key/json.ts';
import type { Message } from '../tenant-key/message.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { identityOf } from '../tenant-key/request.ts';
import { parseIdempotencyKey, parseTraceparent } from './headers.ts';
import type { HttpRequest } from './message.ts';
import { type HttpProblem, mediaTypeUnsupported, rejectionProblem } from './problems.ts';

/**
 * Reads a POST for a key. The body may omit the tenant, which the path names, and the requestId if
 * `Idempotency-Key` has it; values that it repeats must agree. The text of the message is complete, so
 * that it can be parked and redriven: it is the body, with the omitted fields inserted.
 *
 * Validation of the request is left to the domain, which does it for every way in.
 */
export function readProvisionRequest(request: HttpRequest, tenantId: string): ReadProvisionRequest {
  const { headers, bodyText } = request;
  if (!isJson(headers.get('content-type'))) return { ok: false, problem: mediaTypeUnsupported() };
  const body = parseText(bodyText);
  if (!body.ok) return { ok: false, problem: rejectionProblem({ ...body, identity: undefined }) };

  const completed = complete(bodyText, body.value, tenantId, headers.get('idempotency-key'));
  if (completed.problems.length > 0) return { ok: false, problem: disagreement(completed) };
  const traceparent = parseTraceparent(headers.get('traceparent'));
  const message: Message = {
    text: completed.text,
    source: { door: 'http' },
    callerWaits: true,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  const isPlan = isRequested(request.query.get('plan'));
  return {
    ok: true,
    value: { message, isPlan, respondAsync: prefersAsync(headers.get('prefer')) },
  };
}

type ReadProvisionRequest =
  | { readonly ok: true; readonly value: ProvisionRequest }
  | { readonly ok: false; readonly problem: HttpProblem };

/** A POST for a key, with the message that it carries. */
export type ProvisionRequest = {
  readonly message: Message;
  /** Only preview what would happen. */
  readonly isPlan: boolean;
  /** Respond as soon as the message is in the queue. @see RFC 7240, section 4.1 */
  readonly respondAsync: boolean;
};

/** A request without a content type is assumed to be JSON. */
function isJson(contentType = 'application/json'): boolean {
  return /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i.test(contentType.trim());
}

type Completed = { readonly text: string; readonly problems: readonly Problem[] };

/** A field of the request that the path or a header has too. */
type Known = { readonly name: string; readonly value: string; readonly place: string };

function complete(
  text: string,
  body: unknown,
  tenantId: string,
  idempotencyKey: string | undefined,
): Completed {
  if (!isJsonObject(body)) return { text, problems: [] }; // The domain reports what is wrong with it.
  const requestId = parseIdempotencyKey(idempotencyKey ?? '');
  const known: Known[] = [{ name: 'tenantId', value: tenantId, place: 'the path' }];
  if (idempotencyKey !== undefined && requestId !== undefined) {
    known.push({ name: 'requestId', value: requestId, place: 'the header Idempotency-Key' });
  }
  const missing = known.filter(({ name }) => !Object.hasOwn(body, name));
  const problems = known
    .filter((field) => !missing.includes(field) && body[field.name] !== field.value)
    .map(mustAgree);
  return {
    text: insert(text, missing, Object.keys(body).length === 0),
    problems: requestId === undefined ? [...problems, MALFORMED_KEY] : problems,
  };
}

function mustAgree({ name, place }: Known): Problem {
  const detail = `${name} must be the same as in ${place}, or be left out of the body.`;
  return { pointer: `/${name}`, detail };
}

const MALFORMED_KEY: Problem = {
  pointer: '/requestId',
  detail: 'The header Idempotency-Key must be a string in double quotes, or plain text.',
};

/** Inserts fields at the start of an object's text. The rest stays as its sender wrote it. */
function insert(text: string, fields: readonly Known[], isEmpty: boolean): string {
  if (fields.length === 0) return text;
  const start = text.indexOf('{') + 1;
  const inserted = fields.map(({ name, value }) => `"${name}":${JSON.stringify(value)}`).join(',');
  return `${text.slice(0, start)}${inserted}${isEmpty ? '' : ','}${text.slice(start)}`;
}

/** Reports the other problems of the request too, so that its sender can correct all of them at once. */
function disagreement({ text, problems }: Completed): HttpProblem {
  const parsed = parseRequest(text);
  const { identity, problems: others = [] } = parsed.ok
    ? { identity: identityOf(parsed.request) }
    : parsed.failed;
  const reported = new Set(problems.map(({ pointer }) => pointer));
  const all = [...problems, ...others.filter(({ pointer }) => !reported.has(pointer))];
  return rejectionProblem({ code: 'RequestInvalid', problems: all, identity });
}

/** Any value of `?plan` except `false` and `0` requests a plan: an unintended plan does no harm. */
function isRequested(values: readonly string[] = []): boolean {
  return values.some((value) => value !== 'false' && value !== '0');
}

function prefersAsync(header = ''): boolean {
  return header.split(',').some((preference) => /^\s*respond-async\s*(?:;|$)/i.test(preference));
}
