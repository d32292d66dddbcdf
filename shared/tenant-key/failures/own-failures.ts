import { CREDENTIALS, type FailureRow, FIND_PRODUCER, REDRIVE, WAIT } from './failure.ts';

/**
 * Failures that tenant-keys finds itself: in the request, in the key that has its alias, and in the
 * connections to the cloud and to the topics.
 */
export const OWN_FAILURES: readonly FailureRow[] = [
  // About the request.
  ['RequestUnreadable', 'give-up', 'reject', 'The message is not a JSON object.', FIND_PRODUCER],
  [
    'RequestTooLarge',
    'give-up',
    'reject',
    'The message is too large for a request.',
    FIND_PRODUCER,
  ],
  ['RequestInvalid', 'give-up', 'reject', 'The request breaks its contract.', FIND_PRODUCER],
  [
    'KeyConflict',
    'give-up',
    'reject',
    'The name is taken by a key of another specification or owner.',
    'Ask the sender to choose another keyName, or to send exactly the first specification.',
    '/keyName',
  ],
  // About the sender of a message.
  [
    'SourceUnexpected',
    'give-up',
    'park',
    'The message did not come from the topic for requests.',
    'Find out what sends to that topic or invokes the function, then discard the dead letter: it is never redriven.',
  ],
  [
    'SignatureMissing',
    'give-up',
    'park',
    'The message is not signed.',
    'Ask the sender to sign it and send it again, then discard the dead letter: it is never redriven.',
  ],
  [
    'SignatureInvalid',
    'give-up',
    'park',
    'The signature of the message is not valid.',
    'Find out who sent it. If a known sender used a wrong key, ask them to send it again. Then discard the dead letter: it is never redriven.',
  ],
  [
    'SignatureExpired',
    'give-up',
    'park',
    'The message was signed too long ago, or in the future.',
    'Find out why it was delayed. Redrive it if the request is still wanted; otherwise discard it.',
  ],
  // About the key.
  [
    'KeyDisabled',
    'give-up',
    'park',
    "The tenant's key exists but is disabled.",
    'Find out who disabled the key. If it should be in use, enable it, then redrive.',
  ],
  [
    'KeyPendingDelete',
    'give-up',
    'park',
    "The tenant's key exists but is scheduled for deletion.",
    'Decide whether to keep the key. To keep it, cancel the deletion, enable the key, then redrive.',
  ],
  [
    'KeyArchived',
    'give-up',
    'park',
    "The tenant's key exists but is archived.",
    'Decide whether the key should be in use. If so, cancel its archiving, then redrive.',
  ],
  [
    'KeyStateUnknown',
    'give-up',
    'park',
    "The tenant's key exists in a state that this release does not know.",
    'Check the key in the console, then redrive with a release that knows its state.',
  ],
  [
    'KeyGone',
    'give-up',
    'park',
    'A key was created for the request, but no key has its alias any more.',
    'Find out who deleted or renamed the key. If the tenant still needs one, ask the sender to send the request again, which creates a new key.',
  ],
  [
    'MarkerUnproven',
    'give-up',
    'park',
    'The key that has the alias carries a marker that was signed with a key that is not configured.',
    'Add the old signing key to MARKER_KEYS, then redrive.',
  ],
  [
    'TagsNotConfirmed',
    'retry',
    'park',
    'The tags were set, but reading them back does not show them.',
    REDRIVE,
  ],
  // About the connections to the cloud and to the topics.
  ['NotConnected', 'retry', 'hold', 'The cloud could not be reached.', WAIT],
  ['NoAnswer', 'find-key', 'hold', 'The cloud did not answer in time.', WAIT],
  [
    'HttpStatus',
    'find-key',
    'hold',
    'An HTTP error page came back instead of an API response.',
    WAIT,
  ],
  [
    'UnreadableAnswer',
    'find-key',
    'hold',
    'The response of the cloud was truncated or unreadable.',
    WAIT,
  ],
  ['NoCredentials', 'give-up', 'hold', 'The function has no credentials.', CREDENTIALS],
  [
    'NoTurn',
    'give-up',
    'yield',
    "The rate limiter had no capacity before the message's deadline.",
    REDRIVE,
  ],
  [
    'DeadlineExceeded',
    'give-up',
    'yield',
    "There was not enough time left before the message's deadline.",
    REDRIVE,
  ],
  [
    'OwnFault',
    'give-up',
    'yield',
    'An internal error occurred while handling the message.',
    'Report a defect with the log line, then redrive with a release that fixes it.',
  ],
  ['TopicsUnavailable', 'retry', 'hold', 'The topics could not be reached.', WAIT],
  [
    'TopicRefused',
    'give-up',
    'park',
    'The topic refused the event.',
    "Compare the size of the event with the topic's limit on message size, then redrive.",
  ],
];
