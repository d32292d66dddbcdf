import type { Config } from '../config.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import {
  answerCommand,
  type CommandsOf,
  countsOf,
  expectCommand,
  type RowsFor,
  type Verbs,
  verbsWith,
} from '../operator-command.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { answerDiscard } from './discard-command.ts';
import type { DeadLettersAnswers, DeadLettersCommand } from './generated/dead-letters-command.ts';
import {
  DEAD_LETTERS_COMMAND_MESSAGES,
  validateDeadLettersCommand,
} from './generated/validate-dead-letters-command.js';
import { leftOutLine, watchedReader, withLeftOut } from './left-out.ts';
import { answerList, answerShow } from './list-commands.ts';
import { answerPlan } from './plan-command.ts';
import { answerQueue } from './queue-command.ts';
import { answerQuota } from './quota-command.ts';
import { answerRedrive } from './redrive-command.ts';
import { answerRetry } from './retry-command.ts';

/**
 * Handles an event of the function redrive: an operator's command. Refuses an invalid command, and one
 * that the cloud did not answer before anything was changed. The answer names records that could not be
 * decoded.
 *
 * Throws as {@link expectCommand} does.
 */
export async function serveDeadLetters(
  event: unknown,
  ports: DeadLetterPorts,
  config: Config,
  invocation: Invocation,
): Promise<DeadLettersAnswer> {
  expectCommand(event);
  const records = watchedReader(ports.records);
  const watched = { ...ports, records };
  try {
    const answer = await answerCommand(DEAD_LETTERS_VERBS, event, watched, config, invocation);
    return withLeftOut(answer, records.leftOut());
  } finally {
    const leftOut = records.leftOut();
    if (leftOut.length > 0) invocation.log(leftOutLine('redrive', leftOut));
  }
}

export type DeadLettersAnswer = Refused | NonNullable<DeadLettersAnswers[keyof DeadLettersAnswers]>;

const verb = verbsWith<DeadLettersCommand, DeadLetterPorts>();
const noTotals = () => ({});

const ROWS = {
  list: verb({ needs: [], takes: ['selection'], handle: answerList, facts: noTotals }),
  show: verb({ needs: ['id'], takes: ['text'], handle: answerShow, facts: noTotals }),
  plan: verb({ needs: ['selection'], takes: [], handle: answerPlan, facts: noTotals }),
  redrive: verb({
    needs: ['selection'],
    takes: ['startedAt', 'after', 'remaining', 'batchSize'],
    handle: answerRedrive,
    // Each redriven dead letter has a line of its own.
    facts: ({ results, stoppedBy, remaining }) => ({
      ...{ letters: countsOf(results.map(({ outcome }) => outcome)), stoppedBy, remaining },
    }),
  }),
  retry: verb({
    needs: ['selection'],
    takes: ['planOnly'],
    handle: answerRetry,
    facts: ({ retried, stoppedBy, remaining }) => ({ letters: { retried }, stoppedBy, remaining }),
  }),
  discard: verb({
    needs: [],
    takes: ['ids', 'selection', 'reason', 'startedAt', 'planOnly'],
    handle: answerDiscard,
    facts: ({ discarded, remaining }) => ({
      ...{ letters: { discarded: discarded.length }, remaining },
    }),
  }),
  quota: verb({ needs: [], takes: [], handle: answerQuota, facts: noTotals }),
  queue: verb({
    needs: ['queueState', 'triggers'],
    takes: [],
    handle: answerQueue,
    facts: noTotals,
  }),
} satisfies RowsFor<DeadLettersAnswers, DeadLetterPorts>;

/** The commands about dead letters, by their verbs. */
export type DeadLettersCommands = CommandsOf<typeof ROWS>;

/** The verbs of the function redrive. */
export const DEAD_LETTERS_VERBS: Verbs<DeadLettersCommand, DeadLetterPorts, DeadLettersAnswer> = {
  functionName: 'redrive',
  rows: ROWS,
  validate: validateDeadLettersCommand,
  messages: DEAD_LETTERS_COMMAND_MESSAGES,
  // An empty selection would match every dead letter, so it is refused as a likely mistake.
  missing: {
    selection:
      'selection must have at least one criterion; {"all": true} selects every dead letter.',
  },
};
