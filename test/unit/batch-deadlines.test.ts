import { describe, expect, test } from 'vitest';
import { handleBatch } from '../../shared/tenant-key/handle.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import type { Ports } from '../../shared/tenant-key/ports.ts';
import { provisioningWorld, SETTINGS } from '../world/provisioning-world.ts';

const message = (offset: number): Message => ({
  text: JSON.stringify({ requestId: `r-${offset}`, tenantId: `t-${offset}`, keyName: 'main' }),
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset },
  callerWaits: false,
});

/**
 * The deadlines of the calls of six messages, of which two are handled at a time. Each takes three
 * seconds. There are 31, of which one is kept for settling.
 */
async function deadlinesOfSix(messageMsMin: number): Promise<readonly number[]> {
  const { clock, ports } = provisioningWorld();
  const deadlines: number[] = [];
  const createKey: Ports['keys']['createKey'] = async ({ alias }, deadlineMs) => {
    deadlines.push(deadlineMs);
    await clock.sleep(3_000);
    return { keyId: alias, createTimeS: 1_793_577_600, keyState: 'Enabled', tagged: true };
  };
  const slow = { ...ports, keys: { ...ports.keys, createKey } };
  const messages = Array.from({ length: 6 }, (_, offset) => message(offset));
  const limits = { concurrencyMax: 2, messageMsMin };
  const { outcomes } = await clock.run(handleBatch(messages, slow, SETTINGS, limits, 31_000));
  expect(outcomes.map((outcome) => outcome?.kind)).toStrictEqual(Array(6).fill('provisioned'));
  return deadlines;
}

describe('the time of a batch (P8)', () => {
  test('is shared by the messages that wait, so that a slow one uses up only its own share', async () => {
    // At 0 s, 30 s are left for six and five; at 3 s, 27 s for four and three; at 6 s, 24 s for two
    // and one.
    expect(await deadlinesOfSix(0)).toStrictEqual([
      ...[10_000, 12_000, 16_500, 21_000, 30_000, 30_000],
    ]);
  });

  test('is at least messageMsMin for each, and ends for all at the same time', async () => {
    expect(await deadlinesOfSix(15_000)).toStrictEqual([
      ...[15_000, 15_000, 18_000, 21_000, 30_000, 30_000],
    ]);
  });
});

test('the result of a batch has no stoppedBy when every message is settled', async () => {
  const { clock, ports } = provisioningWorld();
  const limits = { concurrencyMax: 2, messageMsMin: 0 };
  expect(await clock.run(handleBatch([], ports, SETTINGS, limits, 31_000))).toStrictEqual({
    outcomes: [],
  });
});
