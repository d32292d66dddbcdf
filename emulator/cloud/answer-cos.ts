import { type JournalEntry, listedParams } from '../api/journal.ts';
import { callerName, type Refusal } from '../api/service.ts';
import { isAllowed } from '../cam/access.ts';
import { refuseCos, statusOf } from '../cos/errors.ts';
import type { CosAnswer, CosSuccess, Operation } from '../cos/operation.ts';
import { findOperation, nameOf } from '../cos/operations.ts';
import type { CosRequest } from '../cos/request.ts';
import { cosRights, isPublic } from '../cos/rights.ts';
import type { CosSignatureCheck } from '../cos/signature.ts';
import { branch, leaf, xmlDocument } from '../cos/xml.ts';
import type { Effect } from '../faults/faults.ts';
import { type CosInput, expireObjects } from '../state/cos.ts';
import { type Reply, replyAfter, replyWithoutEffect, type World } from './answer-call.ts';

/** A received request to COS. */
export type CosCall = { readonly request: CosRequest; readonly signature: CosSignatureCheck };

export type CosAnswered = {
  readonly reply: Reply;
  /** Absent until the call is carried out. */
  readonly entry?: JournalEntry;
  /** The answer, also if the caller does not receive it. */
  readonly answer?: Pick<CosSuccess, 'status' | 'content'>;
  /** The change that must be stored and made before the reply is sent. */
  readonly input?: CosInput;
  /** The same call must be passed to {@link answerCosLate} after this time. */
  readonly lateMs?: number;
};

/** What the answers depend on. */
export type CosWorld = Omit<World, 'services' | 'topics' | 'rates'>;

/**
 * Answers a request to COS as the cloud does. Nothing but the expiry of objects is changed: whoever calls it
 * makes the change.
 */
export function answerCos(call: CosCall, world: CosWorld): CosAnswered {
  expireObjects(world.state.cos, world.nowMs);
  const found = findOperation(call.request);
  if (!found.ok) return conclude(call, world, undefined, found);
  const { operation } = found;
  const refusal = refusalOf(call, operation, world);
  if (refusal !== undefined) return conclude(call, world, operation, refusal);

  const effect = world.faults.effectOn(`cos:${operation.name}`) ?? {};
  const reply = replyWithoutEffect(effect);
  if (reply?.kind === 'none') return { reply, lateMs: effect.lateMs ?? 0 };
  if (reply?.kind === 'page') {
    return { reply, entry: entryOf(call, world, operation, `HTTP ${reply.status}`, world.newId()) };
  }
  return conclude(call, world, operation, answerUnder(effect, call, operation, world), effect);
}

/** Carries out a request after its caller got no answer; its reply is not sent. */
export function answerCosLate(call: CosCall, world: CosWorld): CosAnswered {
  expireObjects(world.state.cos, world.nowMs);
  const found = findOperation(call.request);
  if (!found.ok) return conclude(call, world, undefined, found);
  const { operation } = found;
  return conclude(call, world, operation, answerUnder({}, call, operation, world));
}

/**
 * Checks the address first, then the signature, then who may do this.
 *
 * @see https://cloud.tencent.com/document/product/436/102489 (buckets made since 2024 are named by the host)
 */
function refusalOf(
  { request, signature }: CosCall,
  operation: Operation,
  { state, switches, account }: CosWorld,
): Refusal | undefined {
  if (request.isPathStyle && !switches.cosPathStyle) return refuseCos('PathStyleDomainForbidden');
  if (!signature.ok) return signature;
  const { caller } = signature;
  if (caller.kind === 'account' || isPublic(operation, request, state.cos)) return undefined;
  if (caller.kind === 'anonymous') return refuseCos('AccessDenied');
  const rights = cosRights(operation, request, { state: state.cos, account, switches });
  const isRefused = rights.some((right) => !isAllowed(state, caller, right));
  return isRefused ? refuseCos('AccessDenied') : undefined;
}

