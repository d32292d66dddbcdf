import type { Config } from '../config.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import { countsOf, refusedCommand } from '../operator-command.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { type ApiError, asApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { isoTime, isoTimeMs } from '../tenant-key/time.ts';
import { KEY_DEAD_LETTERS } from '../topics/topics.ts';
import { stateOf } from './dead-letter.ts';
import type {
  DeadLettersCommand,
  RetryAnswer,
  Selection,
} from './generated/dead-letters-command.ts';
import { isDueAt, isLeasedAt } from './pause.ts';
import { retryRecords } from './queue.ts';
import type { OpenDeadLetter } from './records.ts';
import { DEAD_LETTERS_PER_COMMAND_MAX } from './redrive.ts';
import { selectDeadLetters } from './selection.ts';
import { trustOf } from './signature.ts';
import { readDeadLetterTable } from './table.ts';
import { deadLettersInOrder, type TableSelection } from './texts.ts';

/**
 * Makes requests that wait due now, so that the next run of the function heal may send them in again. Attempts
 * nothing itself. What is due already, and what was sent in again in the last five minutes, stays as it is: so a
 * repeat changes nothing. With `planOnly`, says what it would do.
 *
 * The event is published before the first record is written, so that no change is without a trace. Throws `ApiError`
 * when the topics do not answer by then; a later failure is in the answer.
 */
export async function answerRetry(
  { selection, planOnly }: RetryCommand,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs, id: invocationId }: Invocation,
): Promise<RetryAnswer | Refused> {
  const { states = WAITING } = selection;
  if (states.includes('parked')) return refusedCommand([STATES_RULE]);
  const table = await readDeadLetterTable(ports.records, deadlineMs, trustOf(config));
  const nowMs = ports.wallMs();
  const waiting = { ...selection, states: WAITING };
  const selected = selectDeadLetters(table.deadLetters, waiting, nowMs);
  if ('refused' in selected) return selected;
  const { early, ...others } = byTurn(selected.deadLetters, nowMs);
  const { beyond, unreadable } = table;
  const rest = { ...others, beyond, unreadable };
  if (planOnly === true || early.length === 0) {
    return { retried: early.length, counts: codeCountsOf(early), ...rest, remaining: 0 };
  }

  const taken = early.slice(0, DEAD_LETTERS_PER_COMMAND_MAX);
  const letters = taken.map(({ id, code }) => ({ id, code }));
  const data = { invocationId, selection, counts: codeCountsOf(letters), letters };
  const publish = () => ports.publishOperation({ type: 'tenant-keys.retried', data }, deadlineMs);
  await withRetries(publish, ports, config.provisioning.retry, deadlineMs);

  const made = await makeDue({ ...table, deadLetters: taken }, ports, config, nowMs, deadlineMs);
  const { retried, notReached, stoppedBy } = made;
  return {
    ...{ retried: retried.length, counts: codeCountsOf(retried) },
    ...rest,
    remaining: early.length - taken.length + notReached,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  };
}

type RetryCommand = Required<Pick<DeadLettersCommand, 'selection'>> &
  Pick<DeadLettersCommand, 'planOnly'>;

const WAITING: NonNullable<Selection['states']> = ['waiting'];

const STATES_RULE =
  'retry takes only what waits: states must be ["waiting"], or left out. What is parked is redriven.';

function codeCountsOf(deadLetters: readonly { readonly code: string }[]): RetryAnswer['counts'] {
  return countsOf(deadLetters.map(({ code }) => code));
}

type Turn = { readonly nextAttemptAt?: string; readonly sentAt?: string };

/** Those whose turn is yet to come, and how many others there are. */
function byTurn<Each extends Turn>(deadLetters: readonly Each[], nowMs: number) {
  const settled = deadLetters.filter((each) => !isLeased(each, nowMs));
  const early = settled.filter((each) => !isDue(each, nowMs));
  return {
    early,
    due: settled.length - early.length,
    inFlight: deadLetters.length - settled.length,
  };
}

function isLeased({ sentAt = '' }: Turn, nowMs: number): boolean {
  return isLeasedAt(isoTimeMs(sentAt), nowMs);
}

function isDue({ nextAttemptAt = '' }: Turn, nowMs: number): boolean {
  return isDueAt(isoTimeMs(nextAttemptAt), nowMs);
}

type Made = {
  readonly retried: readonly { readonly code: string }[];
  readonly notReached: number;
  readonly stoppedBy?: string;
};

/**
 * Writes each record as soon as its text and what came to the topic since have been read, and never again: heal may
 * have sent it in by then, and a record that comes after its mark would bring it back.
 */
async function makeDue(
  taken: TableSelection,
  ports: Pick<DeadLetterPorts, 'topics' | 'records' | 'clock' | 'wallMs'>,
  { signingKeys }: Pick<Config, 'signingKeys'>,
  nowMs: number,
  deadlineMs: number,
): Promise<Made> {
  const { topics, records, clock, wallMs } = ports;
  const byMs = deadlineMs - LOG_MS;
  const nextAttemptAt = isoTime(nowMs);

  async function write(open: OpenDeadLetter): Promise<Written> {
    const { code } = open.deadLetter;
    if (!stillWaits(open, wallMs())) return { code, result: 'needless' };
    const messages = retryRecords(open, { nextAttemptAt }, signingKeys);
    const publishing = topics.publish(KEY_DEAD_LETTERS, messages, byMs);
    return { code, result: await publishing.then(() => 'done' as const, asApiError) };
  }

  const written: Written[] = [];
  const failures: ApiError[] = [];
  let page: Promise<Written>[] = [];

  async function endPage(): Promise<void> {
    const results = await Promise.all(page);
    page = [];
    written.push(...results);
    for (const { result } of results) if (isOutage(result)) failures.push(result);
  }

  let isStopped = false;
  try {
    for await (const open of deadLettersInOrder(taken, records, byMs)) {
      isStopped = failures.length > 0 || clock.nowMs() >= deadlineMs - END_MS;
      if (isStopped) break;
      page.push(write(open));
      if (page.length === PAGE_SIZE) await endPage();
    }
  } catch (error) {
    isStopped = true;
    failures.push(asApiError(error));
  }
  await endPage();
  const [failure] = failures;
  const ofResult = (wanted: Written['result']) => written.filter(({ result }) => result === wanted);
  // Those that the topic does not have any more were settled meanwhile.
  const known = isStopped ? taken.deadLetters.length : written.length;
  const retried = ofResult('done');
  const notReached = known - retried.length - ofResult('needless').length;
  return { retried, notReached, ...(failure === undefined ? {} : { stoppedBy: failure.code }) };
}

/** What became of one. It is needless where its turn has come meanwhile. */
type Written = { readonly code: string; readonly result: 'done' | 'needless' | ApiError };

/** The topic may refuse one record for its size, and takes the others. */
function isOutage(result: Written['result']): result is ApiError {
  return typeof result === 'object' && failureOf(result.code).cause !== 'unpublishable';
}

/** How many are written at a time. */
const PAGE_SIZE = 100;

/** How long before the deadline the last one is taken, and by when everything ends but the log line. */
const END_MS = 10_000;
const LOG_MS = 1_000;

/** It may have been sent in again, have become due or have been parked since the table was read. */
function stillWaits({ deadLetter, isUnsealed }: OpenDeadLetter, nowMs: number): boolean {
  if (isUnsealed || stateOf(deadLetter) !== 'waiting') return false;
  return !isLeased(deadLetter, nowMs) && !isDue(deadLetter, nowMs);
}
