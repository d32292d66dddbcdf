import { type Api, bodyOf, fetchWithToken, openApi, type Token } from './api.ts';
import { type AttemptLimits, type Fetch, persistentFetch } from './attempts.ts';
import { type Clock, realClock } from './clock.ts';
import { ProblemError, type RequestStatus } from './errors.ts';
import type { components } from './generated/openapi.ts';
import { type CacheLimits, keyCache } from './key-cache.ts';
import { type Key, type KeyFilters, listAllKeys, listKeys, withSignal } from './lists.ts';
import {
  ensureKey,
  type IdentifiedRequest,
  type KeyRequest,
  type Provisioning,
  readKey,
  readRequest,
  requestKey,
  type WaitOptions,
  waitForRequest,
} from './requests.ts';
import type { Patience } from './waiting.ts';

export type ClientOptions = {
  /** The address of the HTTP API: what comes before `/v1`. */
  readonly url: string;
  /**
   * A bearer token, or a function that gives one for each attempt. Left out where the API asks for none. An error of
   * the function ends the call, unless `findKey` has the key in memory. Its time counts as the attempt's.
   */
  readonly token?: Token;
  /** By default 5 attempts within a minute, of 35 seconds each at most. */
  readonly attempts?: Partial<AttemptLimits> | undefined;
  /** By default 1,000 keys, fresh for 5 minutes, and good for a day where reading again, twice a minute, fails. */
  readonly cache?: Partial<CacheLimits> | undefined;
  /** The default is the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  readonly clock?: Clock | undefined;
  /** From 0 up to 1. The default is `Math.random`. */
  readonly random?: (() => number) | undefined;
};

/** What a request would do. */
export type Plan = components['schemas']['Plan'];

export type CallOptions = { readonly signal?: AbortSignal | undefined };

/** The HTTP API of tenant-keys. Each function rejects with an error of `tenant-keys-client/errors`. */
export type TenantKeys = {
  /**
   * Requests a key and waits until it exists, whatever lies between: so it may be called at every sign-up.
   * Rejects with `NotProvisionedError` when the request is rejected or parked, and with `StillWaitingError` when it
   * has no end in time.
   */
  readonly ensureKey: (
    tenantId: string,
    request: KeyRequest,
    options?: WaitOptions,
  ) => Promise<Key>;
  /** Requests a key. Without `async`, the answer usually has it. */
  readonly requestKey: (
    tenantId: string,
    request: KeyRequest,
    options?: CallOptions & { readonly async?: boolean | undefined },
  ) => Promise<Provisioning>;
  /** What a request would do; changes nothing. */
  readonly planKey: (tenantId: string, request: KeyRequest, options?: CallOptions) => Promise<Plan>;
  /** What became of a request; undefined where nothing is known of it. */
  readonly readRequest: (
    tenantId: string,
    requestId: string,
    options?: CallOptions,
  ) => Promise<RequestStatus | undefined>;
  /** Waits until a request is provisioned, rejected or parked. Rejects with `StillWaitingError` when it is late. */
  readonly waitForRequest: (
    tenantId: string,
    requestId: string,
    options?: WaitOptions,
  ) => Promise<RequestStatus>;
  /**
   * The tenant's key of this name, from memory if it was read lately, or if reading it again fails for now or for want
   * of a token; undefined if there is none.
   */
  readonly findKey: (tenantId: string, keyName: string) => Promise<Key | undefined>;
  /** All keys of a tenant, oldest first, read as far as the loop goes. */
  readonly listKeys: (
    tenantId: string,
    filters?: KeyFilters,
    options?: CallOptions,
  ) => AsyncGenerator<Key, void, undefined>;
  /** The keys of every tenant; for tokens that allow all tenants. */
  readonly listAllKeys: (
    filters?: KeyFilters,
    options?: CallOptions,
  ) => AsyncGenerator<Key, void, undefined>;
};

