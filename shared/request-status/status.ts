import type { Problem } from '../tenant-key/generated/vocabulary.ts';
import { deadLetterIdOf, type Message, type Outcome } from '../tenant-key/message.ts';
import { problemsOf } from '../tenant-key/parse.ts';
import type { Settled } from '../tenant-key/ports.ts';
import { type Identity, identityOf, type KeyRequest } from '../tenant-key/request.ts';
import type { Tenant } from '../tenant-key/tenant-id.ts';
import { isoTime } from '../tenant-key/time.ts';
import { type VendorAnswer, vendorAnswerOf } from '../tenant-key/vendor-answer.ts';

/** The states of a request. Provisioned and rejected are its ends. */
export type State = 'queued' | 'waiting' | 'parked' | 'rejected' | 'provisioned';

/** What became of a request by a certain time: the content of one object. */
export type RequestStatus = Tenant & {
  readonly state: State;
  readonly requestId: string;
  readonly keyName?: string;
  /** Of the specification, by which a second request of the same id is recognised. */
  readonly fingerprint: string;
  /** RFC 3339. */
  readonly updatedAt: string;
  /** Attempts so far, of all deliveries: at least as many. */
  readonly attempts: number;
  /** How often an operator redrove it. */
  readonly redrives: number;
  readonly key?: StatusKey;
  readonly failure?: StatusFailure;
  readonly deadLetterId?: string;
};

export type StatusKey = {
  readonly keyId: string;
  readonly keyUsage: string;
  readonly origin: KeyRequest['origin'];
  readonly keyState: string;
  readonly createdAt: string;
};

/** Why there is no key. The sentences about it are made when it is read. */
export type StatusFailure = VendorAnswer & {
  readonly code: string;
  readonly problems: readonly Problem[];
};

/** The status of a request that is about to be put into the queue. */
export function queuedStatus(request: KeyRequest, nowMs: number): RequestStatus {
  const identity = identityOf(request);
  return { state: 'queued', ...identity, ...at(nowMs), attempts: 0, redrives: 0 };
}

/**
 * The status after a message was settled. Undefined for what has none: a message that says not whose request it is,
 * one that will be delivered again, and one that was rejected to a caller who waited: nothing of it was accepted. An
 * invalid request may have any names, and those that no path has are no place for a status.
 *
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function settledStatus(
  { message, outcome, redriven }: Settled,
  nowMs: number,
): RequestStatus | undefined {
  if (outcome.kind === 'retry') return undefined;
  if (outcome.kind === 'rejected' && message.callerWaits) return undefined;
  const identity =
    outcome.kind === 'provisioned' ? identityOf(outcome.request) : outcome.failed.identity;
  if (identity === undefined || !hasValidNames(identity)) return undefined;
  const { attempts = 0, redrives = 0 } = redriven ?? message.retry ?? {};
  return {
    state: outcome.kind,
    ...identity,
    ...at(nowMs),
    attempts: attempts + ('attempts' in outcome ? outcome.attempts : 1),
    redrives,
    ...factsOf(message, outcome),
  };
}

function hasValidNames({ requestId, tenantId }: Identity): boolean {
  return problemsOf({ requestId, tenantId, keyName: 'any' }).length === 0;
}

function at(nowMs: number): Pick<RequestStatus, 'updatedAt'> {
  return { updatedAt: isoTime(nowMs) };
}

function factsOf(
  message: Message,
  outcome: Exclude<Outcome, { readonly kind: 'retry' }>,
): Pick<RequestStatus, 'key' | 'failure' | 'deadLetterId'> {
  if (outcome.kind === 'provisioned') {
    const { keyUsage, origin } = outcome.request;
    const { keyId, keyState, createTimeS } = outcome.key;
    return { key: { keyId, keyUsage, origin, keyState, createdAt: isoTime(createTimeS * 1_000) } };
  }
  const { failed } = outcome;
  const failure = { code: failed.code, problems: failed.problems, ...vendorAnswerOf(failed) };
  if (outcome.kind === 'rejected') return { failure };
  return { failure, deadLetterId: deadLetterIdOf(message, failed) };
}

/**
 * The rank of a status among those of its request: the further a request came, the smaller its number, so that the
 * furthest status is the first of a list. It depends on the status alone and not on when it is written, so that a late
 * write or a repeated one changes nothing.
 *
 * Provisioned is before rejected, and both are before everything else: they are ends. Between parked and waiting, the
 * one after more redrives and attempts is further, since a redriven request may wait again.
 */
export function rankOf({ state, redrives, attempts }: RankedStatus): string {
  switch (state) {
    case 'provisioned':
      return paddedRank(0);
    case 'rejected':
      return paddedRank(1);
    case 'queued':
      return paddedRank(RANKS - 1);
    case 'waiting':
    case 'parked': {
      const deliveries = least(redrives, REDRIVES) * ATTEMPTS + least(attempts, ATTEMPTS);
      return paddedRank(RANKS - 2 - 2 * deliveries - (state === 'parked' ? 1 : 0));
    }
  }
}

export type RankedStatus = Pick<RequestStatus, 'state' | 'redrives' | 'attempts'>;

/** More than a request can have: `REDRIVES_MAX` is at most 1,000, and it is tried again once a minute at most. */
const REDRIVES = 10_000;
const ATTEMPTS = 10_000_000;
const RANKS = 1_000_000_000_000;

function least(count: number, below: number): number {
  return Math.min(count, below - 1);
}

function paddedRank(rank: number): string {
  return String(rank).padStart(12, '0');
}

/** The key of the object that has a status. */
export function objectKeyOf(status: RankedStatus & Names): string {
  return `${prefixOf(status)}${rankOf(status)}-${status.state}.json`;
}

type Names = Pick<RequestStatus, 'tenantId' | 'requestId'>;

/**
 * With what the keys of all statuses of a request begin. A requestId of dots alone would be resolved in a URL, so
 * that it is written in another way: no requestId has a `%`.
 */
export function prefixOf({ tenantId, requestId }: Names): string {
  const segment = /^\.+$/.test(requestId) ? requestId.replaceAll('.', '%2E') : requestId;
  return `${STATUSES}${tenantId}/${segment}/`;
}

/** With what the key of every status begins. */
export const STATUSES = 'statuses/';

/** The key of the furthest status. Undefined if none of the keys is one of the request's statuses. */
export function furthestKey(keys: readonly string[], names: Names): string | undefined {
  const prefix = prefixOf(names);
  const own = keys.filter((key) => key.startsWith(prefix) && NAME.test(key.slice(prefix.length)));
  return own.sort()[0];
}

const NAME = /^\d{12}-(?:queued|waiting|parked|rejected|provisioned)\.json$/;
