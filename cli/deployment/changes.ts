import type {
  Change,
  DeployEvent,
  DeployReporter,
  FieldChange,
  ResourceId,
} from '../../deploy/state/change.ts';
import type { Color } from '../../terminal/paint.ts';
import { counted } from '../../terminal/sentences.ts';
import { columnsOf, cutToFit, paragraph, printable } from '../../terminal/text.ts';
import type { Style } from '../report/style.ts';
import type { Terminal } from './command.ts';

/** Prints the plan, then a line for each change as it is made. */
export function changeReporter(where: string, { style, print }: Terminal): DeployReporter {
  let isPlanShown = false;
  let [begun, total] = [0, 0];
  let waiting: Change | undefined;

  function printWait({ change, waitedMs }: Waiting): void {
    if (waiting !== change) print(' waiting for its new role ...');
    waiting = change;
    print(` ${waitedMs / 1_000} s ...`);
  }

  function printPlan(event: Planned): void {
    if (!isPlanShown) print(planText(where, event, style));
    else if (begun > 0) print(`${counted(event.changes.length, 'change')} left\n`);
    isPlanShown = true;
    [begun, total] = [0, event.changes.length];
  }

  return (event: DeployEvent) => {
    switch (event.kind) {
      case 'planned':
        return printPlan(event);
      case 'begun':
        begun += 1;
        return print(`${stepOf(begun, total)}  ${labelOf(event.change)} ...`);
      case 'waiting':
        return printWait(event);
      case 'done':
        return print(' done\n');
      case 'refused':
        return print(` refused (${printable(event.error.code)})\n`);
      case 'kept': // Printed together, before anything is deleted.
        return;
      case 'verified':
        return print(begun === 0 ? '' : '\nVerified: nothing is left to change.\n');
    }
  };
}

type Planned = Extract<DeployEvent, { readonly kind: 'planned' }>;

type Waiting = Extract<DeployEvent, { readonly kind: 'waiting' }>;

function planText(where: string, { changes, warnings }: Planned, style: Style): string {
  const notes = warnings.map((warning) => `${paragraph(printable(warning), style.width)}\n`);
  if (changes.length === 0) {
    return [`${where}: nothing to change.\n`, ...notes.map((note) => `\n${note}`)].join('');
  }
  const head = `${where}: ${counted(changes.length, 'change')}.\n`;
  return `${head}\n${changesText(changes, style)}\n${notes.join('')}`;
}

/** For example ` 7/31`. */
function stepOf(begun: number, total: number): string {
  return `${String(begun).padStart(String(total).length)}/${total}`;
}

function labelOf({ verb, resource }: Change): string {
  return `${verb} ${resourceName(resource)}`;
}

/**
 * Lists changes: a line for each resource, and a line below it for each field that differs. The fields of
 * a new resource follow its name as far as the terminal is wide; `--json` has all of them.
 */
function changesText(changes: readonly Change[], style: Style): string {
  const widths = changes.map(({ resource }) => columnsOf(resourceName(resource)));
  const nameWidth = Math.min(Math.max(...widths), NAME_WIDTH_MAX);
  return changes.flatMap((change) => linesOf(change, nameWidth, style)).join('');
}

/** For example `trigger redrive/timer/every-minute`. */
function resourceName({ kind, name }: ResourceId): string {
  return printable(`${kind} ${name}`);
}

/** A longer name moves its fields to the right. */
const NAME_WIDTH_MAX = 36;

const COLORS: Readonly<Record<Change['verb'], Color>> = {
  create: 'green',
  update: 'yellow',
  replace: 'magenta',
  delete: 'red',
};

const VERB_WIDTH = 'replace'.length;
const GAP = '  ';

function linesOf(
  { verb, resource, fields }: Change,
  nameWidth: number,
  { width, paint }: Style,
): readonly string[] {
  const name = resourceName(resource);
  const head = `${paint(COLORS[verb], verb.padEnd(VERB_WIDTH))}${GAP}${name}`;
  const margin = ' '.repeat(VERB_WIDTH + GAP.length);
  if (verb !== 'create') {
    const room = width - margin.length - GAP.length;
    return [`${head}\n`, ...fields.map((field) => differenceLine(field, margin + GAP, room))];
  }
  const space = ' '.repeat(Math.max(0, nameWidth - columnsOf(name))) + GAP;
  const room = width - margin.length - columnsOf(name) - space.length;
  if (room < ROOM_MIN) return [`${head}\n`];
  const all = fields.map(({ name: field, after = '' }) => `${field} ${after}`).join(', ');
  return [`${head}${space}${paint('dim', cutToFit(printable(all), room, 'end'))}\n`];
}

/** With fewer columns the fields are left out. */
const ROOM_MIN = 12;

function differenceLine(
  { name, before, after }: FieldChange,
  margin: string,
  room: number,
): string {
  const text = `${name}: ${before ?? 'none'} -> ${after ?? 'none'}`;
  return `${margin}${cutToFit(printable(text), room, 'end')}\n`;
}
