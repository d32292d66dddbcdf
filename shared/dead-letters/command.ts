import type { Config } from '../config.ts';
import type { CommandContext } from '../operator-command.ts';
import type { OperatorPorts } from '../ports.ts';

/** What the command handlers need. */
export type DeadLettersContext = CommandContext<OperatorPorts, Config>;

/**
 * The most dead letters that one command takes. One event has the results of all of them, and a broker
 * accepts messages of about a megabyte.
 */
export const DEAD_LETTERS_PER_COMMAND_MAX = 4_000;
