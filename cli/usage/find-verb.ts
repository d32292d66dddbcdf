import { nearest } from '../../terminal/nearest.ts';
import { allOf, oneOf, quoted } from './sentences.ts';
import { NOUNS, VERBS } from './verbs.ts';

export type KnownVerb = (typeof VERBS)[number];

export type FoundVerb = {
  readonly verb: KnownVerb;
  /** What follows it. */
  readonly operands: readonly string[];
};

/** The verb that a command line means; or, in a sentence, why it means none. */
export function findVerb(plain: readonly string[]): FoundVerb | string {
  const [noun, name, ...operands] = plain;
  if (noun === undefined) {
    return 'Say what to do, as in tenant-keys dead-letters list; tenant-keys --help lists all.';
  }
  if (!NOUNS.has(noun)) return unknownNoun(noun);
  const verbs = verbsOf(noun);
  // There is one thing only that a quota alone can mean.
  const verb = verbs.find((known) => known.name === (name ?? (noun === 'quota' && 'show')));
  if (verb !== undefined) return { verb, operands };
  const names = verbs.map((known) => known.name);
  if (name === undefined) {
    return `Say what to do: tenant-keys ${noun} ${oneOf(names)}.`;
  }
  return unknownVerb(noun, name, names);
}

/** The verbs of a noun; all of them without one. */
export function verbsOf(noun: string | undefined): readonly KnownVerb[] {
  return VERBS.filter((verb) => noun === undefined || verb.noun === noun);
}

function unknownNoun(word: string): string {
  const nouns = [...NOUNS.keys()];
  const meant = nearest(word, nouns);
  if (meant !== undefined) return `${quoted(word)} is no noun; did you mean ${meant}?`;
  const verb = nearest(
    word,
    VERBS.map(({ name }) => name),
  );
  if (verb === undefined) return `${quoted(word)} is no noun; there are ${allOf(nouns)}.`;
  return `A verb follows its noun: ${oneOf(spelled(verb))}.`;
}

function unknownVerb(noun: string, word: string, names: readonly string[]): string {
  const problem = `${quoted(word)} is no verb of ${noun}`;
  const meant = nearest(word, names);
  if (meant !== undefined) return `${problem}; did you mean ${meant}?`;
  const elsewhere = spelled(word);
  if (elsewhere.length > 0) return `${problem}; there is ${oneOf(elsewhere)}.`;
  return `${problem}; there are ${allOf(names)}.`;
}

/** The commands that have this verb. */
function spelled(name: string): readonly string[] {
  return VERBS.filter((verb) => verb.name === name).map(
    (verb) => `tenant-keys ${verb.noun} ${verb.name}`,
  );
}
