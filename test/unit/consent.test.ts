import { expect, test } from 'vitest';
import type { CloudCalls } from '../../deploy/calls/calls.ts';
import { askFor } from '../../deploy/plan/consent.ts';
import { virtualClock } from '../world/virtual-clock.ts';

test('a deadline is put off by as long as a person took to answer, whatever the time was', async () => {
  const clock = virtualClock();
  const extendedMs: number[] = [];
  const calls = { extend: (delayMs) => extendedMs.push(delayMs) } as Partial<CloudCalls>;
  const plan = { changes: [] };
  const asked = async () => {
    await clock.sleep(7_000);
    const objection = async () => {
      await clock.sleep(90_000);
      return undefined;
    };
    return askFor(objection, plan, async () => plan, { calls: calls as CloudCalls, clock });
  };
  expect(await clock.run(asked())).toEqual({ ok: true, planned: plan });
  expect(extendedMs).toEqual([90_000]);
});
