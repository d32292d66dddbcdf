/**
 * What the attempt that met a failure does next:
 * - `retry`: the call had no effect, so it is repeated.
 * - `find-key`: the effect of the call is unknown, so the key is looked up before anything else.
 * - `create-tags`: the tag pairs are created in the account, then the call is repeated.
 * - `give-up`: a repeated call would fail in the same way.
 */
type Reaction = 'retry' | 'find-key' | 'create-tags' | 'give-up';

/**
 * What happens to the message when the failure persists:
 * - `hold`: every message would meet it, so the circuit breaker opens: the queue redelivers, HTTP
 *   answers 503, or 429 where the rate limit was exceeded.
 * - `doubt`: either this message alone meets it or all do. The other messages of the batch decide: the
 *   circuit breaker opens when another one meets it too. A message that is alone is parked so that it
 *   cannot block the partition; a waiting caller gets 503.
 * - `yield`: the time ran out. A waiting caller gets 503, or 429 where the rate limiter had no capacity; a
 *   message of the queue is parked so that the partition advances.
 * - `park`: this message alone meets it, and an operator must act.
 * - `reject`: this message alone meets it, and its sender must act.
 */
type End = 'hold' | 'doubt' | 'yield' | 'park' | 'reject';

export type Failure = {
  readonly code: string;
  readonly reaction: Reaction;
  readonly end: End;
  /** What happened, in a sentence for the sender or the operator. */
  readonly meaning: string;
  /** What the operator does. */
  readonly nextStep: string;
  /** The part of the request that the sender must change. @see RFC 6901 */
  readonly pointer?: string;
};

/** A row of the table; the columns are those of {@link Failure}. */
export type FailureRow = readonly [
  code: string,
  reaction: Reaction,
  end: End,
  meaning: string,
  nextStep: string,
  pointer?: string,
];

// Next steps that several failures share. A failure that opens the circuit breaker parks a message too
// if the others get through, so its next step must be right in a dead letter as well.
export const WAIT =
  'Wait: the message is redelivered until it succeeds. If it was parked, redrive it.';
export const REPORT = 'Report a defect of tenant-keys and quote the KMS RequestId.';
export const GRANT =
  "Grant the function's role the action that the log names, then redrive what was parked.";
export const ALLOW_ADDRESS =
  "Allow the function's IP address in the policy that blocks it, then redrive what was parked.";
export const CREDENTIALS = "Check the function's execution role, then redrive what was parked.";
export const SETTINGS =
  "Correct the function's settings (region, endpoint), then redrive what was parked.";
export const REDRIVE = 'Redrive the message.';
export const FIND_PRODUCER =
  'Find the producer by the source of the message and have it fixed, then discard the dead letter.';
export const TELL_SENDER = 'Tell the sender that the request cannot be fulfilled as it is.';
export const RAISE_TAG_QUOTA =
  'Remove unused tags or raise the tag limit, then redrive the message.';
export const FIX_TAG =
  'Ask the sender to send a new request with other tags. If keyId is set, the key exists and the new request needs another keyName.';

/** The code for a used-up key quota, both from KMS and from our own check of the quota. */
export const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';
