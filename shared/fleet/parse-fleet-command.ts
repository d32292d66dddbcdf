import { type Refused, refusedCommand } from '../dead-letters/command.ts';
import { schemaProblems } from '../tenant-key/json.ts';
import type { FleetCommand } from './fleet-command.ts';
import {
  FLEET_COMMAND_MESSAGES,
  validateFleetCommand,
} from './generated/validate-fleet-command.js';

/** Reads the event of an invocation as a command, or says what is wrong with it. */
export function parseFleetCommand(event: unknown): FleetCommand | Refused {
  if (validateFleetCommand(event)) return event as FleetCommand; // The schema ties the fields to it.
  const problems = schemaProblems(validateFleetCommand.errors ?? [], FLEET_COMMAND_MESSAGES);
  return refusedCommand(
    problems.map(({ pointer, detail }) => (pointer === '' ? `The command${detail}` : detail)),
  );
}
