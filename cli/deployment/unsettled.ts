import type { Change } from '../../deploy/state/change.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { counted } from '../../terminal/sentences.ts';
import { paragraph } from '../../terminal/text.ts';
import { explainInvocationError } from '../invocation/explanations.ts';
import { functionInvoker } from '../invocation/invoker.ts';
import { commandSender } from '../invocation/operator-command.ts';
import type { Style } from '../report/style.ts';
import type { OpenTarget } from './target.ts';

/** How many requests are neither provisioned nor rejected; or why that is not known. */
export type Unsettled = UnsettledCounts | { readonly unknown: string } | undefined;

type UnsettledCounts = {
  readonly parked: number;
  readonly waiting: number;
  /** Of either kind, that did not fit into the function's memory. */
  readonly beyond: number;
};

/**
 * Asks the function redrive how many requests are parked or wait, before it is deleted. A cloud that does not answer
 * is no reason to keep what a person wants deleted, so its failure is part of the result.
 *
 * @param changes What is to be deleted: without the function, nobody is asked.
 */
export async function unsettledRequests(
  changes: readonly Change[],
  { application, credentials, endpoint }: OpenTarget,
  clock: Clock,
): Promise<Unsettled> {
  const isDeleted = changes.some(({ resource: { kind, name } }) => {
    return kind === 'function' && name === 'redrive';
  });
  if (!isDeleted) return undefined;
  const { region, namespace } = application;
  const connection = { region, namespace, ...(endpoint !== undefined && { endpoint }) };
  const send = commandSender(functionInvoker(connection, credentials, clock));
  try {
    const answer = await send('list', { command: 'list', selection: ONE_OF_ALL });
    if ('refused' in answer) return { unknown: answer.refused.detail };
    const { total, waiting, beyond } = answer;
    return { parked: total - waiting, waiting, beyond };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { unknown: await explainInvocationError(error, 'redrive', connection) };
  }
}

/** The counts are of all of them. */
const ONE_OF_ALL = { all: true, states: ['waiting', 'parked'], limit: 1 } as const;

/** What becomes of them, for the person who is about to confirm. */
export function unsettledText(unsettled: Unsettled, { width }: Style): string {
  if (unsettled === undefined) return '';
  if ('unknown' in unsettled) {
    return paragraph(
      `Not known: how many requests wait or are parked. ${unsettled.unknown}`,
      width,
    );
  }
  const { parked, waiting, beyond } = unsettled;
  if (parked + waiting + beyond === 0) return 'No request waits or is parked.\n';
  const more =
    beyond === 0 ? '' : `, and ${beyond} more that did not fit into the memory of redrive`;
  return paragraph(
    `${counted(parked, 'request')} parked, ${waiting} waiting${more}: nothing sends them in again until the application is deployed again. They stay on the topic key-dead-letters.`,
    width,
  );
}
