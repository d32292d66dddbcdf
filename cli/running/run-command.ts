import type { OperatorCommand } from '../calling/commands.ts';
import { discardLetters } from '../dead-letters/discard-letters.ts';
import { listLetters } from '../dead-letters/list-letters.ts';
import { planLetters } from '../dead-letters/plan-letters.ts';
import { redriveLetters } from '../dead-letters/redrive-letters.ts';
import { showLetter } from '../dead-letters/show-letter.ts';
import { checkFleet } from '../fleet/check-fleet.ts';
import { repairFleet } from '../fleet/repair-fleet.ts';
import { resumeQuota } from '../quota/resume-quota.ts';
import { showQuota } from '../quota/show-quota.ts';
import type { Ending } from '../reporting/ending.ts';
import type { Operator } from '../reporting/operator.ts';

/** Carries a command out, and tells what it came to. Throws `ApiError` when there is no answer. */
export function runCommand(command: OperatorCommand, operator: Operator): Promise<Ending> {
  switch (command.command) {
    case 'list':
      return listLetters(command, operator);
    case 'show':
      return showLetter(command, operator);
    case 'plan':
      return planLetters(command, operator);
    case 'redrive':
      return redriveLetters(command, operator);
    case 'discard':
      return discardLetters(command, operator);
    case 'quota':
      return showQuota(command, operator);
    case 'resume':
      return resumeQuota(command, operator);
    case 'check':
      return checkFleet(command, operator);
    case 'repair':
      return repairFleet(command, operator);
  }
}
