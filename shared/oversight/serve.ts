import type { Config } from '../config.ts';
import { leftOutLine, watchedReader, withLeftOut } from '../dead-letters/left-out.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import {
  answerCommand,
  type CommandsOf,
  expectCommand,
  type RowsFor,
  type Verbs,
  verbsWith,
} from '../operator-command.ts';
import { tenantIn } from '../tenant-key/tenant-id.ts';
import { answerBlock, answerBlocked, answerUnblock } from './block-commands.ts';
import type { OversightAnswers, OversightCommand } from './generated/oversight-command.ts';
import {
  OVERSIGHT_COMMAND_MESSAGES,
  validateOversightCommand,
} from './generated/validate-oversight-command.js';
import {
  answerListKeys,
  answerRequestKey,
  answerShowKey,
  answerShowRequest,
  keyFacts,
  requestFacts,
} from './key-commands.ts';
import type { OversightPorts } from './ports.ts';
import { answerStatus } from './status-command.ts';

/**
 * Handles an event of the function oversee: an operator's command. Refuses an invalid command, and one that the
 * topics did not answer. The answer names records that could not be decoded.
 *
 * Throws as {@link expectCommand} does.
 */
export async function serveOversight(
  event: unknown,
  ports: OversightPorts,
  config: Config,
  invocation: Invocation,
): Promise<OversightAnswer> {
  expectCommand(event);
  const records = watchedReader(ports.records);
  const watched = { ...ports, records };
  try {
    const answer = await answerCommand(OVERSIGHT_VERBS, event, watched, config, invocation);
    return withLeftOut(answer, records.leftOut());
  } finally {
    const leftOut = records.leftOut();
    if (leftOut.length > 0) invocation.log(leftOutLine('oversee', leftOut));
  }
}

export type OversightAnswer = Refused | NonNullable<OversightAnswers[keyof OversightAnswers]>;

const verb = verbsWith<OversightCommand, OversightPorts>();
const noTotals = () => ({});

const ROWS = {
  status: verb({
    needs: [],
    takes: [],
    handle: answerStatus,
    facts: ({ unknown }) => ({ code: unknown[0]?.code }),
  }),
  block: verb({
    needs: ['tenantId'],
    takes: ['reason', 'planOnly'],
    handle: answerBlock,
    facts: tenantIn,
  }),
  unblock: verb({
    needs: ['tenantId'],
    takes: ['planOnly'],
    handle: answerUnblock,
    facts: tenantIn,
  }),
  blocked: verb({ needs: [], takes: [], handle: answerBlocked, facts: noTotals }),
  'list-keys': verb({
    needs: [],
    takes: ['tenantId', 'keyState', 'keyUsage', 'limit', 'cursor'],
    handle: answerListKeys,
    facts: keyFacts,
  }),
  'show-key': verb({
    needs: ['tenantId', 'keyName'],
    takes: [],
    handle: answerShowKey,
    facts: keyFacts,
  }),
  'request-key': verb({
    needs: ['request'],
    takes: [],
    handle: answerRequestKey,
    facts: requestFacts,
  }),
  'show-request': verb({
    needs: ['tenantId', 'requestId'],
    takes: ['acceptedAt'],
    handle: answerShowRequest,
    facts: keyFacts,
  }),
} satisfies RowsFor<OversightAnswers, OversightPorts>;

/** The commands about the state of the application and about keys, by their verbs. */
export type OversightCommands = CommandsOf<typeof ROWS>;

/** The verbs of the function oversee. */
const OVERSIGHT_VERBS: Verbs<OversightCommand, OversightPorts, OversightAnswer> = {
  functionName: 'oversee',
  rows: ROWS,
  validate: validateOversightCommand,
  messages: OVERSIGHT_COMMAND_MESSAGES,
};
