import { expect, test } from 'vitest';
import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import type { Topics } from '../../shared/topics/topics.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { machineClient } from '../world/machine-client.ts';
import { machinePorts, REGION } from '../world/machine-ports.ts';
import { machineTopics } from '../world/machine-topics.ts';
import { type ProvisioningWorld, provisioningWorld } from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

const COUNT = 1_000;

type Trouble = {
  readonly effect: Effect;
  readonly taggingErrorLeavesKey?: boolean;
};

const TAGGING_ERROR = { error: 'FailedOperation.TaggingError' };

/** The failure of the first CreateKey for a tenant, by the tenant's number modulo 20. */
const TROUBLES: ReadonlyMap<number, Trouble> = new Map([
  [1, { effect: { tagCode: 1 } }],
  [11, { effect: { tagCode: 2 } }],
  [3, { effect: TAGGING_ERROR, taggingErrorLeavesKey: true }],
  [13, { effect: TAGGING_ERROR, taggingErrorLeavesKey: false }],
]);

/** The tag of every tenth tenant does not exist in the account. */
const isTagMissing = (number: number) => number % 10 === 5;

const tenantOf = (number: number) => `tenant-${number}`;

test('1,000 requests, three tenths with failures of tagging: 1,000 keys, each tagged before its event', async () => {
  const world = provisioningWorld({ switches: { cmkLimit: COUNT, rateLimits: false } });
  const { machine, clock } = world;
  await createTags(world);
  machine.journal.clear();

  const published: { readonly keyId: string; readonly tagged: boolean }[] = [];
  const ports = machinePorts(machine, clock, {
    callsPerSecondMax: 100,
    random: () => 0.5,
    client: (client) => troubled(client, machine),
    topics: observed(world, (keyId, tagged) => published.push({ keyId, tagged })),
  });
  const invocation = invocationBy(clock, 900_000);
  const counts = await clock.run(provisionEvent(batch(), ports, CONFIG, invocation));

  expect(counts).toEqual({ provisioned: COUNT });
  expect(published.filter(({ tagged }) => !tagged)).toEqual([]);
  expect(new Set(published.map(({ keyId }) => keyId)).size).toBe(COUNT);
  expect(published).toHaveLength(COUNT);
  expect(await world.call('ListKeyDetail', { Limit: 1 })).toMatchObject({ TotalCount: COUNT });
  expect(world.deadLetters()).toEqual([]);

  const codes = machine.journal.list().map(({ code }) => code);
  const countOf = (code: string) => codes.filter((other) => other === code).length;
  expect(countOf('FailedOperation.TaggingError')).toBe(100);
  expect(countOf('InvalidParameterValue.TagsNotExisted')).toBe(100);
  expect(machine.faults.list(), 'every fault has hit').toEqual([]);
});

function batch(): object {
  return {
    Records: Array.from({ length: COUNT }, (_, offset) => {
      const tenantId = tenantOf(offset);
      const msgBody = JSON.stringify({ requestId: `r-${offset}`, tenantId, keyName: 'main' });
      const place = { topic: 'key-requests', partition: 0, offset };
      return { Ckafka: { ...place, msgKey: tenantId, msgBody } };
    }),
  };
}

/** Creates the tags of all tenants but every tenth. */
async function createTags(world: ProvisioningWorld): Promise<void> {
  for (let number = 0; number < COUNT; number += 1) {
    if (isTagMissing(number)) continue;
    const tag = { TagKey: 'tenant-keys:tenant', TagValue: tenantOf(number) };
    await world.call('CreateTags', { Tags: [tag] });
  }
}

/** A client whose first CreateKey for a tenant fails in that tenant's way. */
function troubled(client: TencentClient, machine: CloudMachine): TencentClient {
  const met = new Set<string>();
  return {
    request: (action, params, signal) => {
      const { Alias: alias = '' } = params as { readonly Alias?: string };
      if (action === 'CreateKey' && !met.has(alias)) {
        met.add(alias);
        const [, number] = /^tenant-(\d+)_/.exec(alias) ?? [];
        const trouble = TROUBLES.get(Number(number) % 20);
        if (trouble !== undefined) injectFault(trouble, machine);
      }
      return client.request(action, params, signal);
    },
  };
}

/** The fault is for the call that follows at once, since a client of the machine sends without delay. */
function injectFault(
  { effect, taggingErrorLeavesKey = true }: Trouble,
  machine: CloudMachine,
): void {
  machine.setSwitches({ taggingErrorLeavesKey });
  machine.faults.add([{ action: 'CreateKey', effect, times: 1 }]);
}

/** Topics that check at each event whether the key has the tenant's tag. */
function observed(
  { machine, clock }: ProvisioningWorld,
  onProvisioned: (keyId: string, tagged: boolean) => void,
): Topics {
  const topics = machineTopics(machine, clock);
  const kms = machineClient(machine, clock, kmsService.version, REGION);

  async function look(text: string): Promise<void> {
    const { type, data } = JSON.parse(text);
    if (type !== 'tenant-key.provisioned') return;
    const TagFilters = [{ TagKey: 'tenant-keys:tenant', TagValue: [data.tenantId] }];
    const params = { SearchKeyAlias: data.keyId, TagFilters };
    const found = await kms.request('ListKeyDetail', params, new AbortController().signal);
    onProvisioned(data.keyId, (found as { TotalCount: number }).TotalCount === 1);
  }

  return {
    ...topics,
    publish: async (topic, messages, deadlineMs) => {
      for (const { value } of messages) await look(value ?? 'null');
      await topics.publish(topic, messages, deadlineMs);
    },
  };
}
