import type { DeadLettersCommand } from '../../shared/dead-letters/command.ts';
import type { DiscardAnswer } from '../../shared/dead-letters/discard-command.ts';
import type { DeadLetterList, ShownDeadLetter } from '../../shared/dead-letters/list-commands.ts';
import type { RedrivePlans } from '../../shared/dead-letters/plan-command.ts';
import type { QuotaReport, ResumeAnswer } from '../../shared/dead-letters/quota-commands.ts';
import type { RedriveAnswer } from '../../shared/dead-letters/redrive-command.ts';
import type { FleetReport } from '../../shared/fleet/check.ts';
import type { FleetCommand } from '../../shared/fleet/command.ts';
import type { RepairAnswer } from '../../shared/fleet/repair.ts';
import type { Refused } from '../../shared/operator-command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import type { Look } from '../report/report.ts';
import type { InvokeFunction } from './invoke.ts';

/** All answers to one command as one, and why it went no further, where it could not. */
export type Rounds<Answer> = {
  readonly answer: Answer;
  readonly refused?: Refused['refused'];
  readonly failure?: ApiError;
};

/** Work that may take more invocations than one. */
export type LongWork<Answer> = {
  /** Begins; or goes on from what was answered so far. Throws `ApiError`. */
  readonly ask: (before?: Answer) => Promise<Answer | Refused>;
  readonly merged: (before: Answer, next: Answer) => Answer;
  readonly doneIn: (answer: Answer) => number;
  /** How much there is to go on with. */
  readonly leftIn: (answer: Answer) => number;
};

/**
 * Invokes until nothing is left, or until an invocation gets no further than those before it. Throws
 * only when the first fails: after that, what was done must be told.
 */
export async function askInRounds<Answer extends object>(
  { ask, merged, doneIn, leftIn }: LongWork<Answer>,
  show: (done: number, total: number) => void,
): Promise<Rounds<Answer> | Refused> {
  const first = await ask();
  if (isRefused(first)) return first;
  let answer: Answer = first;
  for (let done = 0; leftIn(answer) > 0 && doneIn(answer) > done; ) {
    done = doneIn(answer);
    show(done, done + leftIn(answer));
    const next: Answer | Refused | ApiError = await answerOrFailure(ask(answer));
    if (next instanceof ApiError) return { answer, failure: next };
    if (isRefused(next)) return { answer, refused: next.refused };
    answer = merged(answer, next);
  }
  return { answer };
}

function answerOrFailure<Answer>(asking: Promise<Answer>): Promise<Answer | ApiError> {
  return asking.catch((error: unknown) => {
    if (error instanceof ApiError) return error;
    throw error;
  });
}

function isRefused(answer: object): answer is Refused {
  return 'refused' in answer;
}

/** What a verb needs to be carried out and reported. */
export type Operator = {
  readonly ask: Ask;
  readonly look: Look;
  /** How far long work has come. */
  readonly show: (done: number, total: number) => void;
};

/** Gives a command to the function that carries it out. Throws `ApiError`. */
export type Ask = <Name extends CommandName>(
  name: Name,
  command: CommandOf<Name>,
) => Promise<Answers[Name] | Refused>;

export function askBy(invoke: InvokeFunction): Ask {
  return async (name, command) => {
    const answer = await invoke(functionOf(name), command);
    if (isRefusal(answer) || isAnswerTo(name, answer)) return answer;
    const detail = 'the function answered what this release of the command cannot read';
    throw new ApiError('UnreadableAnswer', { detail });
  };
}

function isRefusal(answer: JsonObject): answer is JsonObject & Refused {
  const { refused } = answer;
  return (
    isJsonObject(refused) && typeof refused.code === 'string' && typeof refused.detail === 'string'
  );
}

type Shape = 'list' | 'number' | 'object' | 'text';

/**
 * The fields that an answer must have, so that a function of another release is told from one that
 * can be understood.
 */
const SHAPES: {
  readonly [Name in CommandName]: { readonly [Field in keyof Answers[Name]]?: Shape };
} = {
  list: {
    letters: 'list',
    total: 'number',
    counts: 'object',
    beyond: 'number',
    unreadable: 'list',
  },
  show: { letter: 'object', runbook: 'text' },
  plan: { plans: 'list', total: 'number', beyond: 'number', unreadable: 'list' },
  redrive: { results: 'list', startedAt: 'text', remaining: 'number' },
  discard: { discarded: 'list' },
  quota: { parked: 'number', madeLately: 'number' },
  resume: { results: 'list', waiting: 'number' },
  check: {
    keys: 'number',
    own: 'number',
    tenants: 'number',
    counts: 'object',
    findings: 'list',
    plan: 'list',
    planHash: 'text',
  },
  repair: { repaired: 'list', failed: 'list', remaining: 'number', planHash: 'text' },
};

/** Whether an answer has what its command promises. */
export function isAnswerTo<Name extends CommandName>(
  name: Name,
  answer: JsonObject,
): answer is JsonObject & Answers[Name] {
  return Object.entries(SHAPES[name]).every(([field, shape]) => shapeOf(answer[field]) === shape);
}

function shapeOf(value: unknown): Shape | undefined {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'object' && value !== null ? 'object' : undefined;
}

export type OperatorCommand = DeadLettersCommand | FleetCommand;

export type CommandName = OperatorCommand['command'];

/** The command of a name. */
export type CommandOf<Name extends CommandName> = Extract<
  OperatorCommand,
  { readonly command: Name }
>;

/** What each command is answered with, unless it is refused. */
export type Answers = {
  readonly list: DeadLetterList;
  readonly show: ShownDeadLetter;
  readonly plan: RedrivePlans;
  readonly redrive: RedriveAnswer;
  readonly discard: DiscardAnswer;
  readonly quota: QuotaReport;
  readonly resume: ResumeAnswer;
  readonly check: FleetReport;
  readonly repair: RepairAnswer;
};

/** The function that carries a command out. */
export function functionOf(name: CommandName): string {
  return name === 'check' || name === 'repair' ? 'reconcile' : 'redrive';
}
