import type { ApiError } from './api-error.ts';
import type { ReadyKey } from './key.ts';
import type { Identity, KeyRequest } from './key-request.ts';
import type { Problem } from './problem.ts';

/** What one attempt came to, before anything is decided about it. */
export type Attempt =
  | {
      readonly kind: 'ready';
      readonly request: KeyRequest;
      readonly key: ReadyKey;
      /** The key was there before this attempt. */
      readonly adopted: boolean;
    }
  | FailedAttempt;

/** Where the work on a message was when it failed. */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';

export type FailedAttempt = {
  readonly kind: 'failed';
  /** A row of the failure table, or a code that it does not know. */
  readonly code: string;
  readonly stage: Stage;
  /** Undefined when the message names nobody who could be told. */
  readonly identity: Identity | undefined;
  readonly problems: readonly Problem[];
  /** Only ever a key that is proven to be the tenant's own. */
  readonly keyId?: string | undefined;
  /** For the log, and for the vendor's id of the call. */
  readonly error?: ApiError | undefined;
};

/** What becomes of a message. */
export type Outcome =
  | {
      readonly kind: 'provisioned';
      readonly request: KeyRequest;
      readonly key: ReadyKey;
      readonly adopted: boolean;
    }
  | { readonly kind: 'rejected'; readonly failed: FailedAttempt }
  | { readonly kind: 'parked'; readonly failed: FailedAttempt; readonly attempts: number }
  | {
      readonly kind: 'retry';
      readonly failed: FailedAttempt;
      readonly attempts: number;
      readonly delayMs: number;
      /** Within this delivery; otherwise the queue delivers again, or the caller comes again. */
      readonly inPlace: boolean;
    };
