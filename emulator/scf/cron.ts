import { Cron } from 'croner';
import { isJsonObject } from '../json/json.ts';

/**
 * Parses a timer's expression of seven fields, such as `0 30 9 * * MON-FRI *`. That the fields are
 * in Beijing time is reported by users and not documented by the vendor.
 *
 * @throws Error in one sentence, when the text is not such an expression.
 * @see https://cloud.tencent.com/document/product/583/9708
 */
export function parseCron(text: string): Cron {
  if (text.trim().split(/\s+/).length !== FIELDS.length) {
    throw new Error(`"${text}" must have seven fields: ${FIELDS.join(', ')}.`);
  }
  try {
    // The vendor's page allows sloppy ranges: `0/5` is every fifth value from 0.
    return new Cron(text, { timezone: 'Asia/Shanghai', sloppyRanges: true, paused: true });
  } catch (cause) {
    throw new Error(
      `"${text}" is not a schedule: ${(cause as Error).message.replace(/\.$/, '')}.`,
      {
        cause,
      },
    );
  }
}

const FIELDS = ['second', 'minute', 'hour', 'day', 'month', 'weekday', 'year'];

/** The next time after `afterMs` at which the timer fires; Infinity if there is none. */
export function nextTimeMs(cron: Cron, afterMs: number): number {
  return cron.nextRun(new Date(afterMs))?.getTime() ?? Number.POSITIVE_INFINITY;
}

/**
 * The last time up to `nowMs` at which the timer fires.
 *
 * @param dueMs Such a time, and perhaps not the last one.
 */
export function lastTimeMs(cron: Cron, dueMs: number, nowMs: number): number {
  // The timer fires after `before` by now, and not after `after`; they are whole seconds, as its times are.
  let [before, after] = [dueMs - SECOND_MS, Math.floor(nowMs / SECOND_MS) * SECOND_MS];
  while (after - before > SECOND_MS) {
    const middle = before + Math.floor((after - before) / SECOND_MS / 2) * SECOND_MS;
    if (nextTimeMs(cron, middle) <= nowMs) before = middle;
    else after = middle;
  }
  return nextTimeMs(cron, before);
}

const SECOND_MS = 1_000;

/**
 * The expression of a timer. Its `TriggerDesc` is the expression itself, or a JSON object with
 * `cron`.
 */
export function cronOf(desc: string): string {
  try {
    const fields: unknown = JSON.parse(desc);
    return isJsonObject(fields) && typeof fields.cron === 'string' ? fields.cron : desc;
  } catch {
    return desc;
  }
}
