import { allOf, oneOf } from '../../terminal/sentences.ts';
import { discardDeadLetters } from '../dead-letters/discard.ts';
import { onKnownWords } from '../dead-letters/filter-words.ts';
import { listDeadLetters } from '../dead-letters/list.ts';
import { planDeadLetters } from '../dead-letters/plan.ts';
import { redriveDeadLetters } from '../dead-letters/redrive.ts';
import { retryDeadLetters } from '../dead-letters/retry.ts';
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
import { requestKey, waitForKey } from '../keys/request.ts';
import { listKeys, showKey } from '../keys/show.ts';
import { switchQueueTriggers } from '../queue/switch.ts';
import { showQuota } from '../quota/quota.ts';
import { showStatus } from '../status/status.ts';
import { changeBlock, listBlocked } from '../tenants/block.ts';
import { completionScript, isShell, SHELL_RULE } from './completion.ts';
import * as flag from './flags.ts';
import { listCommand, requestCommand, showCommand, waitCommand } from './key-commands.ts';
import * as keyFlag from './key-flags.ts';
import {
  agreementOf,
  type Flags,
  type Given,
  runs,
  sends,
  sendsOnConsent,
  type Verb,
} from './verb.ts';

type Noun = {
  readonly name: string;
  readonly summary: string;
  /** The verb that is meant without one. */
  readonly defaultVerb?: string;
};

export const NOUNS: readonly Noun[] = [
  { name: 'keys', summary: 'keys of tenants' },
  { name: 'dead-letters', summary: 'requests that are parked in the dead-letter queue' },
  { name: 'queue', summary: 'the queue from which requests are taken' },
  { name: 'quota', summary: 'the quota of keys in the account', defaultVerb: 'show' },
  { name: 'tenants', summary: 'tenants that may not have keys for now' },
  { name: 'fleet', summary: 'all keys of the account in the region' },
];

/**
 * Every verb: a new one is a row here. Parsing, help, completion and dispatch follow this table, and so
 * does the reference in docs/command.md.
 */
