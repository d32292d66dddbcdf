import { isoTime } from '../tenant-key/time.ts';
import { type Refused, refusedCommand, type Selection } from './command.ts';
import { countsOf, type LetterSummary, placeOf } from './dead-letter.ts';

type Selected = {
  /** In the order of the table. */
  readonly letters: readonly LetterSummary[];
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
 * @param letters Oldest first.
 * @param nowMs The time of day, in milliseconds since 1970.
 * @param progress Leaves out the letters that had their turn.
 */
export function selectLetters(
  letters: readonly LetterSummary[],
  selection: Selection,
  nowMs: number,
  progress: Progress = {},
): Selected | Refused {
  const isBegun = progress.startedAt !== undefined || progress.after !== undefined;
  const chosen = chooseByIds(letters, selection.ids);
  if (chosen.problems.length > 0 && !isBegun) return refusedCommand(chosen.problems);
  const fitting = chosen.letters.filter(
    (letter) => fits(letter, selection, nowMs) && isAhead(letter, progress),
  );
  return {
    letters: fitting.slice(0, selection.limit),
    total: fitting.length,
    counts: countsOf(fitting.map(({ code }) => code)),
  };
}

/** The letter with this id, or the only one whose id begins so; else the sentence that says why none. */
export function findLetter(
  letters: readonly LetterSummary[],
  id: string,
): LetterSummary | { readonly problem: string } {
  const fitting = letters.filter((letter) => letter.id.startsWith(id));
  const letter = fitting.find((each) => each.id === id) ?? fitting[0];
  if (letter === undefined) return { problem: `No letter that waits has the id ${id}.` };
  if (letter.id === id || fitting.length === 1) return letter;
  return { problem: `${fitting.length} letters have ids that begin with ${id}: give more of it.` };
}

function chooseByIds(
  letters: readonly LetterSummary[],
  ids: readonly string[] | undefined,
): { readonly letters: readonly LetterSummary[]; readonly problems: readonly string[] } {
  if (ids === undefined) return { letters, problems: [] };
  const found = ids.map((id) => findLetter(letters, id));
  const problems = found.flatMap((each) => ('problem' in each ? [each.problem] : []));
  const meant = new Set<unknown>(found);
  return { letters: letters.filter((letter) => meant.has(letter)), problems };
}

function fits(letter: LetterSummary, selection: Selection, nowMs: number): boolean {
  const { codes, tenantId, stages, olderThanS } = selection;
  const { code, stage, identity, firstSeenAt } = letter;
  return (
    (codes === undefined || codes.some((each) => code === each || code.startsWith(`${each}.`))) &&
    (tenantId === undefined || identity?.tenantId === tenantId) &&
    (stages === undefined || stages.includes(stage)) &&
    (olderThanS === undefined || firstSeenAt <= isoTime(nowMs - olderThanS * 1_000))
  );
}

function isAhead(letter: LetterSummary, { startedAt, after }: Progress): boolean {
  return (
    (startedAt === undefined || letter.lastSeenAt < startedAt) &&
    (after === undefined || placeOf(letter) > after)
  );
}
