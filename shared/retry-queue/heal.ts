import type { Config } from '../config.ts';
import type { DeadLettersAnswers } from '../dead-letters/generated/dead-letters-command.ts';
import { leftOutLine, watchedReader, withLeftOut } from '../dead-letters/left-out.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import { refusedCommand, timerOf } from '../operator-command.ts';
import type { HealPorts } from '../ports.ts';
import { isJsonObject } from '../tenant-key/json.ts';
import { isoTimeMs } from '../tenant-key/time.ts';
import { type HealReport, type HealState, healRetryQueue } from './run.ts';

/**
 * Handles an event of the function heal: a timer, or an empty object of an operator who does not wait for
 * the timer. Sends in again what is due in the retry queue by the time of the timer. The answer says what it
 * did, and names records that could not be decoded. Refuses any other event.
 *
 * Throws when a topic cannot be read or written, so that the platform reports a failed run, and as
 * {@link timerOf} does.
 */
export async function healEvent(
  event: unknown,
  ports: HealPorts & HealState,
  config: Config,
  invocation: Invocation,
): Promise<HealAnswer> {
  const timer = timerOf(event);
  if (timer === undefined && !isEmptyObject(event)) return refusedCommand([EVENT_RULE]);
  const records = watchedReader(ports.records);
  const nowMs = timeMsOf(timer?.time, ports.wallMs());
  try {
    const report = await healRetryQueue(nowMs, { ...ports, records }, config, invocation);
    return withLeftOut(report, records.leftOut());
  } finally {
    const leftOut = records.leftOut();
    if (leftOut.length > 0) invocation.log(leftOutLine('heal', leftOut));
  }
}

export type HealAnswer = Refused | (HealReport & LeftOut);

type LeftOut = Pick<NonNullable<DeadLettersAnswers['list']>, 'leftOut'>;

const EVENT_RULE = 'The function heal takes the event of a timer or an empty object.';

function isEmptyObject(event: unknown): boolean {
  return isJsonObject(event) && Object.keys(event).length === 0;
}

/** The time of the timer, or the time of day where the event has none. */
function timeMsOf(time = '', wallMs: number): number {
  const timeMs = isoTimeMs(time);
  return Number.isNaN(timeMs) ? wallMs : timeMs;
}
