import type { Refused } from './operator-command.ts';

/** How many problems of a command are told at once. */
const PROBLEMS_MAX = 20;

/** Refuses a command that cannot be meant, with a sentence for each thing that is wrong with it. */
export function refusedCommand(problems: readonly string[]): Refused {
  const unlisted = problems.length - PROBLEMS_MAX;
  const more = unlisted > 0 ? [`There are ${unlisted} more problems.`] : [];
  const detail = [...problems.slice(0, PROBLEMS_MAX), ...more].join(' ');
  return { refused: { code: 'CommandInvalid', detail } };
}
