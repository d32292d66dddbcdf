// Generated from events/dead-letters-command.schema.json and fleet-command.schema.json by `npm run generate`. Do not edit.

/** The function that each command is for. */
export declare const FUNCTIONS: {
  readonly list: 'redrive';
  readonly show: 'redrive';
  readonly plan: 'redrive';
  readonly redrive: 'redrive';
  readonly discard: 'redrive';
  readonly quota: 'redrive';
  readonly resume: 'redrive';
  readonly check: 'reconcile';
  readonly repair: 'reconcile';
};

/** Whether answers, each under the name of its command, have the fields that their schemas require. */
export declare const validateAnswers: (answers: Readonly<Record<string, unknown>>) => boolean;
