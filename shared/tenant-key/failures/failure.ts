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
 * - `wait`: time, a right, a limit or a subscription fixes it. The request waits in the retry queue and is
 *   sent in again by itself; an HTTP caller sends it again.
 * - `park`: this message alone meets it, and an operator must act.
 * - `reject`: this message alone meets it, and its sender must act.
 */
type End = 'wait' | 'park' | 'reject';

/** What follows from the end of a failure, or from its own row where that overrides it. */
type Consequences = {
  /**
   * The status and title of the HTTP problem. For `park`, that of a read: a request is parked instead, which
   * is no problem. So it is for a request that waits for the key quota.
   */
  readonly status: number;
  readonly title: string;
  /** What the HTTP caller is told to do when the same request would fail again. */
  readonly advice?: string;
  /** The caller may send the same request again, and it may succeed. */
  readonly retryable: boolean;
  /** Time alone may fix it. Otherwise the operator or the sender must act first. */
  readonly timeFixes: boolean;
  /** How long a message waits: one that still fails after that is parked. */
  readonly waitMsMax: number;
  /** Every call would fail alike, whatever its request. */
  readonly isAccountWide: boolean;
  /**
   * Whether a redrive of the dead letter can help. `useless`: the request would end in the same way.
   * `refused`: its sender is unproven, so it is never sent in again.
   */
  readonly redrive: 'helps' | 'useless' | 'refused';
};

/** Longer than a person needs to notice and to act. */
const WAIT_MS_MAX = 7 * 86_400_000;

/** For a failure of which it is not known whether time fixes it. */
export const UNKNOWN_WAIT_MS_MAX = 86_400_000;

/** The consequences where no time is spent on waiting. */
const NO_WAIT = { timeFixes: false, waitMsMax: 0, isAccountWide: false } as const;

/**
 * The consequences of each end. A failure whose call may be repeated can be fixed by time whatever its
 * end is, so `timeFixes` here is for `give-up` alone.
 */
export const ENDS: Readonly<Record<End, Consequences>> = {
  wait: {
    status: 503,
    title: 'Unavailable for now',
    retryable: true,
    timeFixes: false,
    waitMsMax: WAIT_MS_MAX,
    isAccountWide: true,
    redrive: 'helps',
  },
  park: {
    status: 502,
    title: 'KMS refused the call',
    advice: 'An operator must investigate.',
    retryable: false,
    ...NO_WAIT,
    redrive: 'helps',
  },
  reject: {
    status: 422,
    title: 'The request cannot be met as it is',
    advice: 'Correct what errors lists, then send the request again.',
    retryable: false,
    ...NO_WAIT,
    redrive: 'useless',
  },
};

/** What only some rows have. */
type Marks = {
  /** The part of the request that the sender must change. @see RFC 6901, section 6 (as a URI fragment) */
  readonly pointer?: string;
  /**
   * A cause that some code treats in its own way:
   * - `throttle`: the cloud's limit on the rate of calls was exceeded, so the rate limiter backs off.
   * - `quota`: the key quota is used up, so the request waits for it.
   * - `tenant-limit`: the tenant has as many keys as it may have.
   * - `blocked`: an operator has blocked the tenant, so its requests wait until that is lifted.
   * - `duplicate`: what was to be created exists already.
   * - `unpublishable`: the topic never accepts the message.
   * - `incomplete`: a part of a topic cannot be read yet, so that no answer about it is right.
   * - `late`: the time of the message ran out, which decides nothing about its request.
   * - `token`: the role's temporary credentials were refused, so the instance may have old ones.
   * - `look-alikes`: so many other keys have a similar alias that one could not be found among them.
   * - `defect`: our own code failed.
   */
  readonly cause?:
    | 'throttle'
    | 'quota'
    | 'tenant-limit'
    | 'blocked'
    | 'duplicate'
    | 'unpublishable'
    | 'incomplete'
    | 'late'
    | 'token'
    | 'look-alikes'
    | 'defect';
};

export type Failure = Consequences &
  Marks & {
    readonly code: string;
    readonly reaction: Reaction;
    readonly end: End;
    /** What happened, in a sentence for the sender or the operator. */
    readonly meaning: string;
    /** What the operator does. */
    readonly nextStep: string;
  };

/** A row of the table; the columns are those of {@link Failure}. */
export type FailureRow = readonly [
  code: string,
  reaction: Reaction,
  end: End,
  meaning: string,
  nextStep: string,
  own?: Partial<Consequences> & Marks,
];

/** The failure of a row, with all that its end implies. */
export function failureFrom([code, reaction, end, meaning, nextStep, own]: FailureRow): Failure {
  const implied = ENDS[end];
  const timeFixes = implied.timeFixes || reaction !== 'give-up';
  return { code, reaction, end, meaning, nextStep, ...implied, timeFixes, ...own };
}

// Columns that several rows override.
export const BUSY = { status: 429, title: 'Too many requests for now' } as const;
export const THROTTLED = { ...BUSY, cause: 'throttle' } as const;
export const TOKEN_REFUSED = { cause: 'token' } as const;
/** The sender must send another request. */
export const NEW_REQUEST = { redrive: 'useless' } as const;
/** The sender is unproven. An expired signature is not such a case, because it proves the sender. */
export const UNPROVEN = { redrive: 'refused' } as const;

/** Some calls may fail while others succeed. */
export const ONE_REQUEST = { isAccountWide: false } as const;
export const LATE = { ...ONE_REQUEST, timeFixes: true, cause: 'late' } as const;

// Next steps that several failures share. A message that waited too long is parked, so the next step of what
// waits must be right for it as well.
export const RETRIED = 'The request is tried again by itself; if it was parked, redrive it.';
export const REPORT = 'Report a defect of tenant-keys and quote the KMS RequestId.';
export const GRANT = `Grant the function's role the action that the log names. ${RETRIED}`;
export const ALLOW_ADDRESS = `Allow the function's IP address in the policy that blocks it. ${RETRIED}`;
export const CREDENTIALS = `Check the function's execution role. ${RETRIED}`;
export const SETTINGS = `Correct the function's settings (region, endpoint). ${RETRIED}`;
export const FIND_PRODUCER =
  'Find the producer by the source of the message and have it fixed, then discard the dead letter.';
export const TELL_SENDER = 'Tell the sender that the request cannot be fulfilled as it is.';
export const RAISE_TAG_QUOTA = `Remove unused tags or raise the tag limit. ${RETRIED}`;
export const FIX_TAG =
  'Ask the sender to send a new request with other tags. If keyId is set, the key exists and the new request needs another keyName.';

/** The code for a used-up key quota, both from KMS and from our own check of the quota. */
export const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';

/** The code for a tenant that has as many keys as it may have. */
export const TENANT_LIMIT_REACHED = 'TenantLimitReached';

/** The code for a key that was not found among too many others with a similar alias. */
export const KEY_SEARCH_UNFINISHED = 'KeySearchUnfinished';

/** The code for a tenant that an operator has blocked. */
export const TENANT_BLOCKED = 'TenantBlocked';

/** The code for records of a topic that cannot be decoded. Nothing fails with it: an answer names them. */
export const RECORD_UNREADABLE = 'RecordUnreadable';
