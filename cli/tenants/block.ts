import type { BlockAnswer } from '../../shared/oversight/generated/oversight-command.ts';
import { sentId, type Tenant } from '../../shared/tenant-key/tenant-id.ts';
import { counted } from '../../terminal/sentences.ts';
import { paragraph, printable, shortSpan } from '../../terminal/text.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import type { Consent } from '../report/consent.ts';
import { madeIdNote } from '../report/made-id.ts';
import { type CommandResult, refusedResult } from '../report/result.ts';
import { type Style, withOperand } from '../report/style.ts';

type BlockCommand = CommandOf<'block'> | CommandOf<'unblock'>;

/** Blocks or unblocks a tenant, once a person agrees. With `planOnly`, shows what that would change. */
export async function changeBlock(
  command: BlockCommand,
  context: VerbContext,
  { planOnly, ask }: Consent,
): Promise<CommandResult> {
  if (!planOnly && ask === undefined) return change(command, context);
  const { style } = context;
  const plan = await sendChange({ ...command, planOnly: true }, context);
  if ('refused' in plan) return refusedResult(plan);
  if (!plan.isChanged) {
    return { exit: planOnly ? 'done' : 'nothing', answer: plan, text: unchangedText(plan, style) };
  }
  const shown = planText(command, plan, style);
  if (planOnly) {
    return { exit: 'done', answer: plan, text: `${shown}\n${planEnd(command, style)}` };
  }
  const problem = await ask?.(`${shown}\n`);
  if (problem === undefined) return change(command, context);
  return { exit: 'refused', answer: plan, text: '', problem };
}

async function change(command: BlockCommand, context: VerbContext): Promise<CommandResult> {
  const answer = await sendChange(command, context);
  if ('refused' in answer) return refusedResult(answer);
  const { style } = context;
  return answer.isChanged
    ? { exit: 'done', answer, text: changedText(command, style) }
    : { exit: 'nothing', answer, text: unchangedText(answer, style) };
}

function sendChange(command: BlockCommand, { send }: VerbContext) {
  return command.command === 'block' ? send('block', command) : send('unblock', command);
}

/** Lists the tenants that are blocked. */
export async function listBlocked(
  command: CommandOf<'blocked'>,
  { send, style }: VerbContext,
): Promise<CommandResult> {
  const answer = await send('blocked', command);
  if ('refused' in answer) return refusedResult(answer);
  const { tenants, unproven } = answer;
  const lines = tenants.map((each) => `${blockText(each, style)}\n`);
  const text = lines.length === 0 ? 'No tenant is blocked.\n' : lines.join('');
  const note =
    unproven === 0
      ? ''
      : paragraph(
          `${counted(unproven, 'record')} on the topic key-status claim to block a tenant without our signature. They block nobody: find out who writes there.`,
          style.width,
        );
  return { exit: 'done', answer, text: text + note };
}

function blockText(
  block: Pick<BlockAnswer, keyof Tenant | 'blockedAt' | 'reason'>,
  { nowMs }: Style,
): string {
  const { blockedAt = '', reason } = block;
  const age = shortSpan((nowMs - Date.parse(blockedAt)) / 1_000);
  const why = reason === undefined ? '' : `: ${reason}`;
  return printable(`${sentId(block)}, blocked ${age} ago${why}`);
}

function planText({ command, tenantId }: BlockCommand, plan: BlockAnswer, style: Style): string {
  const { keys, waiting } = plan;
  const facts = [
    ...(keys === undefined ? [] : [counted(keys, 'key')]),
    ...(waiting === undefined
      ? []
      : [`${counted(waiting, 'request')} that ${waiting === 1 ? 'waits' : 'wait'}`]),
  ];
  const known = facts.length === 0 ? [] : [`The tenant ${tenantId} has ${facts.join(' and ')}.`];
  const isUnknown = command === 'block' && keys === 0 && waiting === 0;
  const sentences = [
    ...(command === 'unblock' ? [`${blockText(plan, style)}.`] : []),
    ...known,
    ...(isUnknown ? [madeIdNote(tenantId) || 'Is the name right?'] : []),
    MEANINGS[command],
  ];
  return paragraph(sentences.join(' '), style.width);
}

const MEANINGS = {
  block:
    'Its requests from the queue would wait, and the HTTP API would refuse it new keys with 403. Its keys stay as they are.',
  unblock: 'What waits for it would be sent in again within two minutes.',
} as const;

function planEnd({ command, tenantId, ...more }: BlockCommand, { nextCommand }: Style): string {
  const reason = 'reason' in more && more.reason !== undefined ? ['--reason', more.reason] : [];
  return `Nothing was changed. To do this:\n${nextCommand(withOperand(['tenants', command], tenantId, reason))}`;
}

function changedText({ command, tenantId }: BlockCommand, { width }: Style): string {
  const sentence =
    command === 'block'
      ? `${tenantId} is blocked. Every instance knows within a minute or so.`
      : `${tenantId} is not blocked any more. Every instance knows within a minute or so, and what waits is sent in again.`;
  return paragraph(withMadeNote(sentence, tenantId), width);
}

/** Without a plan, nothing has shown whether the tenant has anything. */
function withMadeNote(sentence: string, tenantId: string): string {
  return `${sentence} ${madeIdNote(tenantId)}`.trimEnd();
}

function unchangedText(answer: BlockAnswer, style: Style): string {
  const sentence = answer.isBlocked
    ? `There is nothing to do: ${blockText(answer, style)}.`
    : `There is nothing to do: ${sentId(answer)} is not blocked.`;
  return paragraph(
    answer.isBlocked ? sentence : withMadeNote(sentence, sentId(answer)),
    style.width,
  );
}
