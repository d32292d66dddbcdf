import type { Selection } from '../../shared/dead-letters/selection.ts';
import type { Stage } from '../../shared/tenant-key/message.ts';
import { allOf, oneOf, quoted } from '../../terminal/sentences.ts';
import type { OperatorCommand } from '../calling/ask.ts';
import {
  type DeploymentCommand,
  deployOf,
  destroyOf,
  doctorOf,
  tokenOf,
} from './deployment-command.ts';
import { GENERAL_FLAGS, ID_RULE } from './flags.ts';
import { type FoundVerb, type KnownVerb, spelled, VERBS, type Verb } from './verbs.ts';

type FlagsCommandOf = ReadonlyMap<string, readonly string[]>;

/** The command that a verb, what follows it and its flags make; or, in a sentence, why they make none. */
export function commandOf(
  found: FoundVerb,
  flags: FlagsCommandOf,
): OperatorCommand | DeploymentCommand | string {
  const { verb, operands } = found;
  return strayFlag(verb, flags) ?? strayOperand(found) ?? BUILDERS[keyOf(verb)](operands, flags);
}

type KeyOf<Each> = Each extends { noun: infer Noun extends string; name: infer Name extends string }
  ? `${Noun} ${Name}`
  : Each extends { name: infer Name extends string }
    ? Name
    : never;

type Builder = (
  operands: readonly string[],
  flags: FlagsCommandOf,
) => OperatorCommand | DeploymentCommand | string;

const BUILDERS: Readonly<Record<KeyOf<KnownVerb>, Builder>> = {
  'dead-letters list': (_, flags) => overSelection('list', flags),
  'dead-letters plan': (_, flags) => overSelection('plan', flags),
  'dead-letters redrive': (_, flags) => overSelection('redrive', flags),
  'dead-letters show': ([id, another]) => {
    if (id === undefined) return `Say which letter: ${AS_SHOW}; dead-letters list prints the ids.`;
    if (another !== undefined) return `A letter is shown at a time: ${AS_SHOW}.`;
    return { command: 'show', id };
  },
  'dead-letters discard': (ids, flags) => {
    const [reason] = flags.get('--reason') ?? [];
    if (ids.length === 0)
      return `Say which letters: ${AS_DISCARD}; dead-letters list prints the ids.`;
    if (reason === undefined) return `Say why, for the audit event: ${AS_DISCARD}.`;
    return { command: 'discard', ids: [...new Set(ids)], reason };
  },
  'quota show': () => ({ command: 'quota' }),
  'quota resume': () => ({ command: 'resume' }),
  'fleet check': () => ({ command: 'check' }),
  'fleet repair': (_, flags) => {
    const [planHash] = flags.get('--plan') ?? [];
    return planHash === undefined
      ? 'Say which plan: fleet check prints the command, tenant-keys fleet repair --plan HASH.'
      : { command: 'repair', planHash };
  },
  deploy: (_, flags) => deployOf(flags),
  destroy: (_, flags) => destroyOf(flags),
  doctor: (_, flags) => doctorOf(flags),
  token: (_, flags) => tokenOf(flags),
};

const AS_SHOW = 'tenant-keys dead-letters show ID';
const AS_DISCARD = 'tenant-keys dead-letters discard ID --reason "asked for twice"';

function overSelection(
  command: 'list' | 'plan' | 'redrive',
  flags: FlagsCommandOf,
): OperatorCommand | string {
  const selection = selectionOf(flags);
  const chosenBy = CHOOSING_FLAGS.filter((name) => flags.has(name));
  if (chosenBy.length === 0) {
    // Nothing is at stake in looking at all of them.
    if (selection.all || command !== 'redrive')
      return { command, selection: { ...selection, all: true } };
    return `Say which letters, by ${oneOf(CHOOSING_FLAGS)}; --all means every letter.`;
  }
  if (selection.all) return `--all means every letter: leave out ${allOf(chosenBy)}, or --all.`;
  return { command, selection };
}

function strayFlag(verb: Verb, flags: FlagsCommandOf): string | undefined {
  const stray = [...flags.keys()].find(
    (flag) => !verb.flags.includes(flag) && !GENERAL_FLAGS.includes(flag),
  );
  if (stray === undefined) return undefined;
  const takers = VERBS.filter((other: Verb) => other.flags.includes(stray));
  return `${stray} goes with ${allOf(takers.map(spelled))}, not with ${spelled(verb)}.`;
}

function strayOperand({ verb, operands }: FoundVerb): string | undefined {
  const { operand, flags }: Verb = verb;
  const [first] = operands;
  if (operand === undefined && first !== undefined) {
    const hint = HINTS.find(([flag]) => flags.includes(flag))?.[1] ?? '';
    return `${quoted(first)} is too much: only flags follow ${spelled(verb)}${hint}.`;
  }
  const wrong = operands.find((word) => !ID_RULE.pattern.test(word));
  return wrong === undefined ? undefined : `${quoted(wrong)} must be ${ID_RULE.demand}.`;
}

/** What was likely meant, by a flag that the verb takes. */
const HINTS: readonly (readonly [flag: string, hint: string])[] = [
  ['--id', ', such as --code CODE or --id ID'],
  ['--target', ', such as --target local'],
  ['--service', ', such as --tenant acme'],
];

function keyOf(verb: KnownVerb): KeyOf<KnownVerb> {
  return spelled(verb) as KeyOf<KnownVerb>;
}

type FlagsSelectionOf = ReadonlyMap<string, readonly string[]>;

/** The letters that the flags mean. The flags have been checked, each for itself. */
export function selectionOf(flags: FlagsSelectionOf): Selection {
  const [tenantId] = flags.get('--tenant') ?? [];
  const [span] = flags.get('--older-than') ?? [];
  const [limit] = flags.get('--limit') ?? [];
  const codes = flags.get('--code');
  const ids = flags.get('--id');
  const stages = flags.get('--stage') as readonly Stage[] | undefined;
  return {
    ...(flags.has('--all') && { all: true as const }),
    ...(codes && { codes: distinct(codes) }),
    ...(tenantId !== undefined && { tenantId }),
    ...(stages && { stages: distinct(stages) }),
    ...(ids && { ids: distinct(ids) }),
    ...(span !== undefined && { olderThanS: secondsIn(span) }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}

/** The flags that mean a selection, to be typed again. */
export function flagsFor(selection: Selection): readonly string[] {
  const { all, codes = [], tenantId, stages = [], ids = [], olderThanS, limit } = selection;
  return [
    ...(all ? ['--all'] : []),
    ...codes.flatMap((code) => ['--code', code]),
    ...(tenantId === undefined ? [] : ['--tenant', tenantId]),
    ...stages.flatMap((stage) => ['--stage', stage]),
    ...ids.flatMap((id) => ['--id', id]),
    ...(olderThanS === undefined ? [] : ['--older-than', `${olderThanS}s`]),
    ...(limit === undefined ? [] : ['--limit', String(limit)]),
  ];
}

/** The flags by which letters are chosen: all of a selection but its limit. */
export const CHOOSING_FLAGS = ['--code', '--tenant', '--stage', '--older-than', '--id'] as const;

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}

function secondsIn(span: string): number {
  return Number(span.slice(0, -1)) * (UNITS_S[span.slice(-1)] ?? 1);
}

const UNITS_S: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