/**
 * Opens the HTTP API of tenant-keys. Sends nothing yet.
 *
 * Each request is sent again while that may help, which is always safe. A redirect is not followed, so the token goes
 * to `url` alone. An answer of more than 4 MiB fails.
 *
 * @throws TypeError when `url` is none, or is neither encrypted nor on this machine.
 */
export function tenantKeys(options: ClientOptions): TenantKeys {
  const { clock = realClock, random = Math.random } = options;
  const limits = filled(ATTEMPT_LIMITS, options.attempts);
  const attempt = fetchWithToken(options.fetch ?? globalFetch, options.token);
  /** The API for what must have come to an end at a time of the clock. */
  const apiUntil = (deadlineMs?: number) => {
    const chance = { clock, random };
    const fetch = persistentFetch(attempt, limits, chance, deadlineMs);
    return openApi(options.url, fetch);
  };
  const api = apiUntil();
  const patience = ({ signal, timeoutMs = WAIT_MS }: WaitOptions): Patience => ({
    clock,
    endMs: clock.nowMs() + timeoutMs,
    signal,
  });
  const cache = keyCache<Key>(filled(CACHE_LIMITS, options.cache), clock, saysNothing);
  return {
    ensureKey: (tenantId, request, given = {}) => {
      const until = patience(given);
      return ensureKey(apiUntil(until.endMs), tenantId, identified(request), until);
    },
    requestKey: (tenantId, request, { async: isAsync = false, signal } = {}) =>
      requestKey(api, tenantId, identified(request), { isAsync, signal }),
    planKey: (tenantId, request, { signal } = {}) =>
      planKey(api, tenantId, identified(request), signal),
    readRequest: (tenantId, requestId, { signal } = {}) =>
      readRequest(api, tenantId, requestId, signal),
    waitForRequest: (tenantId, requestId, given = {}) => {
      const until = patience(given);
      return waitForRequest(apiUntil(until.endMs), tenantId, requestId, until);
    },
    findKey: (tenantId, keyName) =>
      cache.find(`${tenantId} ${keyName}`, (isSpare) => {
        const within = isSpare ? apiUntil(clock.nowMs() + SPARE_READ_MS) : api;
        return readKey(within, tenantId, keyName);
      }),
    listKeys: (tenantId, filters = {}, { signal } = {}) => listKeys(api, tenantId, filters, signal),
    listAllKeys: (filters = {}, { signal } = {}) => listAllKeys(api, filters, signal),
  };
}

/** The service itself ends after 30 seconds. */
const ATTEMPT_LIMITS: AttemptLimits = {
  attemptsMax: 5,
  attemptTimeoutMs: 35_000,
  timeoutMs: 60_000,
};

const WAIT_MS = 60_000;

const CACHE_LIMITS: CacheLimits = {
  freshMs: 300_000,
  staleMs: 86_400_000,
  retryMs: 30_000,
  keysMax: 1_000,
};

/** Only a refusal of the service says something of a key: a redirect, or an error of the function for tokens, does not. */
function saysNothing(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.problem === undefined || error.isRetryable;
}

/** How long reading a key again may take where the one in memory is good as well. */
const SPARE_READ_MS = 5_000;

/** Without `exactOptionalPropertyTypes`, what is left out may be there as undefined. */
function filled<Limits extends object>(
  defaults: Limits,
  given: Partial<Limits> | undefined = {},
): Limits {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(known) };
}

/** Looked up at each call, so that what wraps the global later is used. */
const globalFetch: Fetch = (request) => fetch(request);

/** A request that its caller gave no id has one of its own. */
function identified(request: KeyRequest): IdentifiedRequest {
  return { ...request, requestId: request.requestId ?? crypto.randomUUID() };
}

async function planKey(
  api: Api,
  tenantId: string,
  body: IdentifiedRequest,
  signal: AbortSignal | undefined,
): Promise<Plan> {
  return bodyOf(
    await api.POST('/v1/tenants/{tenantId}/plans', {
      params: { path: { tenantId } },
      body,
      ...withSignal(signal),
    }),
  );
}
