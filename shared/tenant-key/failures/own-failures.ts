import { CREDENTIALS, type FailureRow, FIND_PRODUCER, REDRIVE, WAIT } from './failure.ts';

/**
 * Failures that we find ourselves: in the request, in the key that holds its alias, and on the way to
 * the cloud and to the topics.
 */
export const OWN_FAILURES: readonly FailureRow[] = [
  // Ours, about the request.
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
    'Tell the sender to choose another keyName, or to ask for exactly the first specification.',
    '/keyName',
  ],
  // Ours, about the sender of a message.
  [
    'SourceUnexpected',
    'give-up',
    'park',
    'The message came from another topic than requests do.',
    'Find out what sends there or invokes the function, then discard the letter: it is never redriven.',
  ],
  [
    'SignatureMissing',
    'give-up',
    'park',
    'The message is not signed.',
    'Have its sender sign it and send it again, then discard the letter: it is never redriven.',
  ],
  [
    'SignatureInvalid',
    'give-up',
    'park',
    'The signature of the message does not hold.',
    'Find out who sent it, have a sender with a wrong key send it again, then discard the letter: it is never redriven.',
  ],
  [
    'SignatureExpired',
    'give-up',
    'park',
    'The message was signed too long ago, or in the future.',
    'Find out what held it up; redrive it if the request is still wanted, and discard it if not.',
  ],
  // Ours, about the key.
  [
    'KeyDisabled',
    'give-up',
    'park',
    "The tenant's key exists but is disabled.",
    'Find out who disabled the key; enable it if it should serve, then redrive.',
  ],
  [
    'KeyPendingDelete',
    'give-up',
    'park',
    "The tenant's key exists but is scheduled for deletion.",
    'Decide whether to cancel the deletion (the key is then disabled: enable it), then redrive.',
  ],
  [
    'KeyArchived',
    'give-up',
    'park',
    "The tenant's key exists but is archived.",
    'Decide whether to take the key out of the archive, then redrive.',
  ],
  [
    'KeyStateUnknown',
    'give-up',
    'park',
    "The tenant's key exists in a state that this release does not know.",
    'Look at the key in the console, then redrive with a release that knows its state.',
  ],
  [
    'KeyGone',
    'give-up',
    'park',
    'A key was made for the request, but none has its name any more.',
    'Find out who deleted or renamed the key. If the tenant needs one, the sender sends the request again, which makes a new key.',
  ],
  [
    'MarkerUnproven',
    'give-up',
    'park',
    'The key that holds the alias has a marker of ours, signed with a key that is not configured.',
    'Add the old key to MARKER_KEYS, then redrive.',
  ],
  [
    'TagsNotConfirmed',
    'retry',
    'park',
    'The tags were set, but reading them back does not show them.',
    REDRIVE,
  ],
  // Ours, about the way to the cloud.
  ['NotConnected', 'retry', 'hold', 'The cloud could not be reached.', WAIT],
  ['NoAnswer', 'find-key', 'hold', 'The cloud did not answer in time.', WAIT],
  ['HttpStatus', 'find-key', 'hold', "The cloud's front answered instead of the API.", WAIT],
  ['UnreadableAnswer', 'find-key', 'hold', 'The answer of the cloud was cut or garbled.', WAIT],
  ['NoCredentials', 'give-up', 'hold', 'The function has no credentials.', CREDENTIALS],
  ['NoTurn', 'give-up', 'yield', "The pace left no turn in the message's time.", REDRIVE],
  ['DeadlineExceeded', 'give-up', 'yield', "The message's time ran out.", REDRIVE],
  [
    'OwnFault',
    'give-up',
    'yield',
    'Our own code failed on the message.',
    'Report a defect with the line of the log; redrive with a release that mends it.',
  ],
  ['TopicsUnavailable', 'retry', 'hold', 'The topics could not be reached.', WAIT],
  [
    'TopicRefused',
    'give-up',
    'park',
    'The topic refused the event.',
    "Compare the topic's limit of message size with the event, then redrive.",
  ],
];
