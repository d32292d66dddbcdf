import type { Refused } from '../generated/refused.ts';
import { countsOf, refusedCommand } from '../operator-command.ts';
import { tenantOf } from '../tenant-key/tenant-id.ts';
import { isoTime } from '../tenant-key/time.ts';
import { positionOf } from './dead-letter.ts';
import type { DeadLetterSummary, Selection } from './generated/dead-letters-command.ts';

type Selected = {
  /** In the order of the table. */
  readonly deadLetters: readonly DeadLetterSummary[];
  /** How many match without the limit. */
  readonly total: number;
  /** The same by code. */
  readonly counts: Readonly<Record<string, number>>;
};

/** How far earlier commands of the same redrive got. */
export type Progress = { readonly startedAt?: string; readonly after?: string };

/**
 * Selects dead letters from the table. An id that matches none or several is refused, because another
 * one may be meant. Once a redrive has begun it is not refused: the redrive has settled some of them.
 *
 * @param deadLetters Oldest first.
 * @param nowMs The time of day, in milliseconds since 1970.
 * @param progress Leaves out the dead letters that have been tried.
 */
export function selectDeadLetters(
  deadLetters: readonly DeadLetterSummary[],
  selection: Selection,
  nowMs: number,
  progress: Progress = {},
): Selected | Refused {
  const isBegun = progress.startedAt !== undefined || progress.after !== undefined;
  const { matches, problems } = matchIds(deadLetters, selection.ids);
  if (problems.length > 0 && !isBegun) return refusedCommand(problems);
  const selected = matches.filter(
    (deadLetter) => meetsCriteria(deadLetter, selection, nowMs) && isUntried(deadLetter, progress),
  );
  return {
    deadLetters: selected.slice(0, selection.limit),
    total: selected.length,
    counts: countsOf(selected.map(({ code }) => code)),
  };
}

function matchIds(
  deadLetters: readonly DeadLetterSummary[],
  ids: readonly string[] | undefined,
): { readonly matches: readonly DeadLetterSummary[]; readonly problems: readonly string[] } {
  if (ids === undefined) return { matches: deadLetters, problems: [] };
  const found = ids.map((id) => findDeadLetter(deadLetters, id));
  const problems = found.flatMap((each) => ('problem' in each ? [each.problem] : []));
  const named = new Set<unknown>(found);
  return { matches: deadLetters.filter((deadLetter) => named.has(deadLetter)), problems };
}

/** The dead letter that an id or an unambiguous prefix names, or a sentence that says why none. */
export function findDeadLetter(
  deadLetters: readonly DeadLetterSummary[],
  id: string,
): DeadLetterSummary | { readonly problem: string } {
  const matches = deadLetters.filter((deadLetter) => deadLetter.id.startsWith(id));
  const match = matches.find((deadLetter) => deadLetter.id === id) ?? matches[0];
  if (match === undefined) return { problem: `No unsettled dead letter has the id ${id}.` };
  if (match.id === id || matches.length === 1) return match;
  return {
    problem: `${matches.length} dead letters have ids that begin with ${id}; give more characters.`,
  };
}

function meetsCriteria(
  deadLetter: DeadLetterSummary,
  selection: Selection,
  nowMs: number,
): boolean {
  const { codes, tenantId, stages, olderThanS, ids } = selection;
  const { states = ids === undefined ? PARKED : undefined } = selection;
  const { state, code, stage, identity, firstSeenAt } = deadLetter;
  return (
    (states === undefined || states.includes(state)) &&
    (codes === undefined || codes.some((each) => code === each || code.startsWith(`${each}.`))) &&
    (tenantId === undefined || identity?.tenantId === tenantOf(tenantId).tenantId) &&
    (stages === undefined || stages.includes(stage)) &&
    (olderThanS === undefined || firstSeenAt <= isoTime(nowMs - olderThanS * 1_000))
  );
}

/** What waits is resumed by itself, so that an operator has to ask for it. */
const PARKED: NonNullable<Selection['states']> = ['parked'];

function isUntried(deadLetter: DeadLetterSummary, { startedAt, after }: Progress): boolean {
  return (
    (startedAt === undefined || deadLetter.lastSeenAt < startedAt) &&
    (after === undefined || positionOf(deadLetter) > after)
  );
}
