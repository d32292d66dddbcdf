// Generated from events/dead-letters-command.schema.json by `npm run generate`. Do not edit.

/**
 * What an operator asks of the function redrive: the event of its invocation.
 */
export interface DeadLettersCommand {
  readonly command: 'list' | 'show' | 'plan' | 'redrive' | 'discard' | 'quota' | 'resume';
}
