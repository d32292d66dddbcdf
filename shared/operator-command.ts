import type { Config } from './config.ts';
import type { Refused } from './generated/refused.ts';
import type { Handle, Invocation } from './invocation.ts';
import { operationLine } from './log.ts';
import type { LogFields } from './log-fields.ts';
import { ApiError } from './tenant-key/api-error.ts';
import { RETRIED } from './tenant-key/failures/failure.ts';
import { failureOf } from './tenant-key/failures/failures.ts';
import type { SchemaError } from './tenant-key/generated/validate-key-request.js';
import { isJsonObject, schemaProblems } from './tenant-key/json.ts';
import { kindOf, readTimer, type TimerEvent } from './triggers/event-kind.ts';

/** The verbs of a function: what it does for each, and how their commands are read. */
export type Verbs<Command extends AnyCommand, VerbPorts, Answer extends object> = {
  /** Begins the names of operations in the log. */
  readonly functionName: string;
  readonly rows: Readonly<Record<Command['command'], AnyVerb<VerbPorts, Answer>>>;
  /** The generated validator of commands. */
  readonly validate: {
    (event: unknown): event is Command;
    errors?: readonly SchemaError[] | null;
  };
  /** As for {@link schemaProblems}. */
  readonly messages: Readonly<Record<string, string>>;
  /** What to say of a missing field, where its name is not enough. */
  readonly missing?: Readonly<Record<string, string>>;
};

type AnyCommand = { readonly command: string };

/** A row of a table of verbs. Its command is known to {@link Verb} only. */
type AnyVerb<VerbPorts, Answer> = {
  readonly needs: readonly string[];
  readonly takes: readonly string[];
  readonly handle: Handle<never, VerbPorts, Answer | Refused>;
  readonly facts?: (answer: never) => LogFields;
};

/** What a function does for one verb. */
type Verb<Fields, Needs extends keyof Fields, Takes extends keyof Fields, VerbPorts, Answer> = {
  /** The fields that its command must have. An empty object counts as missing. */
  readonly needs: readonly Needs[];
  /** The other fields that it may have. */
  readonly takes: readonly Takes[];
  readonly handle: Handle<
    NoInfer<Required<Pick<Fields, Needs>> & Pick<Fields, Takes>>,
    VerbPorts,
    Answer | Refused
  >;
  /**
   * The totals of an answer, as fields of its line in the log. An `ApiError` then refuses the command.
   * Without this, the handler logs, and its errors are thrown.
   */
  readonly facts?: (answer: NoInfer<Answer>) => LogFields;
};

/** The rows that a table of verbs must have: each gives the answer of its verb. */
export type RowsFor<Answers, VerbPorts> = {
  readonly [Name in keyof Required<Answers>]: AnyVerb<VerbPorts, NonNullable<Answers[Name]>>;
};

/** Makes the rows of a table of verbs: each handler gets the fields that its row names. */
export function verbsWith<Fields, VerbPorts>() {
  return <Answer, Needs extends keyof Fields = never, Takes extends keyof Fields = never>(
    row: Verb<Fields, Needs, Takes, VerbPorts, Answer>,
  ) => row;
}

/** The command of each verb in the rows of a table. */
export type CommandsOf<Rows extends Readonly<Record<string, AnyVerb<never, object>>>> = {
  readonly [Name in keyof Rows]: { readonly command: Name } & Parameters<Rows[Name]['handle']>[0];
};

/**
 * Reads the event of an invocation as a command, carries it out and logs it. Refuses an invalid command,
 * with a sentence for each problem.
 */
export async function answerCommand<Command extends AnyCommand, VerbPorts, Answer extends object>(
  verbs: Verbs<Command, VerbPorts, Answer>,
  event: unknown,
  ports: VerbPorts,
  config: Config,
  invocation: Invocation,
): Promise<Answer | Refused> {
  const command = parseCommand(verbs, event);
  if ('refused' in command) return command;
  const name: Command['command'] = command.command;
  const { handle, facts } = verbs.rows[name];
  const stats = invocation.stats();
  const answering = handle(command as never, ports, config, invocation); // It has the fields of its row.
  if (facts === undefined) return answering;
  const answer = await answering.catch(refusedBy);
  const totals = 'refused' in answer ? { code: answer.refused.code } : facts(answer as never);
  invocation.log(operationLine(`${verbs.functionName}.${name}`, totals, stats()));
  return answer;
}

