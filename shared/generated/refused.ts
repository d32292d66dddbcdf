// Generated from events/refused.schema.json by `npm run generate`. Do not edit.

/**
 * The answer to an operator's command that was not carried out. Nothing was changed.
 */
export interface Refused {
  readonly refused: Refusal;
}
export interface Refusal {
  /**
   * Identifies the reason: CommandInvalid, or the code of the error.
   */
  readonly code: string;
  /**
   * A sentence that gives the reason and what to do.
   */
  readonly detail: string;
}
