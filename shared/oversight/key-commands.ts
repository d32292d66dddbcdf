import type { Config } from '../config.ts';
import { trustOf } from '../dead-letters/signature.ts';
import { listKeys, showKey } from '../http/keys.ts';
import { readListQuery } from '../http/list-query.ts';
import {
  callProblem,
  type HttpAnswer,
  rejectionProblem,
  responseOf,
  tenantBlocked,
} from '../http/problems.ts';
import { queueRequest } from '../http/queued-request.ts';
import { showStatus } from '../http/request-status.ts';
import type { Invocation } from '../invocation.ts';
import type { LogFields } from '../log-fields.ts';
import type { HttpPorts } from '../ports.ts';
import { jsonText } from '../tenant-key/json.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { tenantIn } from '../tenant-key/tenant-id.ts';
import { isoTimeMs } from '../tenant-key/time.ts';
import type {
  KeyAnswer,
  KeyListAnswer,
  KeyRequestAnswer,
  OversightCommand,
  RequestStatusAnswer,
} from './generated/oversight-command.ts';
import type { OversightPorts } from './ports.ts';

/**
 * Answers as `GET /v1/tenants/{tenantId}/keys` does, and without a tenant as `GET /v1/keys`. A failed call is a
 * problem in the answer.
 */
export function answerListKeys(
  { tenantId, ...words }: Pick<OversightCommand, 'tenantId' | ListField>,
  ports: OversightPorts,
  config: Config,
  invocation: Invocation,
): Promise<KeyListAnswer> {
  const given = Object.entries(words).flatMap(([field, value]) => {
    const word = WORDS.get(field);
    return word === undefined ? [] : [[word, [String(value)]] as const];
  });
  const read = readListQuery({ query: new Map(given) }, tenantId, config);
  const listed = read.ok ? listKeys(tenantId, read.list, ports, config, invocation) : read.problem;
  return answered(listed, config);
}

type ListField = 'keyState' | 'keyUsage' | 'limit' | 'cursor';

/** The words of the query over HTTP. A command has other fields too. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['keyState', 'state'],
  ['keyUsage', 'usage'],
  ['limit', 'limit'],
  ['cursor', 'cursor'],
] satisfies readonly (readonly [ListField, string])[]);

/** Answers as `GET /v1/tenants/{tenantId}/keys/{keyName}` does. */
export function answerShowKey(
  { tenantId, keyName }: Required<Pick<OversightCommand, 'tenantId' | 'keyName'>>,
  ports: OversightPorts,
  config: Config,
  invocation: Invocation,
): Promise<KeyAnswer> {
  return answered(showKey(tenantId, keyName, ports, config, invocation), config);
}

/**
 * Answers as a POST for a key with `Prefer: respond-async` does: the request is put into the queue, signed where
 * messages are signed. This function makes no key.
 */
export function answerRequestKey(
  { request }: Required<Pick<OversightCommand, 'request'>>,
  ports: OversightPorts,
  config: Config,
  invocation: Invocation,
): Promise<KeyRequestAnswer> {
  return answered(queued(jsonText(request), ports, config, invocation), config);
}

async function queued(
  text: string,
  ports: OversightPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  const parsed = parseRequest(text);
  if (!parsed.ok) return rejectionProblem(parsed.failed);
  const { keyStatus, records, wallMs } = ports;
  const { blocks } = await keyStatus.refresh(records, wallMs(), invocation.deadlineMs);
  if (blocks.has(parsed.request.tenantId)) return tenantBlocked();
  return queueRequest({ text }, parsed.request, ports, config, invocation);
}

/** Answers as `GET /v1/tenants/{tenantId}/requests/{requestId}` does. */
export function answerShowRequest(
  {
    tenantId,
    requestId,
    acceptedAt,
  }: Required<Pick<OversightCommand, 'tenantId' | 'requestId'>> &
    Pick<OversightCommand, 'acceptedAt'>,
  ports: OversightPorts,
  config: Config,
  invocation: Invocation,
): Promise<RequestStatusAnswer> {
  // The code for that is loaded where the statuses do not say.
  const findKept: HttpPorts['findKept'] = async (...given) => {
    const { keptRequests } = await import('../dead-letters/kept-request.ts');
    return keptRequests(ports.records, trustOf(config))(...given);
  };
  const asked = { ...ports, findKept };
  const acceptedMs = acceptedAt === undefined ? undefined : isoTimeMs(acceptedAt);
  const shown = showStatus({ tenantId, requestId }, acceptedMs, asked, config, invocation);
  return answered(shown, config);
}

/**
 * An answer over HTTP as the answer to a command.
 *
 * The body is written by the same code as over HTTP, whose contract has its type.
 */
async function answered<Answer extends ApiAnswer>(
  answering: Promise<HttpAnswer> | HttpAnswer,
  { docsUrl }: Config,
): Promise<Answer> {
  const answer = await Promise.resolve(answering).catch(callProblem);
  const { status: httpStatus, headers, body } = responseOf(answer, docsUrl);
  const { 'Retry-After': seconds } = headers;
  return {
    httpStatus,
    ...(seconds === undefined ? {} : { retryAfterS: Number(seconds) }),
    body: JSON.parse(body) as unknown,
  } as Answer;
}

type ApiAnswer = KeyListAnswer | KeyAnswer | KeyRequestAnswer | RequestStatusAnswer;

/** What the log says of an answer that only reads: the code of a problem. */
export function keyFacts({ body }: Exclude<ApiAnswer, KeyRequestAnswer>): LogFields {
  return 'code' in body ? { code: body.code } : {};
}

/** What it says of a request: whose key was asked for, or why that was refused. */
export function requestFacts({ body }: KeyRequestAnswer): LogFields {
  if ('title' in body) return { code: body.code, requestId: body.requestId };
  const { requestId, keyName } = body;
  return { requestId, ...tenantIn(body), keyName };
}