/** Reads the event of an invocation as a command. The refusal of an invalid one lists its problems. */
export function parseCommand<Command extends AnyCommand>(
  { rows, validate, messages, missing = {} }: Verbs<Command, never, object>,
  event: unknown,
): Command | Refused {
  if (!validate(event)) return refusedBySchema(validate.errors, messages);
  const { command, ...fields }: { readonly command: Command['command'] } = event;
  const { needs, takes } = rows[command];
  const known = [...needs, ...takes];
  const given: Readonly<Record<string, unknown>> = fields;
  const problems = [
    ...Object.keys(given)
      .filter((name) => !known.includes(name))
      .map((name) => `${name} does not go with ${command}.`),
    ...needs
      .filter((name) => isMissing(given[name]))
      .map((name) => missing[name] ?? `${command} needs ${name}.`),
    ...reasonProblems(given),
  ];
  return problems.length > 0 ? refusedCommand(problems) : event;
}

/** What no portable pattern of a schema says of an operator's reason: every character can be seen. */
function reasonProblems({ reason }: Readonly<Record<string, unknown>>): readonly string[] {
  if (typeof reason !== 'string' || VISIBLE.test(reason)) return [];
  return ['reason must be 1 to 200 printable characters, not all of them spaces.'];
}

/** No control, format or unassigned character, no separator of lines, and something but spaces. */
const VISIBLE = /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;

function isMissing(value: unknown): boolean {
  return value === undefined || (isJsonObject(value) && Object.keys(value).length === 0);
}

/**
 * The event of a timer, if one invoked the function. Otherwise an operator did, and the event is a command
 * that may be invalid.
 *
 * Throws at HTTP requests and at batches from a queue: this function does not handle messages, and a
 * batch that it answered would count as handled.
 */
export function timerOf(event: unknown): TimerEvent | undefined {
  refuseKinds(event, ['http', 'queue'], 'commands and timers');
  return readTimer(event);
}

/**
 * Throws at the event of any trigger, as {@link timerOf} does at those with messages. A timer of an
 * earlier version may still invoke this function, and a refusal would be an answer that nobody reads.
 */
export function expectCommand(event: unknown): void {
  refuseKinds(event, ['http', 'queue', 'timer'], 'commands');
}

/** Throws at events of some kinds, with what the function takes instead. */
function refuseKinds(event: unknown, excluded: readonly string[], taken: string): void {
  const kind = kindOf(event);
  if (!excluded.includes(kind)) return;
  throw new Error(`This function takes ${taken}, not events of the kind ${kind}.`);
}

/**
 * Refuses an event that a generated validator found invalid.
 *
 * @param messages As for {@link schemaProblems}.
 */
function refusedBySchema(
  errors: readonly SchemaError[] | null | undefined,
  messages: Readonly<Record<string, string>>,
): Refused {
  return refusedCommand(
    schemaProblems(errors ?? [], messages).map(({ pointer, detail }) =>
      pointer === '#' ? `The command${detail}` : detail,
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
  const advice = reaction === 'give-up' ? nextStep.replace(RETRIED, REPEATED) : 'Try again.';
  const place = error.place === undefined ? '' : `, ${error.place}`;
  const where = error.topic === undefined ? '' : ` The topic is ${error.topic}${place}.`;
  return { refused: { code, detail: `${meaning}${where} Nothing was changed. ${advice}` } };
}

/** What the operator does with a command, which nothing tries again by itself. */
const REPEATED = 'Run the command again.';

/** Counts equal words. */
export function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>(); // A code may have the name of an inherited property.
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries(counts);
}
