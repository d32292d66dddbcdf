import { ApiError } from '../tenant-key/api-error.ts';
import { isThrottle } from '../tenant-key/failures/failures.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import type { Meter } from './meter.ts';
import type { Pacer } from './pacer.ts';
import { readFailure } from './read-failure.ts';
import type { TencentClient } from './tencent-client.ts';

/** What every call of one product needs. */
export type TencentApi = {
  readonly client: TencentClient;
  readonly pace: Pacer;
  readonly clock: Clock;
  /** How long one call may take; 3,000 when left out. */
  readonly timeoutMs?: number;
  /** Counts the calls, if anybody wants to know. */
  readonly meter?: Meter;
};

/**
 * Makes one call when its turn has come, and never again: whether a repetition is safe is for the
 * failure table to say. The pace is told of a call that the cloud refused as one too many.
 *
 * Ends by `deadlineMs` and within `timeoutMs`, though the SDK's own timer may not even start. Every
 * failure is an `ApiError`: with the vendor's code as it is, or with one of ours (see
 * {@link readFailure}; `NoTurn` and `DeadlineExceeded`, when it was too late to send).
 */
export async function callTencent<Answer extends object>(
  api: TencentApi,
  action: string,
  params: object,
  deadlineMs: number,
): Promise<Answer> {
  const { clock, timeoutMs = 3_000 } = api;
  await takeTurn(api, deadlineMs);
  const waitMs = Math.min(timeoutMs, deadlineMs - clock.nowMs());
  if (waitMs <= 0) {
    throw new ApiError('DeadlineExceeded', { detail: `there was no time left to send ${action}` });
  }
  const answer = await send(api, action, params, waitMs);
  if (answer === undefined) {
    // A call that our own deadline cut short says nothing of the cloud.
    const code = waitMs < timeoutMs ? 'DeadlineExceeded' : 'NoAnswer';
    throw new ApiError(code, { detail: `${action} was not answered in ${Math.ceil(waitMs)} ms` });
  }
  if (typeof answer !== 'object' || answer === null) {
    throw new ApiError('UnreadableAnswer', { detail: `the answer to ${action} is no object` });
  }
  return answer as Answer;
}

async function takeTurn({ pace, clock, meter }: TencentApi, deadlineMs: number): Promise<void> {
  const askedMs = clock.nowMs();
  try {
    await pace.turn(deadlineMs);
  } catch (error) {
    meter?.throttled();
    throw error;
  } finally {
    meter?.paced(clock.nowMs() - askedMs);
  }
}

/** Gives undefined when there was no answer in time. */
async function send(
  { client, pace, clock, meter }: TencentApi,
  action: string,
  params: object,
  waitMs: number,
): Promise<unknown> {
  const sentMs = clock.nowMs();
  meter?.sent(action);
  try {
    return await within(waitMs, clock, (signal) => client.request(action, params, signal));
  } catch (error) {
    const failure = readFailure(error, action);
    if (isThrottle(failure.code)) {
      pace.throttled(sentMs);
      meter?.throttled();
    }
    throw failure;
  } finally {
    meter?.answered(clock.nowMs() - sentMs);
  }
}
