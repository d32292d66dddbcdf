import { allOf, oneOf } from '../../terminal/sentences.ts';
import { discardDeadLetters } from '../dead-letters/discard.ts';
import { listDeadLetters } from '../dead-letters/list.ts';
import { planDeadLetters } from '../dead-letters/plan.ts';
import { redriveDeadLetters } from '../dead-letters/redrive.ts';
import { FILTER_FLAGS, selectionOf } from '../dead-letters/selection.ts';
import { showDeadLetter } from '../dead-letters/show.ts';
import type { DeploymentCommandOf } from '../deployment/command.ts';
import { deployApplication } from '../deployment/deploy.ts';
import { destroyApplication } from '../deployment/destroy.ts';
import { diagnoseTarget } from '../deployment/doctor.ts';
import { printToken } from '../deployment/token.ts';
import { checkFleet } from '../fleet/check.ts';
import { repairFleet } from '../fleet/repair.ts';
import { withTenants } from '../fleet/tenants.ts';
import type { CommandOf } from '../invocation/operator-command.ts';
import { resumeQuota, showQuota } from '../quota/quota.ts';
import { completionScript, isShell, SHELL_RULE } from './completion.ts';
import * as flag from './flags.ts';
import { type Flags, runs, sends, type Verb } from './verb.ts';

type Noun = {
  readonly name: string;
  readonly summary: string;
  /** The verb that is meant without one. */
  readonly defaultVerb?: string;
};

export const NOUNS: readonly Noun[] = [
  { name: 'dead-letters', summary: 'requests that are parked in the dead-letter queue' },
  { name: 'quota', summary: 'the quota of keys in the account', defaultVerb: 'show' },
  { name: 'fleet', summary: 'all keys of the account in the region' },
];

/**
 * Every verb: a new one is a row here. Parsing, help, completion and dispatch follow this table, and so
 * does the reference in docs/command.md.
 */
export const VERBS: readonly Verb[] = [
  {
    noun: 'dead-letters',
    name: 'list',
    summary: 'list dead letters, oldest first',
    flags: flag.SELECTION,
    act: sends(
      ({ flags }) => selecting(flags, (selection) => ({ command: 'list', selection }), READS),
      listDeadLetters,
    ),
  },
  {
    noun: 'dead-letters',
    name: 'show',
    summary: 'show a dead letter with its next step',
    operand: { value: 'ID', rule: flag.ID_RULE },
    flags: [flag.TEXT],
    act: sends(
      ({ operands: [id], flags }) =>
        id === undefined
          ? 'The id is missing: tenant-keys dead-letters show ID; dead-letters list prints the ids.'
          : { command: 'show', id, ...(flags.has('--text') && { text: true }) },
      showDeadLetter,
    ),
  },
  {
    noun: 'dead-letters',
    name: 'plan',
    summary: 'preview a redrive; changes nothing',
    flags: flag.SELECTION,
    act: sends(
      ({ flags }) => selecting(flags, (selection) => ({ command: 'plan', selection }), READS),
      planDeadLetters,
    ),
  },
  {
    noun: 'dead-letters',
    name: 'redrive',
    summary: 'send parked requests in again, oldest first',
    flags: flag.SELECTION,
    act: sends(
      ({ flags }) => selecting(flags, (selection) => ({ command: 'redrive', selection }), CHANGES),
      redriveDeadLetters,
    ),
  },
  {
    noun: 'dead-letters',
    name: 'discard',
    summary: 'settle dead letters without redriving them',
    operand: { value: 'ID', isRepeatable: true, rule: flag.ID_RULE },
    flags: [flag.REASON],
    act: sends(
      ({ operands, flags }) => discardCommand(operands, flags.get('--reason')?.[0]),
      discardDeadLetters,
    ),
  },
  {
    noun: 'quota',
    name: 'show',
    summary: 'show key usage, and when the quota will be full',
    flags: [],
    act: sends(() => ({ command: 'quota' }), showQuota),
  },
  {
    noun: 'quota',
    name: 'resume',
    summary: 'create the keys that wait for the quota',
    flags: [],
    act: sends(() => ({ command: 'resume' }), resumeQuota),
  },
  {
    noun: 'fleet',
    name: 'check',
    summary: 'compare tenants, keys and tags; changes nothing',
    flags: [flag.TENANTS_FILE],
    act: sends(
      () => ({ command: 'check' }),
      checkFleet,
      (command, { flags }, read) => withTenants(command, flags.get('--tenants')?.[0], read),
    ),
  },
  {
    noun: 'fleet',
    name: 'repair',
    summary: 'carry out the plan that fleet check printed',
    flags: [flag.PLAN_HASH],
    act: sends(({ flags }) => {
      const [planHash] = flags.get('--plan') ?? [];
      return planHash === undefined
        ? 'The plan is missing: fleet check prints the command, tenant-keys fleet repair --plan HASH.'
        : { command: 'repair', planHash };
    }, repairFleet),
  },
  {
    name: 'deploy',
    summary: 'make a cloud match serverless.yml',
    flags: [flag.PLAN_ONLY, flag.YES, flag.ROLLBACK, flag.REPLACE_FUNCTIONS],
    act: runs(({ flags }) => deployCommand(flags), deployApplication),
  },
  {
    name: 'destroy',
    summary: 'delete what was deployed, but never a key',
    flags: [flag.PLAN_ONLY, flag.YES],
    act: runs(
      ({ flags }) => ({
        command: 'destroy',
        planOnly: flags.has('--plan'),
        isAgreed: flags.has('--yes'),
      }),
      destroyApplication,
    ),
  },
  {
    name: 'doctor',
    summary: 'check account and deployment; changes nothing',
    flags: [],
    act: runs(
      () => ({ command: 'doctor' }),
      (_, target, terminal, io) => diagnoseTarget(target, terminal, io),
    ),
  },
  {
    name: 'token',
    summary: 'print a token for the HTTP API of the local cloud',
    flags: flag.TOKEN_TENANTS,
    act: runs(({ flags }) => tokenCommand(flags), printToken),
  },
  {
    name: 'completion',
    summary: 'print a script that completes commands in a shell',
    operand: { value: 'SHELL', rule: SHELL_RULE },
    flags: [],
    act: runs(
      ({ operands: [shell] }) =>
        isShell(shell)
          ? { command: 'completion', shell }
          : 'The shell is missing: tenant-keys completion bash, zsh or fish.',
      async ({ shell }, _, { print }) => {
        const script = completionScript(shell, NOUNS, VERBS, flag.GENERAL_FLAGS);
        print(script);
        return { exit: 'done', answer: { shell, script } };
      },
    ),
  },
];

