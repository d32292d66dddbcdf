import { allOf, nearest, oneOf, quoted } from '../../terminal/sentences.ts';

export type KnownVerb = (typeof VERBS)[number];

export type FoundVerb = {
  readonly verb: KnownVerb;
  /** What follows it. */
  readonly operands: readonly string[];
};

/** Finds the verb of a command line; or returns a sentence that says what is wrong. */
export function findVerb(plain: readonly string[]): FoundVerb | string {
  const [first, name, ...operands] = plain;
  if (first === undefined) {
    return 'A command is missing, such as tenant-keys dead-letters list; tenant-keys --help lists all.';
  }
  const alone = nounlessVerb(first);
  if (alone !== undefined) return { verb: alone, operands: plain.slice(1) };
  const unknown = unknownFirst(first);
  if (unknown !== undefined) return unknown;
  const verbs = verbsOf(first);
  // `quota` alone means `quota show`.
  const verb = verbs.find((known) => known.name === (name ?? (first === 'quota' && 'show')));
  if (verb !== undefined) return { verb, operands };
  const names = verbs.map((known) => known.name);
  if (name === undefined) {
    return `The verb is missing: tenant-keys ${first} ${oneOf(names)}.`;
  }
  return unknownVerb(first, name, names);
}

/** The verbs of a noun; all of them without one. */
export function verbsOf(noun: string | undefined): readonly KnownVerb[] {
  return VERBS.filter((verb: Verb) => noun === undefined || verb.noun === noun);
}

/** The verb of this name that has no noun, if there is one. */
export function nounlessVerb(word: string | undefined): KnownVerb | undefined {
  return VERBS.find((verb: Verb) => verb.noun === undefined && verb.name === word);
}

/** A sentence that says why a command line cannot begin with this word; undefined when it can. */
export function unknownFirst(word: string): string | undefined {
  if (NOUNS.has(word) || nounlessVerb(word) !== undefined) return undefined;
  const nouns = [...NOUNS.keys()];
  const noun = nearest(word, nouns);
  if (noun !== undefined) return `Unknown noun ${quoted(word)}; did you mean ${noun}?`;
  const alone = VERBS.filter((verb: Verb) => verb.noun === undefined).map(({ name }) => name);
  const meant = SYNONYMS.get(word) ?? nearest(word, alone);
  if (meant !== undefined) return `Unknown verb ${quoted(word)}; did you mean ${meant}?`;
  const verb = nearest(
    word,
    VERBS.map(({ name }) => name),
  );
  if (verb !== undefined) return `The verb follows its noun: ${oneOf(commandsWith(verb))}.`;
  return `Unknown command ${quoted(word)}; the nouns are ${allOf(nouns)}, and the verbs without a noun ${allOf(alone)}.`;
}

/** What other tools call the verbs that deploy and destroy. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['apply', 'deploy'],
  ['remove', 'destroy'],
  ['undeploy', 'destroy'],
]);

function unknownVerb(noun: string, word: string, names: readonly string[]): string {
  const problem = `Unknown verb ${quoted(word)} of ${noun}`;
  const meant = nearest(word, names);
  if (meant !== undefined) return `${problem}; did you mean ${meant}?`;
  const elsewhere = commandsWith(word);
  if (elsewhere.length > 0) return `${problem}; did you mean ${oneOf(elsewhere)}?`;
  return `${problem}; its verbs are ${allOf(names)}.`;
}

/** The commands that have this verb. */
function commandsWith(name: string): readonly string[] {
  return VERBS.filter((verb) => verb.name === name).map((verb) => `tenant-keys ${verbName(verb)}`);
}

export type Verb = {
  /** What the verb acts on; absent when that is the application as a whole. */
  readonly noun?: string;
  readonly name: string;
  readonly summary: string;
  /** The operand that follows the verb, as the help shows it. */
  readonly operand?: string;
  /** Its own flags, besides those of every verb. */
  readonly flags: readonly string[];
};

export const NOUNS: ReadonlyMap<string, string> = new Map([
  ['dead-letters', 'requests that are parked in the dead-letter queue'],
  ['quota', 'the quota of keys in the account'],
  ['fleet', 'all keys of the account in the region'],
]);

const SELECTION = ['--code', '--tenant', '--stage', '--older-than', '--id', '--limit', '--all'];

/** Every verb. Help, usage messages and the page docs/command.md follow this table. */
export const VERBS = [
  {
    noun: 'dead-letters',
    name: 'list',
    summary: 'list dead letters, oldest first',
    flags: SELECTION,
  },
  {
    noun: 'dead-letters',
    name: 'show',
    operand: 'ID',
    summary: 'show a dead letter with its next step and text',
    flags: [],
  },
  {
    noun: 'dead-letters',
    name: 'plan',
    summary: 'preview a redrive; changes nothing',
    flags: SELECTION,
  },
  {
    noun: 'dead-letters',
    name: 'redrive',
    summary: 'send parked requests in again, oldest first',
    flags: SELECTION,
  },
  {
    noun: 'dead-letters',
    name: 'discard',
    operand: 'ID...',
    summary: 'settle dead letters without redriving them',
    flags: ['--reason'],
  },
  {
    noun: 'quota',
    name: 'show',
    summary: 'show key usage, and when the quota will be full',
    flags: [],
  },
  {
    noun: 'quota',
    name: 'resume',
    summary: 'create the keys that wait for the quota',
    flags: [],
  },
  {
    noun: 'fleet',
    name: 'check',
    summary: 'compare tenants, keys and tags; changes nothing',
    flags: ['--tenants'],
  },
  {
    noun: 'fleet',
    name: 'repair',
    summary: 'carry out the plan that fleet check printed',
    flags: ['--plan'],
  },
  {
    name: 'deploy',
    summary: 'make a cloud match serverless.yml',
    flags: ['--plan', '--replace-functions'],
  },
  {
    name: 'destroy',
    summary: 'delete what was deployed, but never a key',
    flags: ['--plan', '--yes'],
  },
  {
    name: 'doctor',
    summary: 'check account and deployment; changes nothing',
    flags: [],
  },
  {
    name: 'token',
    summary: 'print a token for the HTTP API of the local cloud',
    flags: ['--tenant', '--tenants', '--service'],
  },
] as const satisfies readonly Verb[];

/** A verb with its noun, as it is typed. */
export function verbName({ noun, name }: Verb): string {
  return noun === undefined ? name : `${noun} ${name}`;
}
