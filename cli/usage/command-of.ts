import type { OperatorCommand } from '../calling/commands.ts';
import type { FoundVerb, KnownVerb } from './find-verb.ts';
import { GENERAL_FLAGS, ID_RULE } from './flags.ts';
import { CHOOSING_FLAGS, selectionOf } from './selection-of.ts';
import { allOf, oneOf, quoted } from './sentences.ts';
import { VERBS, type Verb } from './verbs.ts';

type Flags = ReadonlyMap<string, readonly string[]>;

/** The command that a verb, what follows it and its flags make; or, in a sentence, why they make none. */
export function commandOf(found: FoundVerb, flags: Flags): OperatorCommand | string {
  const { verb, operands } = found;
  return strayFlag(verb, flags) ?? strayOperand(found) ?? BUILDERS[keyOf(verb)](operands, flags);
}

type KeyOf<Each> = Each extends { noun: infer Noun extends string; name: infer Name extends string }
  ? `${Noun} ${Name}`
  : never;

type Builder = (operands: readonly string[], flags: Flags) => OperatorCommand | string;

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
};

const AS_SHOW = 'tenant-keys dead-letters show ID';
const AS_DISCARD = 'tenant-keys dead-letters discard ID --reason "asked for twice"';

function overSelection(
  command: 'list' | 'plan' | 'redrive',
  flags: Flags,
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

function strayFlag({ noun, name, flags: own }: Verb, flags: Flags): string | undefined {
  const stray = [...flags.keys()].find(
    (flag) => !own.includes(flag) && !GENERAL_FLAGS.includes(flag),
  );
  if (stray === undefined) return undefined;
  const takers = VERBS.filter((verb: Verb) => verb.flags.includes(stray));
  const names = takers.map((taker) => `${taker.noun} ${taker.name}`);
  return `${stray} goes with ${allOf(names)}, not with ${noun} ${name}.`;
}

function strayOperand({ verb, operands }: FoundVerb): string | undefined {
  const { noun, name, operand, flags }: Verb = verb;
  const [first] = operands;
  if (operand === undefined && first !== undefined) {
    const hint = flags.includes('--id') ? ', such as --code CODE or --id ID' : '';
    return `${quoted(first)} is too much: only flags follow ${noun} ${name}${hint}.`;
  }
  const wrong = operands.find((word) => !ID_RULE.pattern.test(word));
  return wrong === undefined ? undefined : `${quoted(wrong)} must be ${ID_RULE.demand}.`;
}

function keyOf({ noun, name }: KnownVerb): KeyOf<KnownVerb> {
  return `${noun} ${name}` as KeyOf<KnownVerb>;
}
