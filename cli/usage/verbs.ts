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
    flags: ['--plan', '--target', '--replace-functions'],
  },
  {
    name: 'destroy',
    summary: 'delete what was deployed, but never a key',
    flags: ['--plan', '--target', '--yes'],
  },
  {
    name: 'doctor',
    summary: 'say whether the account is fit for it; nothing changes',
    flags: ['--target'],
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
