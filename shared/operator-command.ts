import { ApiError } from './tenant-key/api-error.ts';
import { failureOf } from './tenant-key/failures/failures.ts';
import type { SchemaError } from './tenant-key/generated/validate-key-request.js';
import { schemaProblems } from './tenant-key/json.ts';
import type { CallCounter } from './tencent/call-stats.ts';
import { parseTrigger } from './triggers/trigger.ts';

/** What a function for operators needs to carry out one command. */
export type CommandContext<CommandPorts, Settings> = {
  readonly ports: CommandPorts;
  readonly config: Settings;
  /** The platform's id of the invocation. */
  readonly invocationId: string;
  /** Counts the calls of this invocation. */
  readonly counter?: CallCounter;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};

/** The command was not carried out, and nothing changed. */
export type Refused = {
  readonly refused: {
    readonly code: string;
    /** A sentence that gives the reason and what to do. */
    readonly detail: string;
  };
};

/**
 * Whether a timer invoked the function. Otherwise an operator did, and the event is a command that may
 * be invalid.
 *
 * Throws at HTTP requests and at batches from a queue: this function does not handle messages, and a
 * batch that it answered would count as handled.
 */
export function isTimerEvent(event: unknown): boolean {
  const { kind } = parseTrigger(event);
  if (kind === 'http' || kind === 'queue') {
    throw new Error(`This function takes commands and timers, not events of the kind ${kind}.`);
  }
  return kind === 'timer';
}

/**
 * Refuses an event that a generated validator found invalid.
 *
 * @param messages As for {@link schemaProblems}.
 */
export function refusedBySchema(
  errors: readonly SchemaError[] | null | undefined,
  messages: Readonly<Record<string, string>>,
): Refused {
  return refusedCommand(
    schemaProblems(errors ?? [], messages).map(({ pointer, detail }) =>
      pointer === '' ? `The command${detail}` : detail,
    ),
  );
}

/** Refuses an invalid command, with a sentence for each problem. */
export function refusedCommand(problems: readonly string[]): Refused {
  const unlisted = problems.length - PROBLEMS_MAX;
  const more = unlisted > 0 ? [`There are ${unlisted} more problems.`] : [];
  const detail = [...problems.slice(0, PROBLEMS_MAX), ...more].join(' ');
  return { refused: { code: 'CommandInvalid', detail } };
}

/** How many problems of a command an answer lists. */
const PROBLEMS_MAX = 20;

/** The answer to a command that failed before it changed anything. Rethrows what is no `ApiError`. */
export function refusedBy(error: unknown): Refused {
  if (!(error instanceof ApiError)) throw error;
  const { code, reaction, meaning, nextStep } = failureOf(error.code);
  const advice = reaction === 'give-up' ? nextStep : 'Try again.';
  return { refused: { code, detail: `${meaning} Nothing was changed. ${advice}` } };
}

/** Counts equal words. */
export function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>(); // A code may have the name of an inherited property.
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries(counts);
}
