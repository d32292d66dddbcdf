import type { Config } from '../config.ts';
import { type CommandContext, type Refused, refusedBySchema } from '../operator-command.ts';
import {
  FLEET_COMMAND_MESSAGES,
  validateFleetCommand,
} from './generated/validate-fleet-command.js';
import type { FleetPorts } from './reader.ts';

/** An operator's command for the function reconcile: the event of its invocation. */
export type FleetCommand =
  | {
      readonly command: 'check';
      /** All existing tenants; without them a check cannot find orphaned keys. */
      readonly tenants?: readonly string[];
    }
  | {
      readonly command: 'repair';
      /** Of the plan that a check printed, or of what an earlier repair left of it. */
      readonly planHash: string;
    };

/** What the command handlers need. */
export type FleetContext = CommandContext<FleetPorts, Pick<Config, 'provisioning'>>;

/** Reads the event of an invocation as a command. The refusal of an invalid one lists its problems. */
export function parseFleetCommand(event: unknown): FleetCommand | Refused {
  if (validateFleetCommand(event)) return event as FleetCommand; // The schema ties the fields to it.
  return refusedBySchema(validateFleetCommand.errors, FLEET_COMMAND_MESSAGES);
}
