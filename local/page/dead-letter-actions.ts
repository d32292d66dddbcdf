import type {
  DeadLettersCommand,
  DiscardAnswer,
  RedriveAnswer,
  RedrivePlans,
  RetryAnswer,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { counted } from '../../terminal/sentences.ts';
import type { DeadLetterAction, DeadLetterCommand, DeadLetterResult } from './wire.ts';

/** Sends a command to the function `redrive` and returns its answer. */
export type SendCommand = <Answer extends object>(command: DeadLettersCommand) => Promise<Answer>;

/** What each action does, and what it says that it did. */
export const DEAD_LETTER_ACTIONS: Readonly<
  Record<
    DeadLetterAction,
    (command: DeadLetterCommand, send: SendCommand) => Promise<DeadLetterResult>
  >
> = { plan, redrive, retry, discard };

async function plan({ ids }: DeadLetterCommand, send: SendCommand): Promise<DeadLetterResult> {
  const { plans, total } = await send<RedrivePlans>({ command: 'plan', selection: { ids } });
  const some = plans.length < total ? ` There was time for ${plans.length} of ${total}.` : '';
  return {
    summary: `A redrive would end with ${outcomesOf(plans)}. Nothing was changed.${some}`,
    results: plans.map(({ id, outcome, code, calls, ...names }) => {
      const because = code === undefined ? '' : `: ${code}`;
      const by = calls.length === 0 ? '' : `, by ${calls.join(', ')}`;
      const text = `would be ${outcome}${because}${by}`;
      return { id, ...nameIn(names), text, ok: isSettled(outcome) };
    }),
  };
}

async function redrive({ ids }: DeadLetterCommand, send: SendCommand): Promise<DeadLetterResult> {
  let answer = await send<RedriveAnswer>({ command: 'redrive', selection: { ids } });
  const results = [...answer.results];
  while (answer.next !== undefined && answer.stoppedBy === undefined) {
    answer = await send<RedriveAnswer>(answer.next);
    results.push(...answer.results);
  }
  const { stoppedBy, remaining } = answer;
  const sentences = [
    results.length === 0 ? 'Nothing was redriven.' : `Redriven: ${outcomesOf(results)}.`,
    ...(stoppedBy === undefined ? [] : [`Stopped by an outage: ${stoppedBy}.`]),
    ...(remaining === 0 ? [] : [`${counted(remaining, 'dead letter')} not reached.`]),
  ];
  return {
    summary: sentences.join(' '),
    results: results.map(({ id, outcome, code, keyId, adopted, ...names }) => {
      const key = keyId === undefined ? '' : `: key ${keyId}${adopted ? ', adopted' : ''}`;
      const text = code === undefined ? `${outcome}${key}` : `${outcome}: ${code}`;
      return { id, ...nameIn(names), text, ok: isSettled(outcome) };
    }),
  };
}

async function retry({ ids }: DeadLetterCommand, send: SendCommand): Promise<DeadLetterResult> {
  const answer = await send<RetryAnswer>({ command: 'retry', selection: { ids } });
  const { retried, due, inFlight, remaining, stoppedBy } = answer;
  const sentences = [
    ...(retried === 0
      ? ['No request that waits was made due.']
      : [
          `${counted(retried, 'request')} made due: the timer sends them in again within a minute.`,
        ]),
    ...(due === 0 ? [] : [`${counted(due, 'request')} due already.`]),
    ...(inFlight === 0 ? [] : [`${counted(inFlight, 'request')} on the way already.`]),
    ...(stoppedBy === undefined ? [] : [`Stopped by an outage: ${stoppedBy}.`]),
    ...(remaining === 0 ? [] : [`${counted(remaining, 'request')} not reached.`]),
  ];
  return { summary: sentences.join(' '), results: [] };
}

async function discard(
  { ids, reason }: DeadLetterCommand,
  send: SendCommand,
): Promise<DeadLetterResult> {
  const because = reason === undefined ? {} : { reason };
  const { discarded } = await send<DiscardAnswer>({ command: 'discard', ids, ...because });
  return {
    summary: `Discarded: ${counted(discarded.length, 'dead letter')}.`,
    results: discarded.map((id) => ({ id, text: 'discarded', ok: true })),
  };
}

/** The count of each outcome, such as `3 provisioned, 1 parked`. */
function outcomesOf(results: readonly { readonly outcome: string }[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ') || 'none';
}

/** Such as `acme/main`; nothing where the names are unknown. */
function nameIn({ tenantId, externalTenantId = tenantId, keyName }: Names): { name?: string } {
  if (externalTenantId === undefined || keyName === undefined) return {};
  return { name: `${externalTenantId}/${keyName}` };
}

type Names = Pick<RedrivePlans['plans'][number], 'tenantId' | 'externalTenantId' | 'keyName'>;

/** Whether an outcome settles the dead letter. */
function isSettled(outcome: string): boolean {
  return outcome === 'provisioned' || outcome === 'rejected';
}
