import type { Change, DeployEvent, Tell } from '../../deploy/state/change.ts';
import { counted } from '../../terminal/sentences.ts';
import { paragraph, printable } from '../../terminal/text.ts';
import type { Look } from '../reporting/look.ts';
import { changesText, resourceName } from './changes-text.ts';
import type { Screen } from './screen.ts';

/** Shows what happens as it does: the plan, then a line for each change. */
export function changeTeller(where: string, { look, tell }: Screen): Tell {
  let isPlanShown = false;
  let [begun, total] = [0, 0];

  function tellPlan(event: Planned): void {
    if (!isPlanShown) tell(planText(where, event, look));
    else if (begun > 0) tell(`${counted(event.changes.length, 'change')} left\n`);
    isPlanShown = true;
    [begun, total] = [0, event.changes.length];
  }

  return (event: DeployEvent) => {
    switch (event.kind) {
      case 'planned':
        return tellPlan(event);
      case 'begun':
        begun += 1;
        return tell(`${placeIn(begun, total)}  ${spelled(event.change)} ...`);
      case 'done':
        return tell(' done\n');
      case 'refused':
        return tell(` refused (${printable(event.error.code)})\n`);
      case 'kept': // Told as a whole, with what is deleted.
        return;
      case 'verified':
        return tell(begun === 0 ? '' : '\nVerified: nothing is left to change.\n');
    }
  };
}

type Planned = Extract<DeployEvent, { readonly kind: 'planned' }>;

function planText(where: string, { changes, warnings }: Planned, look: Look): string {
  const notes = warnings.map((warning) => `${paragraph(printable(warning), look.width)}\n`);
  if (changes.length === 0) {
    return [`${where}: nothing to change.\n`, ...notes.map((note) => `\n${note}`)].join('');
  }
  const head = `${where}: ${counted(changes.length, 'change')}.\n`;
  return `${head}\n${changesText(changes, look)}\n${notes.join('')}`;
}

/** Such as ` 7/31`. */
function placeIn(begun: number, total: number): string {
  return `${String(begun).padStart(String(total).length)}/${total}`;
}

function spelled({ verb, resource }: Change): string {
  return `${verb} ${resourceName(resource)}`;
}
