import { json, jsonOf, type Route, type RouteResult, refusal } from '../../emulator/http/route.ts';
import type { FunctionHost } from '../../emulator/scf/host.ts';
import type {
  DeadLetterList,
  DeadLetterSummary,
  DeadLettersCommand,
  ShownDeadLetter,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';
import { isJsonObject } from '../../shared/tenant-key/json.ts';
import { DEAD_LETTER_ACTIONS, type SendCommand } from './dead-letter-actions.ts';
import type {
  DeadLetterAction,
  DeadLetterCommand,
  DeadLetterDetail,
  DeadLetterPage,
  DeadLetterRow,
} from './wire.ts';

type DeadLetterRoutesOptions = {
  readonly invoke: FunctionHost['invoke'];
  /** How far the cloud's own clock is ahead of the system's, by which functions give times. */
  readonly aheadMs: () => number;
};

/**
 * The routes about dead letters. The deployed function `redrive` carries all of them out, so that the page shows what
 * an operator's command shows.
 */
export function deadLetterRoutes({ invoke, aheadMs }: DeadLetterRoutesOptions): readonly Route[] {
  const send = commandSender(invoke);
  const path = '/page/dead-letters';
  const actions = Object.keys(DEAD_LETTER_ACTIONS) as DeadLetterAction[];
  return [
    {
      method: 'GET',
      path,
      handle: () => answered(async () => pageOf(await send(LIST), aheadMs())),
    },
    {
      method: 'GET',
      path: `${path}/:name`,
      handle: ({ name: id }) =>
        answered(async () => detailOf(await send({ command: 'show', id, text: true }), aheadMs())),
    },
    ...actions.map(
      (action): Route => ({
        method: 'POST',
        path: `${path}/${action}`,
        handle: ({ body }) => {
          const command = parseCommand(jsonOf(body), action);
          if (typeof command === 'string') return refusal(command);
          return answered(() => DEAD_LETTER_ACTIONS[action](command, send));
        },
      }),
    ),
  ];
}

const LIST = {
  command: 'list',
  selection: { all: true, states: ['waiting', 'parked'] },
} as const satisfies DeadLettersCommand;

/** Answers with a value, or with the sentence of an {@link Unanswered} function. */
async function answered(value: () => Promise<object>): Promise<RouteResult> {
  try {
    return json(await value());
  } catch (error) {
    if (error instanceof Unanswered) return refusal(error.message, error.status);
    throw error;
  }
}

/** The function refused a command, failed, or is not deployed. */
class Unanswered extends Error {
  readonly status: number;

  constructor(sentence: string, status: number) {
    super(sentence);
    this.status = status;
  }
}

/** Sends commands to the function, and waits while it is busy: it has one instance. */
function commandSender(invoke: FunctionHost['invoke']): SendCommand {
  return async <Answer extends object>(command: DeadLettersCommand) => {
    const result = await invoke(FUNCTION, command, undefined, 'Event');
    if (!result.ok) {
      if (result.code === 435) throw new Unanswered(NOT_DEPLOYED, 409);
      const [reason] = (result.stackTrace ?? result.errorMessage).split('\n', 1);
      throw new Unanswered(`The function ${FUNCTION} failed: ${reason}`, 502);
    }
    const answer = result.value as Answer | Refused;
    if ('refused' in answer) throw new Unanswered(answer.refused.detail, 409);
    return answer;
  };
}

const FUNCTION = 'redrive';
const NOT_DEPLOYED = `The function ${FUNCTION} is not deployed: run npm run deploy -- --target local.`;

function pageOf({ letters, total }: DeadLetterList, aheadMs: number): DeadLetterPage {
  return { deadLetters: letters.map((summary) => rowOf(summary, aheadMs)), total };
}

function rowOf(summary: Summary, aheadMs: number): DeadLetterRow {
  const { id, state, code, attempts, redrives, firstSeenAt, lastSeenAt, nextAttemptAt } = summary;
  const names = summary.identity ?? summary.claimed ?? {};
  const { requestId, tenantId, externalTenantId = tenantId, keyName } = names;
  return {
    ...{ id, state, code, meaning: failureOf(code).meaning },
    ...(externalTenantId !== undefined && { tenantId: externalTenantId }),
    ...(keyName !== undefined && { keyName }),
    ...(requestId !== undefined && { requestId }),
    ...{ attempts, redrives, firstSeenAt, lastSeenAt },
    ...(nextAttemptAt !== undefined &&
      state === 'waiting' && { nextAttemptAtMs: Date.parse(nextAttemptAt) + aheadMs }),
  };
}

/** What a list says of a dead letter, and what only one that is shown has. */
type Summary = Omit<DeadLetterSummary, 'isCut' | 'places'> &
  Pick<ShownDeadLetter['letter'], 'claimed'>;

function detailOf(
  { letter: deadLetter, runbook }: ShownDeadLetter,
  aheadMs: number,
): DeadLetterDetail {
  const { reason, nextStep, problems, keyId, text = '', cut } = deadLetter;
  return {
    ...rowOf(deadLetter, aheadMs),
    ...{ reason, nextStep, runbook, problems },
    ...(keyId !== undefined && { keyId }),
    ...{ text, isCut: cut !== undefined },
  };
}

/** Parses which dead letters are meant, or says in one sentence what is wrong. */
function parseCommand(body: unknown, action: DeadLetterAction): DeadLetterCommand | string {
  if (!isJsonObject(body)) return `The dead letters are given as ${EXAMPLE}.`;
  const { ids, reason, ...others } = body;
  const [other] = Object.keys(others);
  if (other !== undefined) return `${JSON.stringify(other)} is unknown; use ${EXAMPLE}.`;
  const isFew = Array.isArray(ids) && ids.length > 0 && ids.length <= IDS_MAX;
  if (!isFew || !ids.every((id) => typeof id === 'string')) {
    return `ids must be 1 to ${IDS_MAX} ids of dead letters, as in ${EXAMPLE}.`;
  }
  if (reason !== undefined && action !== 'discard') return 'Only a discard takes a reason.';
  if (reason !== undefined && typeof reason !== 'string') return 'reason must be a text.';
  return { ids, ...(reason !== undefined && { reason }) };
}

const EXAMPLE = '{"ids":["dl_…"]}';
const IDS_MAX = 1_000;
