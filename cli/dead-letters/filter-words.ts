import type {
  DeadLetterList,
  Selection,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import { FAILURES } from '../../shared/tenant-key/failures/failures.ts';
import { isMadeId, sentId, tenantIdFlaw } from '../../shared/tenant-key/tenant-id.ts';
import { nearestOf, oneOf, quoted } from '../../terminal/sentences.ts';
import { paragraph } from '../../terminal/text.ts';
import type { SendCommand, VerbContext } from '../invocation/operator-command.ts';
import { type CommandResult, refusedResult } from '../report/result.ts';

/**
 * Runs a verb with a selection whose words the function knows: it compares exactly, and people do not type so.
 * Codes match without regard to case, and without their family where only one has that end. A code that neither the
 * failure table nor any dead letter has is refused, since a filter that matches nothing by mistake looks as if there
 * was nothing to do. The id of a tenant is never replaced by that of another tenant, such as one in another case: a
 * redrive or a discard would be theirs. That a tenant has no dead letter proves no mistake, so its name is only doubted
 * in the text. The topic is read first only where a word needs it.
 */
export function onKnownWords<Command extends Selecting, More extends readonly unknown[]>(
  run: (command: Command, context: VerbContext, ...more: More) => Promise<CommandResult>,
): typeof run {
  return async (command, context, ...more) => {
    const known = await knownSelection(command.selection, context.send);
    if ('refused' in known) return refusedResult(known);
    if ('problem' in known) return { exit: 'usage', answer: {}, text: '', problem: known.problem };
    const { selection } = known;
    const result = await run({ ...command, ...(selection && { selection }) }, context, ...more);
    return withTenantNote(result, selection, context);
  };
}

type Selecting = { readonly selection?: Selection };

type KnownSelection =
  | { readonly selection: Selection | undefined }
  | { readonly problem: string }
  | Refused;

async function knownSelection(
  selection: Selection | undefined,
  send: SendCommand,
): Promise<KnownSelection> {
  const { codes = [], tenantId } = selection ?? {};
  const isTenantOdd = tenantId !== undefined && isOddId(tenantId);
  if (!isTenantOdd && codes.every((code) => TABLE_CODES.has(code))) return { selection };
  const list = await listAll(send, isTenantOdd ? {} : { limit: 1 });
  if ('refused' in list) return list;
  return selectionIn(list, selection);
}

/** The selection in words that dead letters or the failure table have. */
function selectionIn(list: DeadLetterList, selection: Selection = {}): KnownSelection {
  const { codes, tenantId } = selection;
  const ofDeadLetters = Object.keys(list.counts);
  const found = codes?.map((word) => codeFor(word, ofDeadLetters)) ?? [];
  const tenant = tenantId === undefined ? {} : tenantFor(tenantId, list);
  const problems = [...found, tenant].flatMap((each) => ('problem' in each ? [each.problem] : []));
  if (problems.length > 0) return { problem: problems.join('\n') };
  const known = new Set(found.flatMap((each) => ('code' in each ? [each.code] : [])));
  return { selection: { ...selection, ...(codes && { codes: [...known] }), ...tenant } };
}

/** Every dead letter there is, in any state. Without a limit, as many as an answer may hold. */
function listAll(send: SendCommand, limit: Pick<Selection, 'limit'>) {
  const selection = { all: true, states: ['waiting', 'parked'], ...limit } as const;
  return send('list', { command: 'list', selection });
}

/** Codes with their families; `Family.*` stands for the other codes of one. */
function withFamilies(codes: Iterable<string>): ReadonlySet<string> {
  return new Set(
    Array.from(codes, (code) => code.replace(/\.\*$/, '')).flatMap((code) => [
      code,
      ...Array.from(code.matchAll(/\./g), ({ index }) => code.slice(0, index)),
    ]),
  );
}

const TABLE_CODES = withFamilies(FAILURES.keys());

/** The code or family that a word means; or a sentence that says why none. */
function codeFor(
  word: string,
  ofDeadLetters: readonly string[],
): { readonly code: string } | { readonly problem: string } {
  // What there is comes first, so that it is proposed first.
  const known = [...new Set([...withFamilies(ofDeadLetters), ...TABLE_CODES])];
  const meant = codesMeant(word, known);
  const [code] = meant;
  if (code !== undefined && meant.length === 1) return { code };
  if (code !== undefined) {
    return { problem: `--code ${quoted(word)} may mean ${oneOf(meant)}: give all of it.` };
  }
  const near = nearCodes(word, known);
  const next =
    near.length > 0
      ? `; did you mean ${oneOf(near)}?`
      : ': dead-letters list --state all shows the codes of all dead letters.';
  return { problem: `No failure and no dead letter has the code ${quoted(word)}${next}` };
}

/** The same code, else the same in another case, else those that end with it after a dot. */
function codesMeant(word: string, known: readonly string[]): readonly string[] {
  if (known.includes(word)) return [word];
  const small = word.toLowerCase();
  const same = known.filter((code) => code.toLowerCase() === small);
  return same.length > 0 ? same : known.filter((code) => code.toLowerCase().endsWith(`.${small}`));
}

function nearCodes(word: string, known: readonly string[]): readonly string[] {
  const codesBySpelling = new Map<string, string[]>();
  for (const code of known) {
    for (const spelling of new Set([code, code.replace(/^.*\./, '')])) {
      const small = spelling.toLowerCase();
      codesBySpelling.set(small, [...(codesBySpelling.get(small) ?? []), code]);
    }
  }
  const small = word.toLowerCase();
  const spellings = [...codesBySpelling.keys()];
  const nearest = nearestOf(small, spellings);
  // The beginning of a long code is many edits from it.
  const near = nearest.length > 0 ? nearest : spellings.filter((each) => isBegun(each, small));
  const codes = near.flatMap((spelling) => codesBySpelling.get(spelling) ?? []);
  return [...new Set(codes)].slice(0, NEAR_MAX);
}

/** Whether a word is the beginning of a code, and long enough to mean few of them. */
function isBegun(code: string, word: string): boolean {
  return word.length >= 4 && code.startsWith(word);
}

/** How many names a sentence proposes. */
const NEAR_MAX = 3;

/** Whether a word needs a look at the dead letters: it was made from an id, or is none that is sent. */
function isOddId(word: string): boolean {
  return isMadeId(word) || tenantIdFlaw(word) !== undefined;
}

/** The tenant that an odd word means: that of a dead letter, by the id that was made for it. A sentence says why none. */
function tenantFor(
  word: string,
  list: DeadLetterList,
): { readonly tenantId: string } | { readonly problem: string } {
  const tenants = tenantsOf(list);
  if (!isOddId(word) || tenants.includes(word)) return { tenantId: word };
  const made = list.letters.find(({ identity }) => identity?.tenantId === word)?.identity;
  if (made !== undefined) return { tenantId: sentId(made) };
  if (list.letters.length < list.total || tenantIdFlaw(word) === undefined) {
    return { tenantId: word };
  }
  const problem = `${quoted(word)} is no tenant id, and no dead letter is of such a tenant`;
  const near = nearTenants(word, tenants);
  return { problem: near.length > 0 ? `${problem}; did you mean ${oneOf(near)}?` : `${problem}.` };
}

/** The tenants that a person may have meant, in quotes: the same in another case first. */
function nearTenants(word: string, tenants: readonly string[]): readonly string[] {
  const small = word.toLowerCase();
  const same = tenants.filter((tenant) => tenant.toLowerCase() === small);
  return [...new Set([...same, ...nearestOf(word, tenants)])].slice(0, NEAR_MAX).map(quoted);
}

/** The tenants of the dead letters, as they were sent. */
function tenantsOf({ letters }: DeadLetterList): readonly string[] {
  return [...new Set(letters.flatMap(({ identity }) => (identity ? sentId(identity) : [])))];
}

/** Says of a tenant for whom nothing was found whether others have a name like that. */
async function withTenantNote(
  result: CommandResult,
  { tenantId }: Selection = {},
  { send, style }: VerbContext,
): Promise<CommandResult> {
  if (tenantId === undefined || !hasFoundNothing(result)) return result;
  const list = await listAll(send, {}).catch(() => undefined);
  if (list === undefined || 'refused' in list || list.letters.length < list.total) return result;
  const tenants = tenantsOf(list);
  if (tenants.includes(tenantId)) return result;
  const near = nearTenants(tenantId, tenants);
  const next = near.length > 0 ? `; did you mean ${oneOf(near)}?` : '.';
  const note = `No dead letter is of the tenant ${quoted(tenantId)}${next}`;
  return { ...result, text: result.text + paragraph(note, style.width) };
}

function hasFoundNothing({ exit, answer }: CommandResult): boolean {
  return exit === 'nothing' || ('total' in answer && answer.total === 0);
}
