import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import type { HttpPorts, RequestNames } from '../ports.ts';
import type { RequestStatus as StoredStatus } from '../request-status/status.ts';
import type { ReadStatus } from '../request-status/store.ts';
import { ENDS } from '../tenant-key/failures/failure.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { aliasOf, type KeyName, TENANT_TAG_KEY, type TenantId } from '../tenant-key/key.ts';
import { readProof } from '../tenant-key/marker.ts';
import { problemsOf } from '../tenant-key/parse.ts';
import { sentId, type Tenant, tenantOf } from '../tenant-key/tenant-id.ts';
import { isoTime, isoTimeMs } from '../tenant-key/time.ts';
import type { RequestStatus } from './generated/request-status.ts';
import { type HttpHeaders, jsonResponse } from './message.ts';
import {
  answerProblem,
  type HttpAnswer,
  type HttpProblem,
  problemDocument,
  rejectionProblem,
} from './problems.ts';

/**
 * Answers a GET for the status of a request. Where the statuses do not say, the dead letters may: what is in neither
 * is not found only if nothing hints that it was accepted. Otherwise its state is not known, and the answer says so.
 *
 * @param names As the path has them.
 * @param acceptedMs When it was accepted without a status, in milliseconds since 1970, as its `Location` has it.
 */
export async function showStatus(
  { tenantId, requestId }: Pick<RequestNames, 'tenantId' | 'requestId'>,
  acceptedMs: number | undefined,
  ports: StatusPorts,
  config: Config,
  invocation: Pick<Invocation, 'deadlineMs'>,
): Promise<HttpAnswer> {
  const problems = problemsOf({ tenantId, requestId, keyName: 'any' });
  if (problems.length > 0) {
    return rejectionProblem({ code: 'RequestInvalid', problems, identity: undefined });
  }
  const names = { ...tenantOf(tenantId), requestId };
  const found = await findStatus(names, acceptedMs, ports, invocation);
  if (found === 'not kept') return statusesOff();
  if (found === 'not known') return statusUnavailable();
  if (found === 'not accepted') return requestNotFound();
  const confirmed = await confirmedByLedger(found, ports, config, invocation);
  return answerStatus(confirmed, ports.wallMs(), config);
}

/** What a status is read with. */
type StatusPorts = Pick<HttpPorts, 'statuses' | 'findKept' | 'keys' | 'clock' | 'wallMs'>;

type Found = ReadStatus | 'not kept' | 'not known' | 'not accepted';

async function findStatus(
  names: RequestNames,
  acceptedMs: number | undefined,
  { statuses, findKept, clock, wallMs }: StatusPorts,
  { deadlineMs }: Pick<Invocation, 'deadlineMs'>,
): Promise<Found> {
  const kept = async (otherwise: Found) => {
    const byMs = Math.min(deadlineMs, clock.nowMs() + DEAD_LETTERS_MS_MAX);
    return findKept(names, byMs).then(
      (status) => status ?? otherwise,
      (): Found => 'not known',
    );
  };
  if (statuses === undefined) return kept('not kept');
  const byMs = Math.min(deadlineMs, clock.nowMs() + STORE_MS_MAX);
  try {
    const read = await statuses.read(names, byMs);
    // One id may be made from two, and whoever may write into the bucket may name another tenant.
    if (read !== undefined && read.externalTenantId === names.externalTenantId) return read;
  } catch {
    return kept('not known');
  }
  const ageMs = acceptedMs === undefined ? Number.NaN : wallMs() - acceptedMs;
  return ageMs <= KEPT_MS ? kept('not known') : 'not accepted';
}

const STORE_MS_MAX = 2_000;
const DEAD_LETTERS_MS_MAX = 5_000;

/** As long as a deployed bucket keeps statuses, in which a request that was accepted is never not found. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * The status, or that the request is provisioned if its key exists: KMS is the ledger, and the store may have failed
 * when the status of the end was to be written. It is asked only if a status without an end has not changed for
 * longer than a message takes. A key of another specification proves nothing about this request.
 */
async function confirmedByLedger(
  status: ReadStatus,
  { keys, wallMs }: StatusPorts,
  { provisioning }: Config,
  { deadlineMs }: Pick<Invocation, 'deadlineMs'>,
): Promise<ReadStatus> {
  const { state, tenantId, keyName, fingerprint, updatedAt } = status;
  const isRecent = wallMs() - isoTimeMs(updatedAt) < STALE_MS;
  if (isEnd(state) || isRecent || keyName === undefined) return status;
  const alias = aliasOf(tenantId as TenantId, keyName as KeyName);
  const tags = [{ key: TENANT_TAG_KEY, value: tenantId }];
  const key = await keys.findKey({ alias, tags }, deadlineMs).catch(() => undefined);
  // Without its tag, the key is not announced.
  if (key?.tagged !== true) return status;
  const proof = readProof(key.description, alias, provisioning);
  if (proof.kind !== 'ours' || proof.fingerprint !== fingerprint) return status;
  const { failure: _, deadLetterId: __, ...names } = status;
  const createdAt = isoTime(key.createTimeS * 1_000);
  const { keyId, keyUsage, keyState, origin = 'TENCENT_KMS' } = key;
  return {
    ...names,
    state: 'provisioned',
    key: { keyId, keyUsage, origin: origin as Origin, keyState, createdAt },
  };
}

