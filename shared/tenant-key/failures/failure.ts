/**
 * What the attempt that met a failure does next:
 * - `retry`: nothing happened, so the same again.
 * - `find-key`: whether it happened is unknown, so look for the key before anything else.
 * - `create-tags`: make the tag pairs known to the account, then the same again.
 * - `give-up`: the same again would end the same way.
 */
type Reaction = 'retry' | 'find-key' | 'create-tags' | 'give-up';

/**
 * What becomes of the message when the failure stays:
 * - `hold`: every message would meet it, so the line stops: the queue delivers again, HTTP says 503.
 * - `doubt`: either this message alone meets it or all do. In a batch the others tell: the line stops
 *   when another one meets it too. A message that is alone is parked, so that it cannot block; a
 *   waiting caller comes again.
 * - `yield`: time ran out: a waiting caller comes again, a message of the queue is parked so that
 *   the line moves.
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

// What an operator does, where several failures share it. A failure that stops the line parks a
// message too if the others get through, so that its next step must be right in a letter as well.
export const WAIT =
  'Wait: the message is delivered again until it succeeds; redrive it if it was parked.';
export const REPORT =
  'Report a defect and quote the KMS RequestId: the call that was refused is ours.';
export const GRANT =
  "Grant the function's role the action that the log names, then redrive what was parked.";
export const ALLOW_ADDRESS =
  "Allow the function's address in the policy that bars it, then redrive what was parked.";
export const CREDENTIALS = "Check the function's execution role, then redrive what was parked.";
export const SETTINGS =
  "Correct the function's settings (region, endpoint), then redrive what was parked.";
export const REDRIVE = 'Redrive the message.';
export const FIND_PRODUCER =
  'Find the producer by the source of the message and have it corrected, then discard the letter.';
export const TELL_SENDER = 'Tell the sender; the request cannot be met as it is.';
export const RAISE_TAG_QUOTA = 'Free or raise the limit of tags, then redrive the message.';
export const FIX_TAG =
  'Have the sender ask again with other tags, under another keyName if keyId says that the key exists.';
