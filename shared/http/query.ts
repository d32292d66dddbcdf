import { isoTimeMs } from '../tenant-key/time.ts';
import { LIST_WORDS } from './list-query.ts';
import type { HttpRequest } from './message.ts';
import { answerProblem, type HttpProblem } from './problems.ts';
import type { Route } from './route.ts';

/**
 * Reads the query of a request. A word that its route does not have, and a value that is not clear, is a problem:
 * `?PLAN` or `?plan=maybe` could be meant as a preview or not, and a key that was not wanted cannot be taken back.
 */
export function readQuery({ query }: Pick<HttpRequest, 'query'>, { route }: Route): Query {
  const known = WORDS.get(route) ?? [];
  const unknown = [...query.keys()].find((word) => !known.includes(word));
  if (unknown !== undefined) return { ok: false, problem: unknownWord(unknown, known) };
  const accepted = query.get('accepted') ?? [];
  const times = accepted.map((text) => (TIME.test(text) ? isoTimeMs(text) : Number.NaN));
  if (times.length > 1 || times.some(Number.isNaN)) return { ok: false, problem: unclearTime() };
  const [acceptedMs] = times;
  const meant = new Set((query.get(PLAN_WORD) ?? ['false']).map((value) => MEANINGS.get(value)));
  const [isPlan] = meant;
  if (isPlan === undefined || meant.size > 1) return { ok: false, problem: unclearPlan() };
  return { ok: true, isPlan, acceptedMs };
}

/** The word that makes a POST for a key a preview: deprecated, since plans have a path of their own. */
export const PLAN_WORD = 'plan';

export type Query =
  | {
      readonly ok: true;
      /** Only preview what would happen. */
      readonly isPlan: boolean;
      /** When the request was accepted, in milliseconds since 1970. */
      readonly acceptedMs: number | undefined;
    }
  | { readonly ok: false; readonly problem: HttpProblem };

/** A date-time of RFC 3339, section 5.6; the parser of Node takes other texts too, such as 0. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i;

/** The words that the queries of routes may have. */
const WORDS: ReadonlyMap<Route['route'], readonly string[]> = new Map([
  ['provision', [PLAN_WORD]],
  ['list', LIST_WORDS],
  ['list-all', LIST_WORDS],
  ['status', ['accepted']],
]);

/** What the values of `plan` mean. The platform passes on `?plan` without a value as `true`. */
const MEANINGS: ReadonlyMap<string, boolean> = new Map([
  ['', true],
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function unknownWord(word: string, known: readonly string[]): HttpProblem {
  const shown = JSON.stringify(word.slice(0, WORD_LENGTH_MAX));
  const rule =
    known.length === 0 ? 'This path has no query.' : `This path knows only ${known.join(', ')}.`;
  return answerProblem('QueryInvalid', `The query has ${shown}. ${rule}`);
}

const WORD_LENGTH_MAX = 40;

function unclearTime(): HttpProblem {
  return answerProblem(
    'QueryInvalid',
    'accepted must be there once, as the Location of the answer to the request has it.',
  );
}

function unclearPlan(): HttpProblem {
  const detail =
    'plan must be there once, without a value, true or 1 for a preview, or false or 0 for none.';
  return answerProblem('QueryInvalid', detail);
}
