import type { Config } from '../config.ts';
import type { OperatorPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { schemaProblems } from '../tenant-key/json.ts';
import type { Stage } from '../tenant-key/message.ts';
import type { CallCounter } from '../tencent/call-stats.ts';
import type { DeadLetterSummary } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { DeadLettersCommand as Fields } from './generated/dead-letters-command.ts';
import {
  DEAD_LETTERS_COMMAND_MESSAGES,
  validateDeadLettersCommand,
} from './generated/validate-dead-letters-command.js';

/**
 * How many letters one command takes at most. What became of each is in one event, and brokers take
 * messages of a megabyte or so.
 */
export const DEAD_LETTERS_PER_COMMAND_MAX = 4_000;

/** Reads what an operator asks for. A wrong command is refused with every problem at once. */
export function readCommand(event: unknown): DeadLettersCommand | Refused {
  if (!validateDeadLettersCommand(event)) {
    const errors = validateDeadLettersCommand.errors ?? [];
    const problems = schemaProblems(errors, DEAD_LETTERS_COMMAND_MESSAGES);
    return refusedCommand(
      problems.map(({ pointer, detail }) => (pointer === '' ? `The command${detail}` : detail)),
    );
  }
  const problems = [...strayFields(event), ...missingFields(event)];
  if (problems.length > 0) return refusedCommand(problems);
  // The cast is where the word of the schema and of the table below is taken.
  return (event.command === 'list' ? { selection: {}, ...event } : event) as DeadLettersCommand;
}

type Fieldname = Exclude<keyof Fields, 'command'>;

/** Which fields each command needs, and which it takes besides. */
const FIELDS: Readonly<
  Record<
    Fields['command'],
    { readonly needs: readonly Fieldname[]; readonly takes: readonly Fieldname[] }
  >
> = {
  list: { needs: [], takes: ['selection'] },
  show: { needs: ['id'], takes: [] },
  plan: { needs: ['selection'], takes: [] },
  redrive: { needs: ['selection'], takes: ['startedAt', 'after'] },
  discard: { needs: ['ids', 'reason'], takes: [] },
  quota: { needs: [], takes: [] },
  resume: { needs: [], takes: [] },
};

function strayFields({ command, ...fields }: Fields): readonly string[] {
  const { needs, takes } = FIELDS[command];
  const known: readonly string[] = [...needs, ...takes];
  return Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => `${name} does not go with ${command}.`);
}

function missingFields(fields: Fields): readonly string[] {
  return FIELDS[fields.command].needs
    .filter((name) =>
      name === 'selection' ? saysNothing(fields.selection) : fields[name] === undefined,
    )
    .map((name) => (name === 'selection' ? UNSAID : `${fields.command} needs ${name}.`));
}

/** Nobody shall mean every letter by mistake. */
function saysNothing(selection: Fields['selection'] = {}): boolean {
  return Object.keys(selection).length === 0;
}

const UNSAID = 'selection must say which letters are meant; {"all": true} means every one.';

/** How many problems of a command are told at once. */
const PROBLEMS_MAX = 20;

/** Refuses a command that cannot be meant, with a sentence for each thing that is wrong with it. */
export function refusedCommand(problems: readonly string[]): Refused {
  const unlisted = problems.length - PROBLEMS_MAX;
  const more = unlisted > 0 ? [`There are ${unlisted} more problems.`] : [];
  const detail = [...problems.slice(0, PROBLEMS_MAX), ...more].join(' ');
  return { refused: { code: 'CommandInvalid', detail } };
}

/** What carrying out commands about dead letters takes. */
export type DeadLettersContext = {
  readonly ports: OperatorPorts;
  readonly config: Config;
  /** The platform's id of the invocation. */
  readonly invocationId: string;
  /** Counts the calls of this invocation. */
  readonly counter?: CallCounter;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};

/**
 * What an operator is told when a command failed before it changed anything. A fault of our own is
 * thrown on.
 */
export function refusedBy(error: unknown): Refused {
  if (!(error instanceof ApiError)) throw error;
  const { code, reaction, meaning, nextStep } = failureOf(error.code);
  const advice = reaction === 'give-up' ? nextStep : 'Try again.';
  return { refused: { code, detail: `${meaning} Nothing was changed. ${advice}` } };
}

/** Which letters are meant: those that fit everything that is said. */
export type Selection = {
  /** Every letter; needed where nothing else is said, so that nobody means all by mistake. */
  readonly all?: true;
  /** Codes, or families of them: `LimitExceeded` means `LimitExceeded.CmkLimitExceeded` too. */
  readonly codes?: readonly string[];
  readonly tenantId?: string;
  readonly stages?: readonly Stage[];
  /** Ids, or beginnings of ids that fit one letter only. */
  readonly ids?: readonly string[];
  /** Parked for at least so long: counted from `firstSeenAt`. */
  readonly olderThanS?: number;
  /** The first so many, oldest first. */
  readonly limit?: number;
};

