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
import type { Style } from '../report/style.ts';
import type { InvokeFunction } from './invoker.ts';

/** What a verb needs to send its command and print the answer. */
export type VerbContext = {
  readonly send: SendCommand;
  readonly style: Style;
  /** Called as a long command advances. */
  readonly onProgress: (done: number, total: number) => void;
};

/** Sends a command to its function and returns the answer. Throws `ApiError`. */
export type SendCommand = <Name extends CommandName>(
  name: Name,
  command: CommandOf<Name>,
) => Promise<Answers[Name] | Refused>;

/** Sends commands by invoking their functions, and checks that each answer fits this release. */
export function commandSender(invoke: InvokeFunction): SendCommand {
  return async (name, command) => {
    const answer = await invoke(functionOf(name), command);
    if (isRefusal(answer) || isAnswerTo(name, answer)) return answer;
    const detail = 'the answer of the function does not fit this release of the command';
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
 * The fields that an answer must have. Without them the function is of another release, whose answers
 * this command cannot print.
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

/** Whether an answer has the fields of its command. */
function isAnswerTo<Name extends CommandName>(
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

type CommandName = OperatorCommand['command'];

/** The command with this name. */
export type CommandOf<Name extends CommandName> = Extract<
  OperatorCommand,
  { readonly command: Name }
>;

/** The answer to each command, unless it is refused. */
type Answers = {
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

/** The function that a command is for. */
export function functionOf(name: CommandName): string {
  return name === 'check' || name === 'repair' ? 'reconcile' : 'redrive';
}
