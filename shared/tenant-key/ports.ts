import type { CircuitBreaker } from './circuit-breaker.ts';
import type {
  CreatedKey,
  FoundKey,
  FoundKeys,
  LocatedKey,
  ReadyKey,
  SoughtKey,
  Tag,
  TenantId,
} from './key.ts';
import type { FailedAttempt, Message, Outcome } from './message.ts';
import type { Identity, KeyRequest, KeySpec } from './request.ts';

/** Everything that provisioning needs from outside the domain. */
export type Ports = {
  readonly keys: KeyService;
  readonly tags: TagService;
  /**
   * Publishes the outcome of a request. Idempotent: the event of a repeat has the same id and, apart
   * from `traceparent` and the time of a report, the same bytes. Throws an `ApiError` when the topic does not store the event by
   * `deadlineMs`.
   */
  readonly publishEvent: (event: OutcomeEvent, deadlineMs: number) => Promise<void>;
  /**
   * Puts a message into the dead-letter queue. Idempotent: a repeat updates the same dead letter. Throws
   * an `ApiError` when the topic does not store the dead letter by `deadlineMs`.
   */
  readonly park: (parking: Parking, deadlineMs: number) => Promise<void>;
  /**
   * Removes what the retry queue has of a request that it sent in again, once the end of the request is
   * published. The id follows from the request. Does nothing for any other message. Throws as `park` does.
   */
  readonly release: (ended: Ended, deadlineMs: number) => Promise<void>;
  /**
   * Writes what became of a message where the sender of its request can read it. It is no part of settling: it never
   * throws, and waits for a short time at most. Gives whether it is written.
   */
  readonly recordStatus: (settled: Settled, deadlineMs: number) => Promise<boolean>;
  readonly breaker: CircuitBreaker;
  readonly blocks: TenantBlocks;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
};

/** Which tenants an operator has blocked, as far as this instance knows. */
export type TenantBlocks = {
  readonly isBlocked: (tenantId: string) => boolean;
  /**
   * Resolves at once where the state is known and recent. Otherwise when it has been read, or could not be, or after
   * half a second at most. Never rejects.
   */
  readonly known: () => Promise<void>;
};

/** A monotonic clock: it never goes back, and its zero is arbitrary. */
export type Clock = {
  readonly nowMs: () => number;
  readonly sleep: (delayMs: number) => Promise<void>;
  /** Calls `act` once after the delay. The function that it returns cancels that. */
  readonly after: (delayMs: number, act: () => void) => () => void;
};

/**
 * The keys of an account in one region. Every call ends by `deadlineMs` on the clock of {@link Ports},
 * and throws an `ApiError` with a code of the failure table when KMS refuses or does not answer.
 */
export type KeyService = {
  /** Creates a key. A second one with the same alias is refused (`AliasAlreadyExists`). */
  readonly createKey: (spec: KeySpec, deadlineMs: number) => Promise<CreatedKey>;
  /**
   * Finds the key with exactly this alias, in any state and for any usage. What that costs does not depend on
   * similar aliases if the key has the tags, or is new.
   */
  readonly findKey: (sought: SoughtKey, deadlineMs: number) => Promise<LocatedKey | undefined>;
  readonly describeKey: (keyId: string, deadlineMs: number) => Promise<FoundKey>;
  /**
   * The keys whose alias has the tenant's prefix, in any state, newest first. A part may be empty, and a key may
   * come twice. The caller must check the markers: other software may use the same prefix.
   */
  readonly tenantKeys: (tenantId: TenantId, deadlineMs: number) => AsyncIterable<FoundKeys>;
};

/**
 * The tags of an account and of its keys. Every call is idempotent, ends by `deadlineMs`, and throws an
 * `ApiError` as {@link KeyService} does.
 */
export type TagService = {
  /** Creates the tag pairs in the account. A pair that exists is no error. */
  readonly createTags: (tags: readonly Tag[], deadlineMs: number) => Promise<void>;
  /**
   * Creates as many tag pairs as one call takes, at most ten. If any of them exists, none is
   * created, and the result is false.
   */
  readonly createNewTags: (tags: readonly Tag[], deadlineMs: number) => Promise<boolean>;
  /** The tags whose pairs do not exist in the account yet. Changes nothing. */
  readonly unknownTags: (tags: readonly Tag[], deadlineMs: number) => Promise<readonly Tag[]>;
  /** @param resourceId The key's `ResourceId`, `creatorUin/<uin>/<keyId>`. */
  readonly readTags: (resourceId: string, deadlineMs: number) => Promise<readonly Tag[]>;
  /** Adds tags to a key. A tag with the same name gets the new value. */
  readonly addTags: (resourceId: string, tags: readonly Tag[], deadlineMs: number) => Promise<void>;
};

/** The outcome of a request, for the consumers of events. */
export type OutcomeEvent =
  | {
      readonly type: 'tenant-key.provisioned';
      readonly request: KeyRequest;
      readonly key: ReadyKey;
      readonly traceparent?: string;
    }
  | {
      readonly type: 'tenant-key.rejected';
      /** Without an identity, no consumer could attribute the event. */
      readonly failed: FailedAttempt & { readonly identity: Identity };
      readonly traceparent?: string;
    }
  | {
      readonly type: 'tenant-key.waiting';
      readonly message: Message;
      readonly failed: FailedAttempt & { readonly identity: Identity };
      readonly traceparent?: string;
    }
  | {
      readonly type: 'tenant-key.parked';
      readonly message: Message;
      readonly failed: FailedAttempt;
      readonly traceparent?: string;
    };

/** A message whose request is provisioned or rejected. */
export type Ended = {
  readonly message: Message;
  readonly identity: Identity | undefined;
  readonly keyId: string | undefined;
};

/** A message that was settled, and its final outcome. */
export type Settled = {
  readonly message: Message;
  readonly outcome: Outcome;
  /** In a redrive: the attempts before it, and how often it was redriven with it. */
  readonly redriven?: { readonly attempts: number; readonly redrives: number };
};

/** A message for the dead-letter queue, and why. */
export type Parking = {
  readonly message: Message;
  readonly failed: FailedAttempt;
  /** Attempts in this delivery; none while the circuit breaker is open. */
  readonly attempts: number;
  /** What it is there for: time, or an operator. */
  readonly state: 'waiting' | 'parked';
};
