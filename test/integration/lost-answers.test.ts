import { expect, inject, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import { markDescription } from '../../shared/tenant-key/marker.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { machinePorts } from '../world/machine-ports.ts';
import { heal } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { type ProvisioningWorld, SETTINGS } from '../world/provisioning-world.ts';
import { stableText } from '../world/stable-event.ts';
import { CONFIG } from '../world/world-config.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly requestsWithLostAnswers: number;
  }
}

/** To try other faults: TEST_SEED=... npx vitest run test/integration/lost-answers.test.ts */
const SEED = process.env.TEST_SEED ?? 'lost-answers-1';

/** `npm run test:healing` makes it 1,000. */
const REQUESTS = inject('requestsWithLostAnswers') ?? 200;
const PLANTED = REQUESTS / 10;
const DELIVERIES_EACH = 10;
const DELIVERIES = DELIVERIES_EACH * (REQUESTS + PLANTED);
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

test(`${DELIVERIES} deliveries with 30 % of answers lost make ${REQUESTS} keys and one event each (seed ${SEED})`, async () => {
  const chance = randomSource(SEED, 'deliveries');
  const cmkLimit = REQUESTS + PLANTED;
  const world = operatorWorld({ seed: SEED, switches: { cmkLimit } });
  await plantKeys(world);
  const before = await plantedKeys(world);

  world.fail('*', { lostAnswer: true }, { probability: 0.3 });
  await deliverAll(shuffledDeliveries(chance.random), world);
  world.machine.faults.clear();

  // A delivery that had no luck in all its attempts waits; another one came to the end.
  const unlucky = world.waiting();
  expect(new Set(unlucky.map(({ state, code }) => `${state} ${code}`))).toEqual(
    new Set(['waiting NoAnswer']),
  );
  expect(unlucky.length).toBeLessThan(DELIVERIES * 0.05);
  await healUntilNothingWaits(world);

  const keys = await everyKey(world);
  expect(keys.map(({ Alias }) => Alias).sort()).toEqual([...WANTED, ...HELD].map(aliasOf).sort());
  expect(await plantedKeys(world)).toEqual(before);
  expect(before).toHaveLength(PLANTED);

  // It also tells that requests wait, and how much of the quota is used.
  const others = ['tenant-key.waiting', 'tenant-keys.quota-reached'];
  const ends = distinctEvents(world).filter(({ type }) => !others.includes(type));
  expect(new Set(ends.map(({ id }) => id)).size, 'one id per request').toBe(cmkLimit);
  expect(ends, 'repeats are the same').toHaveLength(cmkLimit);
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
});

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

/** Concurrent instances handle batches. None comes again: what has no luck waits. */
async function deliverAll(deliveries: readonly string[], world: ProvisioningWorld): Promise<void> {
  const { clock } = world;
  let next = 0;

  async function instance(name: number): Promise<void> {
    const provision = instanceOf(world, `jitter of instance ${name}`);
    while (next < deliveries.length) {
      const event = batchOf(deliveries, next);
      next += BATCH;
      await provision(event);
    }
  }

  const instances = Array.from({ length: INSTANCES }, (_, name) => instance(name));
  await clock.run(Promise.all(instances));
}

/** An instance of the queue consumer, with its share of the rate. */
function instanceOf({ machine, clock }: ProvisioningWorld, stream: string) {
  const { random } = randomSource(SEED, stream);
  const share = 100 / INSTANCES;
  const ports = machinePorts(machine, clock, { callsPerSecondMax: share, random });
  const config = { ...CONFIG, kmsCallsPerSecondMax: share };
  return (event: object) =>
    provisionEvent(event, ports, config, invocationBy(clock, clock.nowMs() + 120_000));
}

/** Has the timer invoke heal each minute, and the consumer handle what it sends. */
async function healUntilNothingWaits(world: OperatorWorld): Promise<void> {
  const { machine, clock } = world;
  const requests = machine.topics.get('key-requests')!;
  const provision = instanceOf(world, 'jitter of the healing instance');
  let read = 0;
  for (let minute = 0; minute < MINUTES_MAX && world.waiting().length > 0; minute += 1) {
    machine.advanceClock(60_000);
    await heal(world);
    const sent = requests.read(read, Number.MAX_SAFE_INTEGER).map(({ value }) => value ?? '');
    read += sent.length;
    for (let from = 0; from < sent.length; from += BATCH) {
      await clock.run(provision(batchOf(sent, from)));
    }
  }
  expect(world.waiting()).toEqual([]);
}

const MINUTES_MAX = 60;

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
      markDescription('', alias, 'A'.repeat(43), { ...SETTINGS, markerKeys: forgers }),
      markDescription('', other, 'A'.repeat(43), SETTINGS),
      `${markDescription('', alias, 'A'.repeat(43), SETTINGS)}\n`,
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

/** The events of the topic without what differs between repeats; repeats are counted once. */
function distinctEvents(world: ProvisioningWorld): readonly CloudEvent[] {
  const messages = world.machine.topics.get('key-events')!.read(0, Number.MAX_SAFE_INTEGER);
  const texts = messages.map(({ value }) => stableText(JSON.parse(value!)));
  return [...new Set(texts)].map((text) => JSON.parse(text));
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
