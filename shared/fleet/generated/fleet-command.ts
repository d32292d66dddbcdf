// Generated from events/fleet-command.schema.json by `npm run generate`. Do not edit.

/**
 * An operator's command for the function reconcile: the event of its invocation. A check only reads. A repair carries out the plan that a check printed.
 */
export interface FleetCommand {
  readonly command: 'check' | 'repair';
  /**
   * For a check: all existing tenants. Without them a check cannot find orphaned keys.
   *
   * @maxItems 100000
   *
   * Items: As in a key request.
   */
  readonly tenants?: readonly string[];
  /**
   * For a repair: the hash of the plan that a check printed, or of what an earlier repair left of it.
   */
  readonly planHash?: string;
}
