import { type Api, bodyOf, foundBodyOf } from './api.ts';
import { retryAfterMs } from './attempts.ts';
import {
  NotProvisionedError,
  ProblemError,
  type RequestStatus,
  StillWaitingError,
} from './errors.ts';
import type { components } from './generated/openapi.ts';
import { type Key, withSignal } from './lists.ts';
import { type Look, type Patience, untilEnd } from './waiting.ts';

/** What a key is asked for. The same tenant, name and specification always mean the same key. */
export type KeyRequest = Omit<components['schemas']['HttpKeyRequest'], 'tenantId'>;

/** What a request was answered with: its key, or where it waits. */
export type Provisioning =
  | components['schemas']['ProvisionedAnswer']
  | components['schemas']['KeptRequest'];

export type WaitOptions = {
  readonly signal?: AbortSignal | undefined;
  /** How long the call may take as a whole. A minute by default. */
  readonly timeoutMs?: number | undefined;
};

/** Requests a key. `isAsync` lets it be answered at once, from the queue. */
export async function requestKey(
  api: Api,
  tenantId: string,
  request: IdentifiedRequest,
  { isAsync, signal }: { readonly isAsync: boolean; readonly signal?: AbortSignal | undefined },
): Promise<Provisioning> {
  const answer = await api.POST('/v1/tenants/{tenantId}/keys', {
    params: { path: { tenantId }, header: isAsync ? { Prefer: 'respond-async' } : {} },
    body: request,
    ...withSignal(signal),
  });
  // A plan is the answer to a query that is never sent.
  return bodyOf(answer) as Provisioning;
}

export type IdentifiedRequest = KeyRequest & { readonly requestId: string };

/**
 * Requests a key and waits until it exists. Where the API keeps no statuses, the key itself is looked for.
 *
 * Rejects with `NotProvisionedError` or `StillWaitingError` when it does not, with `ProblemError` when the API refuses
 * the request, and with `ProblemError` or `NoAnswerError` when the API does not take it in time.
 */
export async function ensureKey(
  api: Api,
  tenantId: string,
  request: IdentifiedRequest,
  patience: Patience,
): Promise<Key> {
  const { signal } = patience;
  const answer = await requestKey(api, tenantId, request, { isAsync: false, signal });
  if (answer.status === 'created' || answer.status === 'adopted') return keyOf(answer);
  const { requestId, keyName } = request;
  const status = await waitForRequest(api, tenantId, requestId, patience).catch(
    unlessStatusesAreOff,
  );
  if (status === undefined) {
    const key = await untilEnd(() => lookForKey(api, tenantId, keyName, signal), patience);
    if (key === undefined) throw new StillWaitingError(requestId, undefined);
    return key;
  }
  if (status.key === undefined) throw new NotProvisionedError(status);
  const { tenantId: made, externalTenantId } = status;
  const external = externalTenantId === undefined ? {} : { externalTenantId };
  return { ...status.key, tenantId: made, ...external, keyName };
}

function keyOf(answer: Extract<Provisioning, { readonly keyId: string }>): Key {
  const { status: _, requestId: __, ...key } = answer;
  return key;
}

function unlessStatusesAreOff(error: unknown): undefined {
  if (error instanceof ProblemError && error.status === 501) return undefined;
  throw error;
}

async function lookForKey(
  api: Api,
  tenantId: string,
  keyName: string,
  signal: AbortSignal | undefined,
): Promise<Look<Key>> {
  const key = await readKey(api, tenantId, keyName, signal);
  return key === undefined ? { kind: 'again' } : { kind: 'end', end: key };
}

/** One key of a tenant, as KMS reports it now; undefined if there is none. */
export async function readKey(
  api: Api,
  tenantId: string,
  keyName: string,
  signal?: AbortSignal,
): Promise<Key | undefined> {
  return foundBodyOf(
    await api.GET('/v1/tenants/{tenantId}/keys/{keyName}', {
      params: { path: { tenantId, keyName } },
      ...withSignal(signal),
    }),
  );
}

/** Waits until a request is provisioned, rejected or parked. Rejects with `StillWaitingError` when it is late. */
export async function waitForRequest(
  api: Api,
  tenantId: string,
  requestId: string,
  patience: Patience,
): Promise<RequestStatus> {
  let last: RequestStatus | undefined;
  const end = await untilEnd(async (): Promise<Look<RequestStatus>> => {
    const { status, retryAfterMs } = await askStatus(api, tenantId, requestId, patience.signal);
    last = status ?? last;
    const isEnd = status !== undefined && !PLACES.has(status.status);
    return isEnd ? { kind: 'end', end: status } : { kind: 'again', retryAfterMs };
  }, patience);
  if (end === undefined) throw new StillWaitingError(requestId, last);
  return end;
}

/** Where a request is that has not come to an end, and to which nobody must act. */
const PLACES: ReadonlySet<RequestStatus['status']> = new Set(['queued', 'waiting']);

/** What became of a request; undefined where nothing is known of it. */
export async function readRequest(
  api: Api,
  tenantId: string,
  requestId: string,
  signal: AbortSignal | undefined,
): Promise<RequestStatus | undefined> {
  return (await askStatus(api, tenantId, requestId, signal)).status;
}

async function askStatus(
  api: Api,
  tenantId: string,
  requestId: string,
  signal: AbortSignal | undefined,
) {
  const answer = await api.GET('/v1/tenants/{tenantId}/requests/{requestId}', {
    params: { path: { tenantId, requestId } },
    ...withSignal(signal),
  });
  return { status: foundBodyOf(answer), retryAfterMs: retryAfterMs(answer.response.headers) };
}
