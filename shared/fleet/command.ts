import type { Config } from '../config.ts';
import type { CommandContext } from '../operator-command.ts';
import type { FleetPorts } from './reader.ts';

/** What the command handlers need. */
export type FleetContext = CommandContext<FleetPorts, Pick<Config, 'provisioning'>>;