export const VERBS: readonly Verb[] = [
  {
    noun: 'keys',
    name: 'request',
    summary: 'request a key, or find it if it exists',
    operand: { value: 'TENANT/NAME', rule: keyFlag.KEY_RULE },
    flags: [...keyFlag.KEY_REQUEST, keyFlag.TIMEOUT],
    act: runs(requestCommand, requestKey, true),
  },
  {
    noun: 'keys',
    name: 'list',
    summary: 'list the keys of a tenant, or of all tenants',
    operand: { value: 'TENANT', isOptional: true, rule: keyFlag.PATH_TENANT_RULE },
    flags: keyFlag.KEY_FILTERS,
    act: runs(listCommand, listKeys, true),
  },
  {
    noun: 'keys',
    name: 'show',
    summary: 'show one key',
    operand: { value: 'TENANT/NAME', rule: keyFlag.KEY_RULE },
    flags: [],
    act: runs(showCommand, showKey, true),
  },
  {
    noun: 'keys',
    name: 'wait',
    summary: 'wait for a key, or for the end of a request',
    operand: { value: 'KEY', rule: keyFlag.AWAITED_RULE },
    flags: [keyFlag.AWAITED_REQUEST, keyFlag.REQUEST_TENANT, keyFlag.TIMEOUT],
    act: runs(waitCommand, waitForKey, true),
  },
  {
    noun: 'dead-letters',
    name: 'list',
    summary: 'list dead letters, oldest first',
    flags: flag.SELECTION,
    act: sends(
      ({ flags }) => selecting(flags, (selection) => ({ command: 'list', selection }), READS),
      onKnownWords(listDeadLetters),
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
      onKnownWords(planDeadLetters),
    ),
  },
  {
    noun: 'dead-letters',
    name: 'redrive',
    summary: 'send parked requests in again, oldest first',
    flags: [...flag.SELECTION, flag.PLAN_ONLY, flag.YES],
    act: sendsOnConsent(
      ({ flags }) => selecting(flags, (selection) => ({ command: 'redrive', selection }), CHANGES),
      onKnownWords(redriveDeadLetters),
      'Redrive them?',
      ({ selection }) => selection.all === true,
    ),
  },
  {
    noun: 'dead-letters',
    name: 'retry',
    summary: 'make requests that wait due now; no others',
    flags: [...flag.WAITING_SELECTION, flag.PLAN_ONLY, flag.YES],
    act: sendsOnConsent(
      ({ flags }) => selecting(flags, (selection) => ({ command: 'retry', selection }), CHANGES),
      onKnownWords(retryDeadLetters),
      'Make them due now?',
    ),
  },
  {
    noun: 'dead-letters',
    name: 'discard',
    summary: 'settle dead letters without redriving them',
    operand: { value: 'ID', isRepeatable: true, rule: flag.ID_RULE },
    flags: [...flag.SELECTION, flag.REASON, flag.PLAN_ONLY, flag.YES],
    act: sendsOnConsent(
      discardCommand,
      onKnownWords(discardDeadLetters),
      'Discard them?',
      ({ ids }) => ids === undefined,
    ),
  },
  {
    noun: 'queue',
    name: 'pause',
    summary: 'stop taking requests from the queue; HTTP goes on',
    flags: [flag.PLAN_ONLY, flag.YES],
    act: runs((given) => ({ command: 'pause', ...agreementOf(given) }), switchQueueTriggers, true),
  },
  {
    noun: 'queue',
    name: 'resume',
    summary: 'take requests from the queue again',
    flags: [flag.PLAN_ONLY, flag.YES],
    act: runs((given) => ({ command: 'resume', ...agreementOf(given) }), switchQueueTriggers, true),
  },
  {
    noun: 'quota',
    name: 'show',
    summary: 'show key usage, and when the quota will be full',
    flags: [],
    act: sends(() => ({ command: 'quota' }), showQuota),
  },
  {
    noun: 'tenants',
    name: 'list',
    summary: 'list the tenants that are blocked',
    flags: [],
    act: sends(() => ({ command: 'blocked' }), listBlocked),
  },
  {
    noun: 'tenants',
    name: 'block',
    summary: 'make the requests of a tenant wait',
    operand: { value: 'NAME', rule: flag.TENANT_RULE },
    flags: [flag.BLOCK_REASON, flag.PLAN_ONLY, flag.YES],
    act: sendsOnConsent(
      ({ operands: [tenantId], flags }): CommandOf<'block'> | string => {
        if (tenantId === undefined) return 'The tenant is missing: tenant-keys tenants block acme.';
        const [reason] = flags.get('--reason') ?? [];
        return { command: 'block', tenantId, ...(reason !== undefined && { reason }) };
      },
      changeBlock,
      'Block the tenant?',
    ),
  },
  {
    noun: 'tenants',
    name: 'unblock',
    summary: 'let the requests of a tenant go on',
    operand: { value: 'NAME', rule: flag.TENANT_RULE },
    flags: [flag.PLAN_ONLY, flag.YES],
    act: sendsOnConsent(
      ({ operands: [tenantId] }): CommandOf<'unblock'> | string =>
        tenantId === undefined
          ? 'The tenant is missing: tenant-keys tenants unblock acme; tenants list prints the names.'
          : { command: 'unblock', tenantId },
      changeBlock,
      'Unblock the tenant?',
    ),
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
    name: 'status',
    summary: 'show ways in, what waits, quota, rate and breakers',
    flags: [flag.WATCH],
    act: runs(
      ({ flags }) => ({ command: 'status', watch: flags.has('--watch') }),
      showStatus,
      true,
      ({ watch }) => watch,
    ),
  },
  {
    name: 'deploy',
    summary: 'make a cloud match serverless.yml',
    flags: [flag.PLAN_ONLY, flag.YES, flag.ROLLBACK, flag.REPLACE_FUNCTIONS],
    act: runs(deployCommand, deployApplication),
  },
  {
    name: 'destroy',
    summary: 'delete what was deployed, but never a key',
    flags: [flag.PLAN_ONLY, flag.YES],
    act: runs((given) => ({ command: 'destroy', ...agreementOf(given) }), destroyApplication),
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

/** Ids say exactly what is meant; a selection does not, so that it has a plan. */
function discardCommand({ operands, flags }: Given): CommandOf<'discard'> | string {
  const [reason] = flags.get('--reason') ?? [];
  const given = flag.SELECTION.map(({ name }) => name).filter((name) => flags.has(name));
  if (operands.length > 0 && given.length > 0) {
    return `Ids say exactly what to discard: leave out ${allOf(given)}, or the ids.`;
  }
  const ids = [...new Set(operands)];
  const selection =
    ids.length === 0 ? selecting(flags, (selected) => ({ selection: selected }), CHANGES) : { ids };
  if (typeof selection === 'string') return `${selection} Or name them: ${DISCARD_USAGE}.`;
  if (flags.has('--plan')) {
    // The function plans selections.
    const planned = 'ids' in selection ? { selection } : selection;
    return { command: 'discard', ...planned, ...(reason !== undefined && { reason }) };
  }
  if (reason === undefined) return `The reason for the audit event is missing: ${DISCARD_USAGE}.`;
  return { command: 'discard', ...selection, reason };
}

const DISCARD_USAGE = 'tenant-keys dead-letters discard ID --reason "requested twice"';

function deployCommand(given: Given): DeploymentCommandOf<'deploy'> | string {
  const { flags } = given;
  const [replaceFunctions, isRollback] = [
    flags.has('--replace-functions'),
    flags.has('--rollback'),
  ];
  if (replaceFunctions && isRollback) {
    return '--rollback replaces no function: leave out --replace-functions, or --rollback.';
  }
  return {
    command: 'deploy',
    ...agreementOf(given),
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
  // The id of one tenant may have a comma.
  const [list = ''] = flags.get('--tenants') ?? [];
  const tenants = flags.get('--tenant') ?? list.split(',');
  return { command: 'token', claims: { tenants: [...new Set(tenants)] } };
}
