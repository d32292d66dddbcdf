import { allOf, oneOf, quoted } from '../../terminal/sentences.ts';
import { FILTER_FLAGS, selectionOf } from '../dead-letters/selection.ts';
import type { DeploymentCommand } from '../deployment/command.ts';
import type { OperatorCommand } from '../invocation/operator-command.ts';
import { GENERAL_FLAGS, ID_RULE } from './flags.ts';
import { type FoundVerb, type KnownVerb, VERBS, type Verb, verbName } from './verbs.ts';

type Flags = ReadonlyMap<string, readonly string[]>;

/** The command that a verb makes with its operands and flags; or a sentence that says what is wrong. */
export function commandOf(
  found: FoundVerb,
  flags: Flags,
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
  flags: Flags,
) => OperatorCommand | DeploymentCommand | string;

const BUILDERS: Readonly<Record<KeyOf<KnownVerb>, Builder>> = {
  'dead-letters list': (_, flags) => selectingCommand('list', flags),
  'dead-letters plan': (_, flags) => selectingCommand('plan', flags),
  'dead-letters redrive': (_, flags) => selectingCommand('redrive', flags),
  'dead-letters show': ([id, another]) => {
    if (id === undefined)
      return `The id is missing: ${SHOW_USAGE}; dead-letters list prints the ids.`;
    if (another !== undefined) return `dead-letters show takes one id: ${SHOW_USAGE}.`;
    return { command: 'show', id };
  },
  'dead-letters discard': (ids, flags) => {
    const [reason] = flags.get('--reason') ?? [];
    if (ids.length === 0)
      return `The ids are missing: ${DISCARD_USAGE}; dead-letters list prints the ids.`;
    if (reason === undefined) return `The reason for the audit event is missing: ${DISCARD_USAGE}.`;
    return { command: 'discard', ids: [...new Set(ids)], reason };
  },
  'quota show': () => ({ command: 'quota' }),
  'quota resume': () => ({ command: 'resume' }),
  'fleet check': () => ({ command: 'check' }),
  'fleet repair': (_, flags) => {
    const [planHash] = flags.get('--plan') ?? [];
    return planHash === undefined
      ? 'The plan is missing: fleet check prints the command, tenant-keys fleet repair --plan HASH.'
      : { command: 'repair', planHash };
  },
  deploy: (_, flags) => ({
    command: 'deploy',
    planOnly: flags.has('--plan'),
    replaceFunctions: flags.has('--replace-functions'),
  }),
  destroy: (_, flags) => ({
    command: 'destroy',
    planOnly: flags.has('--plan'),
    isAgreed: flags.has('--yes'),
  }),
  doctor: () => ({ command: 'doctor' }),
  token: (_, flags) => tokenCommand(flags),
};

const SHOW_USAGE = 'tenant-keys dead-letters show ID';
const DISCARD_USAGE = 'tenant-keys dead-letters discard ID --reason "requested twice"';

function selectingCommand(
  command: 'list' | 'plan' | 'redrive',
  flags: Flags,
): OperatorCommand | string {
  const selection = selectionOf(flags);
  const filters = FILTER_FLAGS.filter((name) => flags.has(name));
  if (filters.length === 0) {
    // A list or a preview changes nothing, so it may cover all of them.
    if (selection.all || command !== 'redrive')
      return { command, selection: { ...selection, all: true } };
    return `Select dead letters by ${oneOf(FILTER_FLAGS)}; --all selects every one.`;
  }
  if (selection.all)
    return `--all selects every dead letter: leave out ${allOf(filters)}, or --all.`;
  return { command, selection };
}

function tokenCommand(flags: Flags): DeploymentCommand | string {
  const given = ['--tenant', '--tenants', '--service'].filter((flag) => flags.has(flag));
  if (given.length === 0) {
    return 'The tenants of the token are missing: --tenant acme, --tenants acme,globex, or --service for every tenant.';
  }
  if (given.length > 1) return `A token takes only one of ${allOf(given)}.`;
  if (flags.has('--service')) return { command: 'token', claims: { service: true } };
  const [list = ''] = flags.get('--tenant') ?? flags.get('--tenants') ?? [];
  return { command: 'token', claims: { tenants: [...new Set(list.split(','))] } };
}

function strayFlag(verb: Verb, flags: Flags): string | undefined {
  const stray = [...flags.keys()].find(
    (flag) => !verb.flags.includes(flag) && !GENERAL_FLAGS.includes(flag),
  );
  if (stray === undefined) return undefined;
  const takers = VERBS.filter((other: Verb) => other.flags.includes(stray));
  return `${stray} is a flag of ${allOf(takers.map(verbName))}, not of ${verbName(verb)}.`;
}

function strayOperand({ verb, operands }: FoundVerb): string | undefined {
  const { operand, flags }: Verb = verb;
  const [first] = operands;
  if (operand === undefined && first !== undefined) {
    const hint = HINTS.find(([flag]) => flags.includes(flag))?.[1] ?? ', such as --target local';
    return `Unexpected ${quoted(first)}: ${verbName(verb)} takes only flags${hint}.`;
  }
  const wrong = operands.find((word) => !ID_RULE.pattern.test(word));
  return wrong === undefined ? undefined : `${quoted(wrong)} must be ${ID_RULE.demand}.`;
}

/** Flags that were likely meant, for verbs that take the given flag. */
const HINTS: readonly (readonly [flag: string, hint: string])[] = [
  ['--id', ', such as --code CODE or --id ID'],
  ['--service', ', such as --tenant acme'],
];

function keyOf(verb: KnownVerb): KeyOf<KnownVerb> {
  return verbName(verb) as KeyOf<KnownVerb>;
}
