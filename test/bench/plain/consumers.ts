import { randomSource } from '../../../emulator/api/random-source.ts';
import { kmsService } from '../../../emulator/kms/service.ts';
import { machineClient } from '../../world/machine-client.ts';
import { REGION } from '../../world/machine-ports.ts';
import { machineTopics } from '../../world/machine-topics.ts';
import { concurrently } from '../processes/concurrently.ts';
import { type BacklogWorld, withLatency } from '../worlds/backlog-world.ts';
import type { Consumer } from '../worlds/drain-backlog.ts';

/** Creates the key of each request and publishes it, sequentially. */
export function oneByOne(world: BacklogWorld): Consumer {
  const make = maker(world);
  return async (event) => {
    for (const record of recordsOf(event)) await make(record);
  };
}

/**
 * Creates this many keys concurrently. A failed call is retried with exponential backoff and jitter.
 * The batch fails when one of its calls has failed for good.
 */
export function withBackoff(world: BacklogWorld, seed: string, concurrency = 20): Consumer {
  const { clock } = world;
  const { random } = randomSource(seed, 'backoff');
  const make = maker(world);
  return async (event) => {
    const records = recordsOf(event);
    await concurrently(0, records.length, concurrency, async (index) => {
      for (let attempt = 0; ; attempt += 1) {
        const error = await make(records[index]!).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error === undefined) return;
        if (attempt === ATTEMPTS_MAX) throw error;
        await clock.sleep(random() * Math.min(2_000, 100 * 2 ** attempt));
      }
    });
  };
}

const ATTEMPTS_MAX = 10;

type Record = { readonly Ckafka: { readonly msgKey: string; readonly msgBody: string } };

function recordsOf(event: object): readonly Record[] {
  return (event as { readonly Records: readonly Record[] }).Records;
}

function maker({ machine, clock }: BacklogWorld): (record: Record) => Promise<void> {
  const client = withLatency(clock)(machineClient(machine, clock, kmsService.version, REGION));
  const topics = machineTopics(machine, clock);
  const { signal } = new AbortController();
  return async ({ Ckafka: { msgBody } }) => {
    const { tenantId, keyName } = JSON.parse(msgBody);
    const Tags = [{ TagKey: 'tenant-keys:tenant', TagValue: tenantId }];
    const params = { Alias: `${tenantId}_${keyName}`, Tags };
    const key = await client.request('CreateKey', params, signal).catch((error: unknown) => {
      // An earlier delivery of the batch created it.
      if ((error as { code?: string }).code === 'InvalidParameterValue.AliasAlreadyExists')
        return {};
      throw error;
    });
    const value = JSON.stringify({ ...(key as object), tenantId, keyName });
    await topics.publish('key-events', [{ key: tenantId, value }], clock.nowMs() + 10_000);
  };
}
