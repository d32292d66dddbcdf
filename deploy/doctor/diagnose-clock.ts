import type { CallerIdentity } from './diagnose-credentials.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Reading } from './reading.ts';

/**
 * Whether this machine's clock is near enough to the cloud's for signatures to count.
 *
 * @param aheadMs How far it is ahead of the cloud's `Date` header, which tells whole seconds;
 *   undefined when there was none.
 * @see https://cloud.tencent.com/document/api/573/34429 (a signature lasts five minutes)
 */
export function diagnoseClock(
  identity: Reading<CallerIdentity>,
  aheadMs: number | undefined,
): Diagnosis {
  const check = 'clock';
  const remedy = 'Set the clock of this machine by the network (NTP).';
  const isExpired = !identity.ok && identity.failure.code === 'AuthFailure.SignatureExpire';
  if (aheadMs === undefined) {
    if (isExpired)
      return { check, state: 'bad', found: 'It is off by five minutes or more.', remedy };
    return identity.ok
      ? { check, state: 'good', found: 'A signature was taken, so it is right to five minutes.' }
      : { check, state: 'warn', found: 'The cloud did not tell the time.' };
  }
  const offS = Math.round(Math.abs(aheadMs) / 1_000);
  const found = `It is ${offS} s ${aheadMs < 0 ? 'behind' : 'ahead of'} the cloud's.`;
  if (isExpired || offS >= VALID_S) return { check, state: 'bad', found, remedy };
  if (offS >= WARNED_S) return { check, state: 'warn', found, remedy };
  return { check, state: 'good', found: "It agrees with the cloud's." };
}

const VALID_S = 300;

/** A clock that is so far off drifts, and is not set by anybody. */
const WARNED_S = 60;
