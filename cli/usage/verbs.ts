import { allOf, nearest, oneOf, quoted } from '../../terminal/sentences.ts';

export type KnownVerb = (typeof VERBS)[number];

export type FoundVerb = {
  readonly verb: KnownVerb;
  /** What follows it. */
  readonly operands: readonly string[];
};

/** The verb that a command line means; or, in a sentence, why it means none. */
export function findVerb(plain: readonly string[]): FoundVerb | string {
  const [first, name, ...operands] = plain;
  if (first === undefined) {
    return 'Say what to do, as in tenant-keys dead-letters list; tenant-keys --help lists all.';
  }
  const alone = verbAlone(first);
  if (alone !== undefined) return { verb: alone, operands: plain.slice(1) };
  const unknown = unknownFirst(first);
  if (unknown !== undefined) return unknown;
  const verbs = verbsOf(first);
  // There is one thing only that a quota alone can mean.
  const verb = verbs.find((known) => known.name === (name ?? (first === 'quota' && 'show')));
  if (verb !== undefined) return { verb, operands };
  const names = verbs.map((known) => known.name);
  if (name === undefined) {
    return `Say what to do: tenant-keys ${first} ${oneOf(names)}.`;
  }
  return unknownVerb(first, name, names);
}

/** The verbs of a noun; all of them without one. */
export function verbsOf(noun: string | undefined): readonly KnownVerb[] {
  return VERBS.filter((verb: Verb) => noun === undefined || verb.noun === noun);
}

/** The verb that this is, if it is one that needs no noun. */
export function verbAlone(word: string | undefined): KnownVerb | undefined {
  return VERBS.find((verb: Verb) => verb.noun === undefined && verb.name === word);
}

/** Why a command line cannot begin with this word; undefined when it can. */
export function unknownFirst(word: string): string | undefined {
  if (NOUNS.has(word) || verbAlone(word) !== undefined) return undefined;
  const nouns = [...NOUNS.keys()];
  const noun = nearest(word, nouns);
  if (noun !== undefined) return `${quoted(word)} is no noun; did you mean ${noun}?`;
  const alone = VERBS.filter((verb: Verb) => verb.noun === undefined).map(({ name }) => name);
  const meant = OTHER_WORDS.get(word) ?? nearest(word, alone);
  if (meant !== undefined) return `${quoted(word)} is no verb; did you mean ${meant}?`;
  const verb = nearest(
    word,
    VERBS.map(({ name }) => name),
  );
  if (verb !== undefined) return `A verb follows its noun: ${oneOf(commandsWith(verb))}.`;
  return `${quoted(word)} is no noun; there are ${allOf(nouns)}, and the verbs ${allOf(alone)}.`;
}

/** Of other tools that deploy, for what this one calls otherwise. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['apply', 'deploy'],
  ['remove', 'destroy'],
  ['undeploy', 'destroy'],
]);

function unknownVerb(noun: string, word: string, names: readonly string[]): string {
  const problem = `${quoted(word)} is no verb of ${noun}`;
  const meant = nearest(word, names);
  if (meant !== undefined) return `${problem}; did you mean ${meant}?`;
  const elsewhere = commandsWith(word);
  if (elsewhere.length > 0) return `${problem}; there is ${oneOf(elsewhere)}.`;
  return `${problem}; there are ${allOf(names)}.`;
}

/** The commands that have this verb. */
function commandsWith(name: string): readonly string[] {
  return VERBS.filter((verb) => verb.name === name).map((verb) => `tenant-keys ${spelled(verb)}`);
}

export type Verb = {
  /** What it is done to; absent when that is the application as a whole. */
  readonly noun?: string;
  readonly name: string;
  readonly summary: string;
  /** What follows the verb, as the help has it. */
  readonly operand?: string;
  /** Its own flags, besides those that go with every verb. */
  readonly flags: readonly string[];
};

export const NOUNS: ReadonlyMap<string, string> = new Map([
  ['dead-letters', 'the requests that cannot proceed'],
  ['quota', 'the keys that the account may still make'],
  ['fleet', 'all keys of the account in the region'],
]);

const SELECTION = ['--code', '--tenant', '--stage', '--older-than', '--id', '--limit', '--all'];

/** Everything that the command can do. */
export const VERBS = [
  {
    noun: 'dead-letters',
    name: 'list',
    summary: 'show the letters that wait, oldest first',
    flags: SELECTION,
  },
  {
    noun: 'dead-letters',
    name: 'show',
    operand: 'ID',
    summary: 'show all of a letter, with what to do and its text',
    flags: [],
  },
  {
    noun: 'dead-letters',
    name: 'plan',
    summary: 'foretell what a redrive comes to; nothing changes',
    flags: SELECTION,
  },
  {
    noun: 'dead-letters',
    name: 'redrive',
    summary: 'send letters in again, oldest first; always safe',
    flags: SELECTION,
  },
  {
    noun: 'dead-letters',
    name: 'discard',
    operand: 'ID...',
    summary: 'give letters up; the audit event keeps why',
    flags: ['--reason'],
  },
  {
    noun: 'quota',
    name: 'show',
    summary: 'show how full the quota is, and when it will be',
    flags: [],
  },
  {
    noun: 'quota',
    name: 'resume',
    summary: 'do now what the timer does: make keys that wait',
    flags: [],
  },
  {
    noun: 'fleet',
    name: 'check',
    summary: 'compare tenants, keys and tags; nothing changes',
    flags: ['--tenants'],
  },
  {
    noun: 'fleet',
    name: 'repair',
    summary: 'carry out the plan that a check printed',
    flags: ['--plan'],
  },
  {
    name: 'deploy',
    summary: 'bring a cloud to what serverless.yml says',
    flags: ['--plan', '--replace-functions'],
  },
  {
    name: 'destroy',
    summary: 'delete what was deployed, but never a key',
    flags: ['--plan', '--yes'],
  },
  {
    name: 'doctor',
    summary: 'say whether the account is fit for it; nothing changes',
    flags: [],
  },
  {
    name: 'token',
    summary: 'print a token that the HTTP door of the local cloud takes',
    flags: ['--tenant', '--tenants', '--service'],
  },
] as const satisfies readonly Verb[];

/** A verb as it is typed, with its noun. */
export function spelled({ noun, name }: Verb): string {
  return noun === undefined ? name : `${noun} ${name}`;
}
