// Generated from events/fleet-command.schema.json by `npm run generate`. Do not edit.

/**
 * What an operator asks of the function reconcile: the event of its invocation.
 */
export interface FleetCommand {
  readonly command: 'check' | 'repair';
}