/** The answer under a fault; an error with `after` hides a success. */
function answerUnder(
  { error, after }: Effect,
  { request }: CosCall,
  operation: Operation,
  { state, switches, account }: CosWorld,
): CosAnswer & Pick<CosSuccess, 'change'> {
  const failed = {
    ok: false,
    code: error ?? '',
    message: 'This error was set as a fault.',
  } as const;
  if (error !== undefined && after !== true) return failed;
  const named = withCosNames(request, switches.cosHeadersOverS3);
  const answer = operation.answer(named, { state: state.cos, switches, account });
  if (error === undefined || !answer.ok) return answer;
  return { ...failed, ...(answer.change && { change: answer.change }) };
}

/**
 * The request with the names that COS gives to headers. A client of the interface for S3 uses those of AWS;
 * whether COS reads its own names there is not documented.
 */
function withCosNames(request: CosRequest, areOwnRead: boolean): CosRequest {
  if (request.dialect === 'cos') return request;
  const headers = Object.entries(request.headers)
    .filter(([name]) => areOwnRead || !name.startsWith('x-cos-'))
    .map(([name, value]) => [name.replace(/^x-amz-/, 'x-cos-'), value]);
  return { ...request, headers: Object.fromEntries(headers) };
}

function conclude(
  call: CosCall,
  world: CosWorld,
  operation: Operation | undefined,
  answer: CosAnswer & Pick<CosSuccess, 'change'>,
  effect: Effect = {},
): CosAnswered {
  const requestId = Buffer.from(world.newId()).toString('base64');
  const sent = answer.ok ? answer : errorOf(answer, call.request, requestId);
  const { change } = answer;
  const headers = headersFor(call.request, requestId, sent.headers);
  return {
    reply: replyAfter(effect, sent.status, sent.content ?? Buffer.alloc(0), headers),
    answer: { status: sent.status, ...(sent.content && { content: sent.content }) },
    entry: entryOf(call, world, operation, answer.ok ? null : answer.code, requestId),
    ...(change && { input: { kind: 'cos', nowMs: world.nowMs, change } }),
  };
}

/** @see https://www.tencentcloud.com/document/product/436/7730 (error response) */
function errorOf(
  { code, message }: Refusal,
  { host, path = '' }: CosRequest,
  requestId: string,
): Omit<CosSuccess, 'ok'> {
  const facts = [leaf('Code', code), leaf('Message', message), leaf('Resource', `${host}${path}`)];
  const ids = [leaf('RequestId', requestId), leaf('TraceId', requestId)];
  return {
    status: statusOf(code),
    headers: { 'content-type': 'application/xml', 'x-cos-trace-id': requestId },
    content: xmlDocument(branch('Error', ...facts, ...ids)),
  };
}

/** The headers of an answer, with the names that its client knows. */
function headersFor(
  { dialect }: CosRequest,
  requestId: string,
  headers: CosSuccess['headers'] = {},
): Readonly<Record<string, string>> {
  const named = Object.entries({ ...headers, 'x-cos-request-id': requestId }).map(
    ([name, value]) => [dialect === 's3' ? name.replace(/^x-cos-/, 'x-amz-') : name, value],
  );
  return { server: 'tencent-cos', ...Object.fromEntries(named), 'x-cos-request-id': requestId };
}

function entryOf(
  { request, signature }: CosCall,
  { nowMs }: CosWorld,
  operation: Operation | undefined,
  code: string | null,
  requestId: string,
): JournalEntry {
  const { bucket, key, query } = request;
  const named = { ...(bucket && { Bucket: bucket }), ...(key && { Key: key }) };
  const params = query.filter(([name]) => !SIGNING.test(name));
  return {
    action: `cos:${operation?.name ?? nameOf(request)}`,
    caller: signature.ok ? nameOfCaller(signature.caller) : '',
    params: signature.ok ? listedParams({ ...named, ...Object.fromEntries(params) }) : {},
    code,
    requestId,
    mutating: operation?.mutating ?? false,
    atMs: nowMs,
  };
}

/** Parameters that sign a URL. */
const SIGNING = /^(?:q-|x-amz-|x-cos-security-token$)/i;

function nameOfCaller(caller: Extract<CosSignatureCheck, { ok: true }>['caller']): string {
  return caller.kind === 'anonymous' ? 'anonymous' : callerName(caller);
}
