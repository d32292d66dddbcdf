import type { CloudPorts } from '../ports.ts';

/** The ports of the function redrive. */
export type DeadLetterPorts = Omit<CloudPorts, 'authenticate' | 'fleet'>;

/**
 * The most dead letters that one command takes. One event has the results of all of them, and a broker
 * accepts messages of about a megabyte.
 */
export const DEAD_LETTERS_PER_COMMAND_MAX = 4_000;
