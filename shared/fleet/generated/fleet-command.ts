// Generated from events/fleet-command.schema.json by `npm run generate`. Do not edit.

/**
 * What an operator asks of the function reconcile: the event of its invocation. A check only reads; a repair carries out the plan that a check printed.
 */
export interface FleetCommand {
  readonly command: 'check' | 'repair';
  /**
   * Of a check: all tenants that there are. Without them nobody can tell which keys are orphans.
   *
   * @maxItems 100000
   *
   * Items: As in a key request.
   */
  readonly tenants?: readonly string[];
  /**
   * Of a repair: stands for the plan that a check printed, or for what an earlier repair left of it.
   */
  readonly planHash?: string;
}
