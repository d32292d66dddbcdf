import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { ifThere } from '../calls/if-there.ts';
import type { Cloud } from './resource.ts';

/**
 * What the cloud tells of a function once it is not being changed any more; undefined when there is
 * none. Every change has to wait for the one before.
 *
 * @see https://cloud.tencent.com/document/product/583/115197 (the states of functions)
 */
export async function settledFunction(name: string, { call, application, clock }: Cloud) {
  const place = { FunctionName: name, Namespace: application.namespace, ShowCode: 'FALSE' };
  const untilMs = clock.nowMs() + SETTLING_MS_MAX;
  for (let delayMs = DELAY_MS_MIN; ; delayMs = Math.min(2 * delayMs, DELAY_MS_MAX)) {
    const found = await ifThere(call('scf', 'GetFunction', place));
    // While something is done to it: Creating, Updating, Publishing, Deleting.
    if (found === undefined || !/ing$/.test(found.Status ?? '')) return found;
    if (clock.nowMs() >= untilMs) {
      const detail = `${name} is ${found.Status} for ${SETTLING_MS_MAX / 1_000} seconds`;
      throw new ApiError('FunctionNotSettled', { detail });
    }
    await clock.sleep(delayMs);
  }
}

const SETTLING_MS_MAX = 120_000;
const DELAY_MS_MIN = 100;
const DELAY_MS_MAX = 2_000;
