/**
 * How many letters one command takes at most. What became of each is in one event, and brokers take
 * messages of a megabyte or so.
 */
export const LETTERS_TAKEN_MAX = 4_000;
