import type {
  Change,
  DeployEvent,
  DeployReporter,
  FieldChange,
  ResourceId,
} from '../../deploy/state/change.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { Color } from '../../terminal/paint.ts';
import { counted } from '../../terminal/sentences.ts';
import { columnsOf, cutToFit, paragraph, printable } from '../../terminal/text.ts';
import { explainRefusal } from '../calling/explain.ts';
import type { Exit, Look } from '../report/report.ts';
import type { Surroundings } from '../report/surroundings.ts';
import type { Place, Target } from '../usage/deployment-command.ts';
import { type OpenTarget, openTarget, toldBy } from './target.ts';

/** What work on a cloud needs besides the cloud. */
export type Work = {
  /** Notes each change that is done, and hands the event on. */
  readonly watched: (tell: DeployReporter) => DeployReporter;
  readonly clock: Clock;
  readonly deadlineMs: number;
};

/** Opens a cloud for work that changes it; when that breaks off, tells how far it came. */
export async function changeCloud(
  { target: asked }: { readonly target?: Target },
  place: Place,
  around: Surroundings,
  work: (target: OpenTarget, work: Work) => Promise<DeploymentEnding>,
): Promise<DeploymentEnding> {
  const target = await openTarget(asked, place, around);
  if (typeof target === 'string') return wrongEnding(target);
  const { clock } = around;
  const made: Change[] = [];
  const watched = (tell: DeployReporter) => (event: DeployEvent) => {
    if (event.kind === 'done') made.push(event.change);
    tell(event);
  };
  try {
    return await work(target, { watched, clock, deadlineMs: clock.nowMs() + TIME_MAX_MS });
  } catch (error) {
    return brokenOff(error, made, target);
  }
}

/** Functions are made one after the other, and each may take minutes. */
const TIME_MAX_MS = 1_800_000;

function brokenOff(
  error: unknown,
  made: readonly Change[],
  { application, endpoint }: OpenTarget,
): DeploymentEnding {
  const { region } = application;
  const where = { region, ...(endpoint !== undefined && { endpoint }) };
  const isRefused = error instanceof ApiError;
  const told = isRefused ? explainRefusal(error, where) : toldBy(error);
  if (told === undefined) throw error;
  const count = counted(made.length, 'change');
  return {
    exit: made.length > 0 ? 'partly' : 'failed',
    answer: { changes: made, stoppedBy: isRefused ? error.code : told },
    problems: [told, ...(made.length > 0 ? [`${count} made: the same command goes on.`] : [])],
  };
}

/** What a command about the application as a whole came to; a person was told of it as it went. */
export type DeploymentEnding = {
  readonly exit: Exit;
  /** For a program; absent when there is none to give. */
  readonly answer?: object;
  /** Why it went no further, in whole sentences. */
  readonly problems?: readonly string[];
};

/** The ending of a command that was called wrongly, or lacks what it needs. */
export function wrongEnding(problem: string): DeploymentEnding {
  return { exit: 'usage', problems: [problem] };
}

/** Shows what happens as it does: the plan, then a line for each change. */
export function changeTeller(where: string, { look, tell }: Screen): DeployReporter {
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

/** How a verb about the application talks with whoever typed it. */
export type Screen = {
  readonly look: Look;
  /** Shows a text as soon as there is one, since deploying takes a while; with `--json`, nothing. */
  readonly tell: (text: string) => void;
  /** Asks, and waits for a line; absent where nobody sits at a terminal. */
  readonly ask?: (question: string) => Promise<string>;
};

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
export function resourceName({ kind, name }: ResourceId): string {
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
