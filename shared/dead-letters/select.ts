import { isoTime } from '../tenant-key/time.ts';
import { type Refused, refusedCommand, type Selection } from './command.ts';
import { countsOf, type DeadLetterSummary, placeOf } from './dead-letter.ts';

type Selected = {
  /** In the order of the table. */
  readonly letters: readonly DeadLetterSummary[];
  /** How many fit but for the limit. */
  readonly total: number;
  /** Of the same, by code. */
  readonly counts: Readonly<Record<string, number>>;
};

/** What an earlier command of the same redrive has come to. */
export type Progress = { readonly startedAt?: string; readonly after?: string };

/**
 * Chooses letters out of the table. An id that fits no letter, or several, is refused, since another
 * letter may be meant; not so once a redrive has begun, for its own letters are gone by then.
 *
 * @param deadLetters Oldest first.
 * @param nowMs The time of day, in milliseconds since 1970.
 * @param progress Leaves out the letters that had their turn.
 */
export function selectDeadLetters(
  deadLetters: readonly DeadLetterSummary[],
  selection: Selection,
  nowMs: number,
  progress: Progress = {},
): Selected | Refused {
  const isBegun = progress.startedAt !== undefined || progress.after !== undefined;
  const chosen = chooseByIds(deadLetters, selection.ids);
  if (chosen.problems.length > 0 && !isBegun) return refusedCommand(chosen.problems);
  const fitting = chosen.letters.filter(
    (deadLetter) => fits(deadLetter, selection, nowMs) && isAhead(deadLetter, progress),
  );
  return {
    letters: fitting.slice(0, selection.limit),
    total: fitting.length,
    counts: countsOf(fitting.map(({ code }) => code)),
  };
}

/** The letter with this id, or the only one whose id begins so; else the sentence that says why none. */
export function findDeadLetter(
  deadLetters: readonly DeadLetterSummary[],
  id: string,
): DeadLetterSummary | { readonly problem: string } {
  const fitting = deadLetters.filter((deadLetter) => deadLetter.id.startsWith(id));
  const letter = fitting.find((each) => each.id === id) ?? fitting[0];
  if (letter === undefined) return { problem: `No letter that waits has the id ${id}.` };
  if (letter.id === id || fitting.length === 1) return letter;
  return { problem: `${fitting.length} letters have ids that begin with ${id}: give more of it.` };
}

function chooseByIds(
  deadLetters: readonly DeadLetterSummary[],
  ids: readonly string[] | undefined,
): { readonly letters: readonly DeadLetterSummary[]; readonly problems: readonly string[] } {
  if (ids === undefined) return { letters: deadLetters, problems: [] };
  const found = ids.map((id) => findDeadLetter(deadLetters, id));
  const problems = found.flatMap((each) => ('problem' in each ? [each.problem] : []));
  const meant = new Set<unknown>(found);
  return { letters: deadLetters.filter((deadLetter) => meant.has(deadLetter)), problems };
}

function fits(deadLetter: DeadLetterSummary, selection: Selection, nowMs: number): boolean {
  const { codes, tenantId, stages, olderThanS } = selection;
  const { code, stage, identity, firstSeenAt } = deadLetter;
  return (
    (codes === undefined || codes.some((each) => code === each || code.startsWith(`${each}.`))) &&
    (tenantId === undefined || identity?.tenantId === tenantId) &&
    (stages === undefined || stages.includes(stage)) &&
    (olderThanS === undefined || firstSeenAt <= isoTime(nowMs - olderThanS * 1_000))
  );
}

function isAhead(deadLetter: DeadLetterSummary, { startedAt, after }: Progress): boolean {
  return (
    (startedAt === undefined || deadLetter.lastSeenAt < startedAt) &&
    (after === undefined || placeOf(deadLetter) > after)
  );
}
