import type { LocalCloud } from '../../local/cloud.ts';
import { callScf } from './scf-call.ts';

/**
 * Opens or closes the timer of heal, which fires each minute and sends in what waits. While it is closed,
 * nobody but the test redrives or retries, however long the test takes.
 */
export async function setTimer(cloud: LocalCloud, Enable: 'OPEN' | 'CLOSE'): Promise<void> {
  const trigger = { FunctionName: 'heal', Type: 'timer', TriggerName: 'every-minute' };
  await callScf(cloud, 'UpdateTriggerStatus', { ...trigger, Qualifier: '$DEFAULT', Enable });
}

/**
 * Puts the clock of a local cloud forward to the first second of a minute, so that timers fire no sooner than
 * most of a minute later. For tests that see the cloud by its HTTP interface alone.
 *
 * @param advance Sends `POST /clock/advance` with this body, and resolves to the answer.
 */
export async function startMinute(
  advance: (body: { readonly ms: number }) => Promise<{ readonly nowMs: number }>,
): Promise<void> {
  const { nowMs } = await advance({ ms: 0 });
  await advance({ ms: MINUTE_MS - (nowMs % MINUTE_MS) + 1_000 });
}

const MINUTE_MS = 60_000;