/** What an operator asks of the function redrive: the event of its invocation. */
export type DeadLettersCommand =
  | { readonly command: 'list'; readonly selection: Selection }
  | { readonly command: 'show'; readonly id: string }
  | { readonly command: 'plan'; readonly selection: Selection }
  | {
      readonly command: 'redrive';
      readonly selection: Selection;
      /** From the first answer: letters that were parked since are left out, as they had their turn. */
      readonly startedAt?: string;
      /** From `next` of the answer before: letters up to this place had their turn too. */
      readonly after?: string;
    }
  | { readonly command: 'discard'; readonly ids: readonly string[]; readonly reason: string }
  | { readonly command: 'quota' }
  /** What the timer does, at once. */
  | { readonly command: 'resume' };

/** The command was not carried out, and nothing changed. */
export type Refused = {
  readonly refused: {
    readonly code: string;
    /** A sentence that says why, and what to do. */
    readonly detail: string;
  };
};

/** What the table of letters could not show. */
export type TableLimits = {
  /** Letters that did not fit into memory: settle some of the others first. */
  readonly beyond: number;
  /** Keys, or their beginnings, of messages on the topic that are no letters of ours. */
  readonly unreadable: readonly string[];
};

export type DeadLetterList = TableLimits & {
  /** Oldest first. */
  readonly letters: readonly DeadLetterSummary[];
  /** How many fit the selection but for its limit. */
  readonly total: number;
  /** Of all that fit, by code. */
  readonly counts: Readonly<Record<string, number>>;
};

/** `runbook` is where the section about the letter's code is. */
export type ShownDeadLetter = { readonly letter: DeadLetter; readonly runbook: string };

/**
 * What redriving a letter would come to, if nothing changed until then, and if the cloud took the calls:
 * what it refuses for a reason that no read shows, only trying tells.
 */
export type RedrivePlan = {
  readonly id: string;
  readonly outcome: 'provisioned' | 'rejected' | 'parked' | 'refused';
  /** Why it would not be provisioned. */
  readonly code?: string;
  /** The calls that would change something, in their order; a call that is repeated is named once. */
  readonly calls: readonly string[];
  readonly tenantId?: string;
  readonly keyName?: string;
};

export type RedrivePlans = TableLimits & {
  readonly plans: readonly RedrivePlan[];
  readonly total: number;
};

/** What redriving a letter came to. */
export type RedriveResult = {
  readonly id: string;
  /**
   * `left`: nothing was decided, for want of time or in an outage. `refused`: not tried. Both leave
   * the letter as it was.
   */
  readonly outcome: 'provisioned' | 'rejected' | 'parked' | 'left' | 'refused';
  readonly code?: string;
  /** The key was there before. */
  readonly adopted?: boolean;
  readonly keyId?: string;
  readonly tenantId?: string;
  readonly keyName?: string;
};

export type Redriven = {
  /** In the order in which the letters were taken; what was not reached is not in it. */
  readonly results: readonly RedriveResult[];
  /** The code of an outage, or that there was no time for one letter: none after it was tried. */
  readonly stoppedBy?: string;
};

export type RedriveAnswer = Redriven & {
  /** RFC 3339; to be given to the next command of the same redrive. */
  readonly startedAt: string;
  /** Letters that fit the selection and were not reached in the function's time. */
  readonly remaining: number;
  /** The command that goes on with what remains; absent when nothing does. */
  readonly next?: DeadLettersCommand;
};

export type DiscardAnswer = { readonly discarded: readonly string[] };

export type QuotaReport = {
  /** Keys that count towards `limit`; both are absent when KMS does not tell. */
  readonly used?: number;
  readonly limit?: number;
  /** Letters that wait for the quota. */
  readonly parked: number;
  /** Keys made in the last thirty days. */
  readonly madeLately: number;
  /** The day on which the quota will be full at that rate, as `2027-01-31`; absent if it will not. */
  readonly fullOn?: string;
};

export type ResumeAnswer = Redriven & {
  /** Keys that could be made; absent when KMS does not tell. */
  readonly headroom?: number;
  /** Letters that still wait for the quota. */
  readonly waiting: number;
};

export type DeadLettersAnswer =
  | Refused
  | DeadLetterList
  | ShownDeadLetter
  | RedrivePlans
  | RedriveAnswer
  | DiscardAnswer
  | QuotaReport
  | ResumeAnswer;