type Origin = NonNullable<StoredStatus['key']>['origin'];

/** Longer than a message takes, unless the queue has a backlog. */
const STALE_MS = 60_000;

function isEnd(state: StoredStatus['state']): boolean {
  return state === 'provisioned' || state === 'rejected';
}

/** @param nowMs The time of day, in milliseconds since 1970. */
export function answerStatus(
  status: ReadStatus,
  nowMs: number,
  { docsUrl }: Pick<Config, 'docsUrl'>,
): HttpAnswer {
  const { state, requestId, tenantId, keyName, acceptedAt, updatedAt, attempts } = status;
  const { externalTenantId, key, failure, deadLetterId } = status;
  const body: RequestStatus = {
    status: state,
    ...{ requestId, tenantId, externalTenantId, keyName, acceptedAt, updatedAt, attempts },
    ...(key && keyName !== undefined
      ? { key: { ...key, alias: aliasOf(tenantId as TenantId, keyName as KeyName) } }
      : {}),
    ...(failure && { problem: problemDocument(problemOf(status), docsUrl) }),
    deadLetterId,
    links: {
      self: requestPath(status),
      ...(keyName === undefined ? {} : { key: keyPath(status, keyName) }),
    },
  };
  return jsonResponse(200, body, askAgain(state, nowMs - isoTimeMs(updatedAt)));
}

/** Why a request was rejected, as its caller would have been told; or why it waits or is parked. */
function problemOf({ state, requestId, failure }: ReadStatus): HttpProblem {
  const { code, problems, ...vendor } = failure ?? { code: '', problems: [] };
  if (state === 'rejected') {
    return { ...rejectionProblem({ code, problems, identity: undefined, vendor }), requestId };
  }
  const { status, title, retryable } = state === 'waiting' ? ENDS.wait : ENDS.park;
  return { status, code, title, detail: failureOf(code).meaning, retryable, requestId, ...vendor };
}

/**
 * When to ask again, as a header. Who asks for something that takes long asks less and less often. A request that
 * waits is tried again after a minute at the earliest. What is parked changes when an operator acts, and an end never
 * does.
 *
 * @param ageMs For how long it has been in this state.
 * @see RFC 9110, section 10.2.3 (Retry-After, in whole seconds)
 */
function askAgain(state: StoredStatus['state'], ageMs = 0): HttpHeaders {
  if (state === 'waiting') return { 'Retry-After': String(DELAY_S_MAX) };
  if (state !== 'queued') return {};
  const delayS = Math.min(DELAY_S_MAX, Math.max(1, Math.round(ageMs / 10_000)));
  return { 'Retry-After': String(delayS) };
}

const DELAY_S_MAX = 60;

/**
 * The headers of an answer that only accepts a request: where its status is, and when to ask for it. If that could not
 * be written, the location says that the request was accepted, since nothing else may say so.
 *
 * @param acceptedMs The time of day, in milliseconds since 1970, if the status could not be written.
 */
export function acceptedHeaders(
  names: RequestNames,
  state: StoredStatus['state'],
  acceptedMs: number | undefined,
): HttpHeaders {
  const hint = acceptedMs === undefined ? '' : `?accepted=${isoTime(acceptedMs)}`;
  return { Location: `${requestPath(names)}${hint}`, Vary: 'Prefer', ...askAgain(state) };
}

/** Where the status of a request is. */
function requestPath(names: RequestNames): string {
  return `${tenantPath(names)}/requests/${encodeURIComponent(names.requestId)}`;
}

/** Where a key is, once it exists. */
export function keyPath(tenant: Tenant, keyName: string): string {
  return `${tenantPath(tenant)}/keys/${encodeURIComponent(keyName)}`;
}

/** A path has the id of the tenant as it was sent: one that is made from it would mean another tenant there. */
function tenantPath(tenant: Tenant): string {
  return `/v1/tenants/${encodeURIComponent(sentId(tenant))}`;
}

function requestNotFound(): HttpProblem {
  return answerProblem(
    'RequestNotFound',
    'No request of this id was accepted for the tenant in the last 30 days, or it was answered at once with an error.',
  );
}

function statusesOff(): HttpProblem {
  return answerProblem(
    'StatusesOff',
    'This deployment keeps no statuses. Ask for the key by its name, or read the topic key-events.',
  );
}

function statusUnavailable(): HttpProblem {
  return answerProblem(
    'StatusUnavailable',
    `What became of the request cannot be read at the moment. Ask again after ${UNAVAILABLE_S} s, or ask for the key by its name.`,
    { 'Retry-After': String(UNAVAILABLE_S) },
  );
}

const UNAVAILABLE_S = 5;

/** @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ (422 for another payload) */
export function requestIdReused(requestId: string): HttpProblem {
  const detail = 'Another request for another key, or another specification, had this requestId.';
  const problem = answerProblem(
    'RequestIdReused',
    `${detail} Send this one with an id of its own.`,
  );
  return { ...problem, requestId, errors: [{ pointer: '#/requestId', detail }] };
}
