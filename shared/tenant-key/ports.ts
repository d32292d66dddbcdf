import type { CreatedKey, FoundKey, KeyAlias, ReadyKey, Tag } from './key.ts';
import type { FailedAttempt, Message } from './message.ts';
import type { Identity, KeyRequest, KeySpec } from './request.ts';

/** Everything that provisioning needs from outside the domain. */
export type Ports = {
  readonly keys: KeyService;
  readonly tags: TagService;
  /**
   * Publishes the outcome of a request. Idempotent: the event of a repeat has the same id and, apart
   * from `traceparent`, the same bytes. Throws an `ApiError` when the topic does not store the event by
   * `deadlineMs`.
   */
  readonly publishEvent: (event: OutcomeEvent, deadlineMs: number) => Promise<void>;
  /**
   * Puts a message into the dead-letter queue. Idempotent: a repeat updates the same dead letter. Throws
   * an `ApiError` when the topic does not store the dead letter by `deadlineMs`.
   */
  readonly park: (parking: Parking, deadlineMs: number) => Promise<void>;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
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
  /** Finds the key with exactly this alias, in any state and for any usage. */
  readonly findKey: (alias: KeyAlias, deadlineMs: number) => Promise<FoundKey | undefined>;
  readonly describeKey: (keyId: string, deadlineMs: number) => Promise<FoundKey>;
};

/**
 * The tags of an account and of its keys. Every call is idempotent, ends by `deadlineMs`, and throws an
 * `ApiError` as {@link KeyService} does.
 */
export type TagService = {
  /** Creates the tag pairs in the account. A pair that exists is no error. */
  readonly createTags: (tags: readonly Tag[], deadlineMs: number) => Promise<void>;
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

/** A message for the dead-letter queue, and why. */
export type Parking = {
  readonly message: Message;
  readonly failed: FailedAttempt;
  /** Attempts in this delivery. */
  readonly attempts: number;
  /** What it is there for: time, or an operator. */
  readonly state: 'waiting' | 'parked';
};