/** The command for a selection; or a sentence that says what is wrong with the selection. */
function selecting<Command>(
  flags: Flags,
  commandFor: (selection: ReturnType<typeof selectionOf>) => Command,
  { isAllByDefault }: { readonly isAllByDefault: boolean },
): Command | string {
  const selection = selectionOf(flags);
  const filters = FILTER_FLAGS.filter((name) => flags.has(name));
  if (filters.length > 0) {
    return selection.all
      ? `--all selects every dead letter: leave out ${allOf(filters)}, or --all.`
      : commandFor(selection);
  }
  return selection.all || isAllByDefault
    ? commandFor({ ...selection, all: true })
    : `Select dead letters by ${oneOf(FILTER_FLAGS)}; --all selects every one.`;
}

/** A list or a preview changes nothing, so it may cover all of them. */
const READS = { isAllByDefault: true };
const CHANGES = { isAllByDefault: false };

function discardCommand(
  ids: readonly string[],
  reason: string | undefined,
): CommandOf<'discard'> | string {
  if (ids.length === 0)
    return `The ids are missing: ${DISCARD_USAGE}; dead-letters list prints the ids.`;
  if (reason === undefined) return `The reason for the audit event is missing: ${DISCARD_USAGE}.`;
  return { command: 'discard', ids: [...new Set(ids)], reason };
}

const DISCARD_USAGE = 'tenant-keys dead-letters discard ID --reason "requested twice"';

function deployCommand(flags: Flags): DeploymentCommandOf<'deploy'> | string {
  const [replaceFunctions, isRollback] = [
    flags.has('--replace-functions'),
    flags.has('--rollback'),
  ];
  if (replaceFunctions && isRollback) {
    return '--rollback replaces no function: leave out --replace-functions, or --rollback.';
  }
  return {
    command: 'deploy',
    planOnly: flags.has('--plan'),
    isAgreed: flags.has('--yes'),
    ...{ replaceFunctions, isRollback },
  };
}

function tokenCommand(flags: Flags): DeploymentCommandOf<'token'> | string {
  const given = flag.TOKEN_TENANTS.map(({ name }) => name).filter((name) => flags.has(name));
  if (given.length === 0) {
    return 'The tenants of the token are missing: --tenant acme, --tenants acme,globex, or --service for every tenant.';
  }
  if (given.length > 1) return `A token takes only one of ${allOf(given)}.`;
  if (flags.has('--service')) return { command: 'token', claims: { service: true } };
  const [list = ''] = flags.get('--tenant') ?? flags.get('--tenants') ?? [];
  return { command: 'token', claims: { tenants: [...new Set(list.split(','))] } };
}
