import type { ObjectiveName } from './objectives.ts';

/** How urgent an alarm is. */
export type Level = 'critical' | 'warning' | 'info';

/** What each level asks of a person. */
export const LEVELS: Readonly<Record<Level, string>> = {
  critical: 'somebody acts now',
  warning: 'somebody acts today',
  info: 'nobody has to act',
};

/** When an alarm is raised, and what to do then. */
export type Alarm = {
  /** In words; the heading of its section in docs/operations.md. */
  readonly title: string;
  /** The service objective that it guards. */
  readonly objective?: ObjectiveName;
  /** Finds one row of figures, whatever the log has: never none, and never one with an empty figure. */
  readonly query: string;
  /** Any one of them raises the alarm, with its level. No two hold at once. */
  readonly conditions: readonly Condition[];
  readonly windowMinutes: number;
  /** How often the query runs. */
  readonly everyMinutes: number;
  /** How many times in a row a condition must hold. */
  readonly times: number;
  /** How often it is reported again while it lasts. */
  readonly repeatMinutes: number;
  /** One sentence: what has happened. It is in the notification. */
  readonly meaning: string;
  /** What a person does, as Markdown for docs/operations.md. */
  readonly action: string;
  /** Queries whose results go with the notification. */
  readonly details: readonly Detail[];
};

export type Condition = {
  readonly level: Level;
  /** An expression over the figures of the query: `$1.name`. */
  readonly when: string;
};

export type Detail = { readonly title: string; readonly query: string };
