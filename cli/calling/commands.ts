import type {
  DeadLettersCommand,
  DiscardAnswer,
  LetterList,
  LetterPlans,
  QuotaReport,
  RedriveAnswer,
  ResumeAnswer,
  ShownLetter,
} from '../../shared/dead-letters/command.ts';
import type { FleetCommand, FleetReport, RepairAnswer } from '../../shared/fleet/command.ts';

export type OperatorCommand = DeadLettersCommand | FleetCommand;

export type CommandName = OperatorCommand['command'];

/** The command of a name. */
export type CommandOf<Name extends CommandName> = Extract<
  OperatorCommand,
  { readonly command: Name }
>;

/** What each command is answered with, unless it is refused. */
export type Answers = {
  readonly list: LetterList;
  readonly show: ShownLetter;
  readonly plan: LetterPlans;
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
