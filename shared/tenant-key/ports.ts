import type { CreatedKey, FoundKey, KeyAlias, KeySpec, ReadyKey, Tag } from './key.ts';
import type { FailedAttempt, Message } from './message.ts';
import type { KeyRequest } from './request.ts';

/** Everything that provisioning needs from the world outside. */
export type Ports = {
  readonly keys: KeyService;
  readonly tags: TagService;
  /** Publishes what became of a request. May be repeated: a repeat is byte-identical. */
  readonly publishEvent: (event: OutcomeEvent, deadlineMs: number) => Promise<void>;
  /** Puts a message into the dead-letter queue. May be repeated: a repeat updates the same letter. */
  readonly park: (parking: Parking, deadlineMs: number) => Promise<void>;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
};

/** Time of the process. It never goes back, and its zero means nothing. */
export type Clock = {
  readonly nowMs: () => number;
  readonly sleep: (delayMs: number) => Promise<void>;
  /** Acts once after the delay, unless what it gives is called before. */
  readonly after: (delayMs: number, act: () => void) => () => void;
};

/**
 * Keeps keys. Every call ends by `deadlineMs` on the clock of {@link Ports}, and throws an
 * `ApiError` with a code of the failure table when KMS refuses or does not answer.
 */
export type KeyService = {
  /** Makes a key; a second one with the same alias is refused (`AliasAlreadyExists`). */
  readonly createKey: (spec: KeySpec, deadlineMs: number) => Promise<CreatedKey>;
  /** Finds the key with exactly this alias, whatever its state and usage. */
  readonly findKey: (alias: KeyAlias, deadlineMs: number) => Promise<FoundKey | undefined>;
  readonly describeKey: (keyId: string, deadlineMs: number) => Promise<FoundKey>;
};

/**
 * Keeps tags. Every call may be repeated, ends by `deadlineMs`, and throws an `ApiError` as
 * {@link KeyService} does.
 */
export type TagService = {
  /** Makes the pairs known to the account; one that is known already is no error. */
  readonly createTags: (tags: readonly Tag[], deadlineMs: number) => Promise<void>;
  /** Those of the tags whose pairs the account does not know yet. Only reads. */
  readonly unknownTags: (tags: readonly Tag[], deadlineMs: number) => Promise<readonly Tag[]>;
  /** @param resourceId The key's `ResourceId`, `creatorUin/<uin>/<keyId>`. */
  readonly readTags: (resourceId: string, deadlineMs: number) => Promise<readonly Tag[]>;
  /** Adds tags to a key; a tag that it already has under the same name gets the new value. */
  readonly addTags: (resourceId: string, tags: readonly Tag[], deadlineMs: number) => Promise<void>;
};

/** What became of a request, for whoever listens. */
export type OutcomeEvent =
  | {
      readonly type: 'tenant-key.provisioned';
      readonly request: KeyRequest;
      readonly key: ReadyKey;
      readonly traceparent?: string;
    }
  | {
      readonly type: 'tenant-key.rejected';
      readonly failed: FailedAttempt;
      readonly traceparent?: string;
    }
  | {
      readonly type: 'tenant-key.parked';
      readonly message: Message;
      readonly failed: FailedAttempt;
      readonly traceparent?: string;
    };

/** A message that cannot proceed, and why. */
export type Parking = {
  readonly message: Message;
  readonly failed: FailedAttempt;
  /** Attempts in this delivery. */
  readonly attempts: number;
};
