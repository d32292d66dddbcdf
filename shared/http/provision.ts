import { signedText } from '../auth/signed-message.ts';
import { outcomeLine } from '../log.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { handleMessage } from '../tenant-key/handle.ts';
import { isJsonObject, type Problem, parseText } from '../tenant-key/json.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { deadLetterIdOf, type Message, type Outcome } from '../tenant-key/message.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { plannedState, planRequest } from '../tenant-key/plan.ts';
import { type Identity, identityOf, type KeyRequest } from '../tenant-key/request.ts';
import { isoTime } from '../tenant-key/time.ts';
import { callCounter, measureStats } from '../tencent/call-stats.ts';
import { KEY_REQUESTS } from '../topics/topics.ts';
import type { HttpContext } from './api.ts';
import { type HttpHeaders, type HttpRequest, type HttpResponse, jsonResponse } from './message.ts';
import {
  type HttpAnswer,
  type HttpProblem,
  mediaTypeUnsupported,
  rejectionProblem,
  retryProblem,
} from './problems.ts';
import { parseIdempotencyKey, parseTraceparent } from './route.ts';

/** Answers a POST for a key: with the key, with what would happen, or that it waits in the queue. */
export async function answerProvision(
  read: ProvisionRequest,
  context: HttpContext,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const { message, isPlan, respondAsync } = read;
  if (isPlan) return plan(message, context, deadlineMs);
  if (respondAsync) return queue(message, context, deadlineMs);
  return provisionNow(message, context, deadlineMs);
}

async function provisionNow(
  message: Message,
  { ports, settings, invocationId, log }: HttpContext,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const counter = callCounter();
  const work = measureStats(ports.clock.nowMs, counter, invocationId);
  const outcome = await handleMessage(message, ports.counted(counter), settings, deadlineMs);
  log(outcomeLine(message, outcome, work()));
  return answerOutcome(outcome, message);
}

/** Says what would happen, and changes nothing. */
async function plan(
  { text }: Message,
  { ports, settings }: HttpContext,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const parsed = parseRequest(text);
  if (!parsed.ok) return rejectionProblem(parsed.failed);
  const plannedSoFar = plannedState(await ports.reader.serviceStatus(deadlineMs));
  const planned = await planRequest(parsed.request, ports, plannedSoFar, settings, deadlineMs);
  return jsonResponse(200, planned);
}

/** Leaves the request to the queue door, unless it would be rejected there: then it is at once. */
async function queue(
  message: Message,
  context: HttpContext,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const parsed = parseRequest(message.text);
  if (!parsed.ok) return provisionNow(message, context, deadlineMs);
  const queued = { key: parsed.request.tenantId, value: queuedText(message, context) };
  await context.ports.topics.publish(KEY_REQUESTS, [queued], deadlineMs);
  return answerQueued(parsed.request);
}

/** Signed where the queue door wants it: the caller has proven who he is, and the queue cannot. */
function queuedText({ text }: Message, { ports, messageSigning }: HttpContext): string {
  if (messageSigning === undefined) return text;
  return signedText(text, messageSigning.keys, Math.floor(ports.wallMs() / 1_000));
}

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

/** Answers a POST for a key with what became of it. */
export function answerOutcome(outcome: Outcome, message: Message): HttpAnswer {
  switch (outcome.kind) {
    case 'provisioned':
      return answerProvisioned(outcome);
    case 'rejected':
      return rejectionProblem(outcome.failed);
    case 'parked':
      return answerParked(outcome, message);
    case 'retry': {
      const { code, identity } = outcome.failed;
      return retryProblem(code, outcome.delayMs, identity?.requestId);
    }
  }
}

/** Answers a POST whose message is in the queue, as its caller preferred. */
export function answerQueued({ requestId, tenantId, keyName }: KeyRequest): HttpResponse {
  const headers = { ...keyHeaders(tenantId, keyName), 'Preference-Applied': 'respond-async' };
  return jsonResponse(202, { status: 'queued', requestId, tenantId, keyName }, headers);
}

function answerProvisioned(outcome: Outcome & { readonly kind: 'provisioned' }): HttpResponse {
  const { key, adopted } = outcome;
  const { requestId, tenantId, keyName, keyUsage, origin } = outcome.request;
  const body = {
    status: adopted ? 'adopted' : 'created',
    keyId: key.keyId,
    alias: aliasOf(tenantId, keyName),
    tenantId,
    keyName,
    keyUsage,
    origin,
    keyState: key.keyState,
    createdAt: isoTime(key.createTimeS * 1_000),
    requestId,
  };
  return jsonResponse(adopted ? 200 : 201, body, keyHeaders(tenantId, keyName));
}

function answerParked(
  { failed }: Outcome & { readonly kind: 'parked' },
  message: Message,
): HttpResponse {
  const { code, identity } = failed;
  const body = {
    status: 'parked',
    ...namesOf(identity),
    code,
    reason: failureOf(code).meaning,
    deadLetterId: deadLetterIdOf(message, failed),
  };
  return jsonResponse(202, body, keyHeaders(identity?.tenantId, identity?.keyName));
}

/** The fingerprint of an identity is for ourselves. */
function namesOf(identity: Identity | undefined): object {
  if (identity === undefined) return {};
  const { requestId, tenantId, keyName } = identity;
  return { requestId, tenantId, keyName };
}

/** Where the key is, or will be; and that another preference would have had another answer. */
function keyHeaders(tenantId: string | undefined, keyName: string | undefined): HttpHeaders {
  if (tenantId === undefined || keyName === undefined) return { Vary: 'Prefer' };
  const [tenant, name] = [encodeURIComponent(tenantId), encodeURIComponent(keyName)];
  return { Location: `/v1/tenants/${tenant}/keys/${name}`, Vary: 'Prefer' };
}
