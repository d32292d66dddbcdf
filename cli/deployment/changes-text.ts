import type { Change, FieldChange, Resource } from '../../deploy/state/change.ts';
import type { Color } from '../../terminal/paint.ts';
import { columnsOf, cutToFit, printable } from '../../terminal/text.ts';
import type { Look } from '../reporting/look.ts';

/**
 * What would change: a line for each resource, and below it one for each field that differs. Of what is
 * new, the fields stand behind it as far as there is room; `--json` has all of them.
 */
export function changesText(changes: readonly Change[], look: Look): string {
  const widths = changes.map(({ resource }) => columnsOf(resourceName(resource)));
  const nameWidth = Math.min(Math.max(...widths), NAME_WIDTH_MAX);
  return changes.flatMap((change) => linesOf(change, nameWidth, look)).join('');
}

/** Such as `trigger redrive/timer/every-minute`. */
export function resourceName({ kind, name }: Resource): string {
  return printable(`${kind} ${name}`);
}

/** A few names are longer, and push what follows them aside. */
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
  { width, paint }: Look,
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

/** Less would say nothing. */
const ROOM_MIN = 12;

function differenceLine(
  { name, before, after }: FieldChange,
  margin: string,
  room: number,
): string {
  const text = `${name}: ${before ?? 'none'} -> ${after ?? 'none'}`;
  return `${margin}${cutToFit(printable(text), room, 'end')}\n`;
}
