/** Requests that wait for a key: a request as JSON, keyed by tenant. */
export const KEY_REQUESTS = 'key-requests';

/** What became of requests: CloudEvents, keyed by tenant. */
export const KEY_EVENTS = 'key-events';

/** Parked messages, keyed by the letter's id; compacted, and a null value settles a letter. */
export const KEY_DEAD_LETTERS = 'key-dead-letters';

/** What was announced last about each region's quota, keyed by region; compacted. */
export const KEY_QUOTA = 'key-quota';
