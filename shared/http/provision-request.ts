import { isJsonObject, type Problem, parseText } from '../tenant-key/json.ts';
import type { Message } from '../tenant-key/message.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { identityOf } from '../tenant-key/request.ts';
import { mediaTypeUnsupported } from './http-problems.ts';
import type { HttpRequest } from './http-request.ts';
import { parseIdempotencyKey } from './idempotency-key.ts';
import type { HttpProblem } from './problem.ts';
import { rejectionProblem } from './rejection-problem.ts';
import { parseTraceparent } from './traceparent.ts';

/** A POST for a key, read as the message that it carries. */
export type ProvisionRequest = {
  readonly message: Message;
  /** Say what would happen, and change nothing. */
  readonly isPlan: boolean;
  /** Answer as soon as the message is in the queue. @see RFC 7240, section 4.1 */
  readonly respondAsync: boolean;
};

type ReadProvisionRequest =
  | { readonly ok: true; readonly value: ProvisionRequest }
  | { readonly ok: false; readonly problem: HttpProblem };

/**
 * Reads a POST for a key. The body need not repeat the tenant that the path names, nor the requestId
 * when `Idempotency-Key` has it; but where it does, it must agree. What is handed on is complete in
 * itself, so that it can be parked and redriven: the body unchanged, or with what it left out put in.
 *
 * Whether the request is valid is left to the domain, which knows for every door.
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
  const isPlan = isAskedFor(request.query.get('plan'));
  return {
    ok: true,
    value: { message, isPlan, respondAsync: prefersAsync(headers.get('prefer')) },
  };
}

/** A client that says nothing of the content type is taken to mean JSON. */
function isJson(contentType = 'application/json'): boolean {
  return /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i.test(contentType.trim());
}

type Completed = { readonly text: string; readonly problems: readonly Problem[] };

/** A field of the request that is also said elsewhere. */
type Known = { readonly name: string; readonly value: string; readonly place: string };

function complete(
  text: string,
  body: unknown,
  tenantId: string,
  idempotencyKey: string | undefined,
): Completed {
  if (!isJsonObject(body)) return { text, problems: [] }; // The domain says what is wrong with it.
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

/** Puts fields first into the text of an object, so that the rest stays as its sender wrote it. */
function insert(text: string, fields: readonly Known[], isEmpty: boolean): string {
  if (fields.length === 0) return text;
  const start = text.indexOf('{') + 1;
  const inserted = fields.map(({ name, value }) => `"${name}":${JSON.stringify(value)}`).join(',');
  return `${text.slice(0, start)}${inserted}${isEmpty ? '' : ','}${text.slice(start)}`;
}

/** Tells what else is wrong with the request too, so that its sender can correct all in one go. */
function disagreement({ text, problems }: Completed): HttpProblem {
  const parsed = parseRequest(text);
  const { identity, problems: others = [] } = parsed.ok
    ? { identity: identityOf(parsed.request) }
    : parsed.failed;
  const told = new Set(problems.map(({ pointer }) => pointer));
  const all = [...problems, ...others.filter(({ pointer }) => !told.has(pointer))];
  return rejectionProblem({ code: 'RequestInvalid', problems: all, identity });
}

/** `?plan` asks for it however it is written, unless it says no: a plan by mistake does no harm. */
function isAskedFor(values: readonly string[] = []): boolean {
  return values.some((value) => value !== 'false' && value !== '0');
}

function prefersAsync(header = ''): boolean {
  return header.split(',').some((preference) => /^\s*respond-async\s*(?:;|$)/i.test(preference));
}
