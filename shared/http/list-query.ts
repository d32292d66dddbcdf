import type { Config } from '../config.ts';
import type { ListPlace } from '../kms/key-list.ts';
import { isListedState, LISTED_STATES, type ListedState } from '../kms/key-pages.ts';
import { type ListIdentity, readCursor } from './cursor.ts';
import type { HttpRequest } from './message.ts';
import { answerProblem, type HttpProblem } from './problems.ts';

/**
 * Reads the query of a list of keys, whose words are known by now. Each may be there once. A filter that nothing can
 * match is a problem rather than an empty list, since its writer meant something else.
 *
 * @param tenantId As it was sent; undefined for the list of every tenant.
 */
export function readListQuery(
  { query }: Pick<HttpRequest, 'query'>,
  tenantId: string | undefined,
  { signingKeys }: Pick<Config, 'signingKeys'>,
): ReadListQuery {
  const flaw = flawOf(query);
  if (flaw !== undefined) return unclear(flaw);
  const given = (word: string) => query.get(word)?.[0];
  const [keyState, keyUsage, cursor] = [
    given('state') as ListedState,
    given('usage'),
    given('cursor'),
  ];
  const limit = Number(given('limit') ?? LIMIT_DEFAULT);
  const identity = [tenantId, keyState, keyUsage].map((each) => each ?? null);
  const place = cursor === undefined ? undefined : readCursor(cursor, identity, signingKeys);
  if (cursor !== undefined && place === undefined) return unclear(FOREIGN_CURSOR);
  return { ok: true, list: { limit, keyState, keyUsage, place, identity } };
}

/** What is wrong with the words, in a sentence; undefined if nothing is. The cursor is not read. */
function flawOf(query: HttpRequest['query']): string | undefined {
  for (const [word, values] of query) {
    const [value = ''] = values;
    if (values.length !== 1) return `${word} must be there once.`;
    const rule = RULES.get(word);
    if (rule !== undefined && !rule.isMet(value)) return `${word} must be ${rule.demand}.`;
  }
  return undefined;
}

/** As `events/vocabulary.schema.json` has it: KMS may add values. */
const USAGE = /^[A-Z0-9_]{1,64}$/;

const LIMIT_DEFAULT = 100;

/** The values of words. */
const RULES: ReadonlyMap<string, Rule> = new Map([
  [
    'limit',
    {
      isMet: (value: string) => /^(?:[1-9][0-9]?|1[0-9]{2}|200)$/.test(value),
      demand: 'a whole number from 1 to 200',
    },
  ],
  ['state', { isMet: isListedState, demand: `one of ${LISTED_STATES.join(', ')}` }],
  [
    'usage',
    {
      isMet: (value: string) => USAGE.test(value),
      demand: 'the keyUsage of keys, such as ENCRYPT_DECRYPT',
    },
  ],
]);

/** The demand completes the sentence "WORD must be". */
type Rule = { readonly isMet: (value: string) => boolean; readonly demand: string };

type ReadListQuery =
  | { readonly ok: true; readonly list: ListQuery }
  | { readonly ok: false; readonly problem: HttpProblem };

/** Which part of which list is asked for. */
export type ListQuery = {
  readonly limit: number;
  readonly keyState: ListedState | undefined;
  readonly keyUsage: string | undefined;
  readonly place: ListPlace | undefined;
  /** What its cursors are bound to. */
  readonly identity: ListIdentity;
};

/** The words of the query of a list. */
export const LIST_WORDS: readonly string[] = ['limit', 'cursor', 'state', 'usage'];

const FOREIGN_CURSOR =
  'cursor must be one that this list gave, with the same state and usage: leave it out to begin anew.';

function unclear(detail: string): { readonly ok: false; readonly problem: HttpProblem } {
  return { ok: false, problem: answerProblem('QueryInvalid', detail) };
}
