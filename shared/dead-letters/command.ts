import type { Config } from '../config.ts';
import {
  type CommandContext,
  type Refused,
  refusedBySchema,
  refusedCommand,
} from '../operator-command.ts';
import type { OperatorPorts } from '../ports.ts';
import type { DeadLettersCommand as Fields } from './generated/dead-letters-command.ts';
import {
  DEAD_LETTERS_COMMAND_MESSAGES,
  validateDeadLettersCommand,
} from './generated/validate-dead-letters-command.js';
import type { Selection } from './selection.ts';

/** An operator's command for the function redrive: the event of its invocation. */
export type DeadLettersCommand =
  | { readonly command: 'list'; readonly selection: Selection }
  | { readonly command: 'show'; readonly id: string }
  | { readonly command: 'plan'; readonly selection: Selection }
  | {
      readonly command: 'redrive';
      readonly selection: Selection;
      /**
       * From the first answer of the same redrive. Dead letters that were parked since then are left
       * out, because they have been tried.
       */
      readonly startedAt?: string;
      /** From `next` of the previous answer: dead letters up to this position have been tried. */
      readonly after?: string;
      /**
       * From `next` of the previous answer: where the remaining dead letters are on the topic. Without
       * it, the whole topic is read again.
       */
      readonly remaining?: string;
    }
  | { readonly command: 'discard'; readonly ids: readonly string[]; readonly reason: string }
  | { readonly command: 'quota' }
  /** What the timer does, without waiting for it. */
  | { readonly command: 'resume' };

/** What the command handlers need. */
export type DeadLettersContext = CommandContext<OperatorPorts, Config>;

/**
 * The most dead letters that one command takes. One event has the results of all of them, and a broker
 * accepts messages of about a megabyte.
 */
export const DEAD_LETTERS_PER_COMMAND_MAX = 4_000;

/** Reads the event of an invocation as a command. The refusal of an invalid one lists its problems. */
export function parseDeadLettersCommand(event: unknown): DeadLettersCommand | Refused {
  if (!validateDeadLettersCommand(event)) {
    return refusedBySchema(validateDeadLettersCommand.errors, DEAD_LETTERS_COMMAND_MESSAGES);
  }
  const problems = [...unexpectedFields(event), ...missingFields(event)];
  if (problems.length > 0) return refusedCommand(problems);
  // The schema and the table below have checked what the cast asserts.
  return (event.command === 'list' ? { selection: {}, ...event } : event) as DeadLettersCommand;
}

type FieldName = Exclude<keyof Fields, 'command'>;

/** The fields that each command needs, and the optional ones. */
const FIELDS: Readonly<
  Record<
    Fields['command'],
    { readonly needs: readonly FieldName[]; readonly takes: readonly FieldName[] }
  >
> = {
  list: { needs: [], takes: ['selection'] },
  show: { needs: ['id'], takes: [] },
  plan: { needs: ['selection'], takes: [] },
  redrive: { needs: ['selection'], takes: ['startedAt', 'after', 'remaining'] },
  discard: { needs: ['ids', 'reason'], takes: [] },
  quota: { needs: [], takes: [] },
  resume: { needs: [], takes: [] },
};

function unexpectedFields({ command, ...fields }: Fields): readonly string[] {
  const { needs, takes } = FIELDS[command];
  const known: readonly string[] = [...needs, ...takes];
  return Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => `${name} does not go with ${command}.`);
}

function missingFields(fields: Fields): readonly string[] {
  return FIELDS[fields.command].needs
    .filter((name) =>
      name === 'selection' ? isEmpty(fields.selection) : fields[name] === undefined,
    )
    .map((name) => (name === 'selection' ? EMPTY_SELECTION : `${fields.command} needs ${name}.`));
}

/** An empty selection would match every dead letter, so it is refused as a likely mistake. */
function isEmpty(selection: Fields['selection'] = {}): boolean {
  return Object.keys(selection).length === 0;
}

const EMPTY_SELECTION =
  'selection must have at least one criterion; {"all": true} selects every dead letter.';
