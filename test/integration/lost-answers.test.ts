import { expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import { markDescription } from '../../shared/tenant-key/marker.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { machinePorts } from '../world/machine-ports.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

/** To try other faults: TEST_SEED=... npx vitest run test/integration/lost-answers.test.ts */
const SEED = process.env.TEST_SEED ?? 'lost-answers-1';

const REQUESTS = 1_000;
const PLANTED = 100;
const DELIVERIES_EACH = 10;
const BATCH = 10;
const INSTANCES = 4;

type Request = { readonly requestId: string; readonly tenantId: string; readonly keyName: string };

/** Each requests a key of its own. */
const WANTED: readonly Request[] = Array.from({ length: REQUESTS }, (_, number) => ({
  requestId: `r-${number}`,
  tenantId: `tenant-${number}`,
  keyName: 'main',
}));

/**
 * Each requests an alias that a foreign key has. It resembles the alias of a tenant above: half of them
 * begin with `tenant-7_main`, the others end with it, and the search of KMS finds both.
 */
const HELD: readonly Request[] = Array.from({ length: PLANTED }, (_, number) => {
  const names =
    number % 2 === 0
      ? { tenantId: `tenant-${number}`, keyName: 'main-old' }
      : { tenantId: `x-tenant-${number}`, keyName: 'main' };
  return { requestId: `held-${number}`, ...names };
});

const aliasOf = ({ tenantId, keyName }: Request) => `${tenantId}_${keyName}`;

test(`11,000 deliveries with 30 % of answers lost make 1,000 keys and one event each (seed ${SEED})`, async () => {
  const chance = randomSource(SEED, 'deliveries');
  const cmkLimit = REQUESTS + PLANTED;
  const world = provisioningWorld({ seed: SEED, switches: { cmkLimit } });
  await plantKeys(world);
  const before = await plantedKeys(world);

  world.fail('*', { lostAnswer: true }, { probability: 0.3 });
  const stops = await deliverAll(shuffledDeliveries(chance.random), world);
  expect(stops, 'times that a batch came again').toBeGreaterThan(0);
  world.machine.faults.clear();

  const keys = await everyKey(world);
  expect(keys.map(({ Alias }) => Alias).sort()).toEqual([...WANTED, ...HELD].map(aliasOf).sort());
  expect(await plantedKeys(world)).toEqual(before);
  expect(before).toHaveLength(PLANTED);

  const ends = distinctEvents(world).filter(({ type }) => type !== 'tenant-key.parked');
  expect(new Set(ends.map(({ id }) => id)).size, 'one id per request').toBe(cmkLimit);
  expect(ends, 'repeats are the same byte for byte').toHaveLength(cmkLimit);
  expect(summaryOf(ends, 'tenant-key.provisioned')).toEqual(
    WANTED.map(({ requestId, tenantId }) => `${requestId} ${tenantId}/main`).sort(),
  );
  expect(summaryOf(ends, 'tenant-key.rejected')).toEqual(
    HELD.map(
      ({ requestId, tenantId, keyName }) => `${requestId} ${tenantId}/${keyName} KeyConflict`,
    ).sort(),
  );
  const rejected = JSON.stringify(ends.filter(({ type }) => type === 'tenant-key.rejected'));
  for (const { KeyId } of before) expect(rejected).not.toContain(KeyId);

  // A delivery that had no luck in all its attempts is parked; another one came to the end.
  const deadLetters = world.deadLetters();
  expect(new Set([...deadLetters.map(({ code }) => code), 'NoAnswer'])).toEqual(
    new Set(['NoAnswer']),
  );
  expect(deadLetters.length).toBeLessThan(DELIVERIES_EACH * cmkLimit * 0.05);
}, 120_000);

/** Every request ten times, in any order. */
function shuffledDeliveries(random: () => number): string[] {
  const texts = [...WANTED, ...HELD].map((request) => JSON.stringify(request));
  const deliveries = Array.from({ length: DELIVERIES_EACH }, () => texts).flat();
  for (let last = deliveries.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [deliveries[last], deliveries[other]] = [deliveries[other]!, deliveries[last]!];
  }
  return deliveries;
}

/**
 * Concurrent instances handle batches, and each batch again until its invocation succeeds. Returns how
 * often a circuit breaker opened.
 */
async function deliverAll(
  deliveries: readonly string[],
  world: ProvisioningWorld,
): Promise<number> {
  const { machine, clock } = world;
  let next = 0;
  let stops = 0;

  async function instance(name: number): Promise<void> {
    const { random } = randomSource(SEED, `jitter of instance ${name}`);
    const share = 100 / INSTANCES;
    const ports = machinePorts(machine, clock, { callsPerSecondMax: share, random });
    const config = { ...CONFIG, kmsCallsPerSecondMax: share };
    while (next < deliveries.length) {
      const event = batchOf(deliveries, next);
      next += BATCH;
      const invoke = () =>
        provisionEvent(event, ports, config, invocationBy(clock, clock.nowMs() + 120_000));
      while (await isStopped(invoke())) stops += 1;
    }
  }

  const instances = Array.from({ length: INSTANCES }, (_, name) => instance(name));
  await clock.run(Promise.all(instances));
  return stops;
}

async function isStopped(invocation: Promise<unknown>): Promise<boolean> {
  try {
    await invocation;
    return false;
  } catch (error) {
    expect(String(error)).toBe(
      'Error: Processing stopped at NoAnswer: the batch is delivered again.',
    );
    return true;
  }
}

function batchOf(deliveries: readonly string[], from: number): object {
  return {
    Records: deliveries.slice(from, from + BATCH).map((msgBody, index) => ({
      Ckafka: {
        topic: 'key-requests',
        partition: 0,
        offset: from + index,
        msgKey: 'None',
        msgBody,
      },
    })),
  };
}

/** Creates the foreign keys, some of them with a text like our marker. */
async function plantKeys(world: ProvisioningWorld): Promise<void> {
  world.machine.setSwitches({ rateLimits: false, tagsMustExist: false });
  const forgers = [{ id: 'k1', secret: 'not-our-secret-but-as-long-as-ours' }] as const;
  for (const [number, request] of HELD.entries()) {
    const alias = aliasOf(request) as KeyAlias;
    const other = `tenant-${number}_main` as KeyAlias;
    const descriptions = [
      'Made by hand in the console.',
      markDescription('', alias, 'A'.repeat(43), forgers),
      markDescription('', other, 'A'.repeat(43), SETTINGS.markerKeys),
      `${markDescription('', alias, 'A'.repeat(43), SETTINGS.markerKeys)}\n`,
    ];
    await world.call('CreateKey', {
      Alias: alias,
      Description: descriptions[number % descriptions.length],
      KeyUsage: number % 3 === 0 ? 'ASYMMETRIC_DECRYPT_SM2' : 'ENCRYPT_DECRYPT',
      Tags: [{ TagKey: 'tenant-keys:tenant', TagValue: 'another-tenant' }],
    });
  }
  world.machine.setSwitches({ rateLimits: true, tagsMustExist: true });
}

type Key = { readonly Alias: string; readonly KeyId: string; readonly ResourceId: string };

async function everyKey(world: ProvisioningWorld): Promise<readonly Key[]> {
  const keys: Key[] = [];
  for (let page = 0; page < 100; page += 1) {
    const params = { KeyUsage: 'ALL', OrderType: 1, Offset: keys.length, Limit: 200 };
    const { KeyMetadatas } = await world.call('ListKeyDetail', params);
    const some = KeyMetadatas as Key[];
    if (some.length === 0) return keys;
    keys.push(...some);
  }
  throw new Error('the list of keys does not end');
}

/** All attributes of the foreign keys. */
async function plantedKeys(world: ProvisioningWorld) {
  const aliases = new Set(HELD.map(aliasOf));
  const planted = (await everyKey(world)).filter(({ Alias }) => aliases.has(Alias));
  const described = [];
  for (const key of planted) {
    const resource = `qcs::kms:ap-guangzhou:uin/100000000001:key/${key.ResourceId}`;
    world.machine.setSwitches({ rateLimits: false });
    const { ResourceTagMappingList } = await world.call('GetResources', {
      ResourceList: [resource],
    });
    world.machine.setSwitches({ rateLimits: true });
    described.push({ ...key, tags: ResourceTagMappingList });
  }
  return described;
}

/** The events of the topic; byte-identical ones are counted once. */
function distinctEvents(world: ProvisioningWorld): readonly CloudEvent[] {
  const messages = world.machine.topics.get('key-events')!.read(0, Number.MAX_SAFE_INTEGER);
  return [...new Set(messages.map(({ value }) => value))].map((text) => JSON.parse(text!));
}

/** The events of this type by request. */
function summaryOf(events: readonly CloudEvent[], type: CloudEvent['type']): readonly string[] {
  return events
    .filter((event) => event.type === type)
    .map(({ subject, data }) => {
      const { requestId, code } = data as { requestId: string; code?: string };
      return [requestId, subject, code].filter((part) => part !== undefined).join(' ');
    })
    .sort();
}
