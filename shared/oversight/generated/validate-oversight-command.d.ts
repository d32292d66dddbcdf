// Generated from events/oversight-command.schema.json by `npm run generate`. Do not edit.
import type { OversightCommand } from './oversight-command.ts';

/** A rule that a value breaks. */
export type SchemaError = {
  /** A JSON pointer to the value, or to the object that has a field too many or too few. */
  readonly instancePath: string;
  /** Identifies the rule. Rules that only combine other rules have no message. */
  readonly schemaPath: string;
  /** The name of the field too many or too few, or the one at fault if the rule is about names. */
  readonly name?: string;
};

/** Whether a value matches the schema. If not, `errors` has every rule that it breaks. */
export declare const validateOversightCommand: {
  (value: unknown): value is OversightCommand;
  errors?: readonly SchemaError[] | null;
};

/** The message of each rule, by its `schemaPath`: a sentence without its subject. */
export declare const OVERSIGHT_COMMAND_MESSAGES: Readonly<Record<string, string>>;
