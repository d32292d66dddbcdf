import { LOCAL_ACCOUNT } from '../../emulator/api/service.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { NO_STORE } from '../../emulator/persistence/input-store.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import { deadlineMsOf } from '../../shared/invocation.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { compactionOf } from '../world/compaction.ts';
import { invocationBy } from '../world/invocation.ts';
import { BEGINNING_MS } from '../world/provisioning-world.ts';
import { virtualClock } from '../world/virtual-clock.ts';
import { CONFIG } from '../world/world-config.ts';
import { callCloud } from './call-cloud.ts';
import type { Chooser } from './chooser.ts';
import { deedsOf } from './deeds.ts';
import { fastRandom } from './fast-random.ts';
import { Crash, type Instance, startInstance } from './instance.ts';
import type { Scenario } from './scenario.ts';

/** The history of a world. */
export type History = {
  readonly scenario: Scenario;
  readonly machine: CloudMachine;
  readonly instances: readonly Instance[];
  readonly invocations: readonly Invocation[];
  /** The log lines of the functions. */
  readonly log: readonly string[];
  readonly disabled: readonly Disabled[];
};

/** A key that an operator disabled, for as long as there are deliveries. */
export type Disabled = { readonly keyId: string; readonly atMs: number };

/** One run of a function. */
export type Invocation = {
  /** The place of its instance among the instances. */
  readonly instance: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly end: 'returned' | 'threw' | 'crashed' | 'timed out';
};

/** The time limit of a function, and the time after which a failed batch is redelivered. */
const LIMIT_MS = 20_000;
const CONTEXT = { request_id: 'i', function_name: 'f', time_limit_in_ms: LIMIT_MS };
const REDELIVERY_MS = 1_000;

/** The deliveries of a batch before faults stop, and before it must be settled. */
const FAULTY_DELIVERIES = 5;
const DELIVERIES_MAX = 20;

/**
 * Runs the product's own functions in a world: first with the faults of the chooser, then without, when
 * everything must be settled. The history depends only on scenario, chooser and seed.
 *
 * @throws Error when a batch is never settled.
 */
export async function simulate(
  scenario: Scenario,
  chooser: Chooser,
  seed: number,
): Promise<History> {
  const clock = virtualClock();
  const random = fastRandom(seed);
  const machine = cloudMachine({
    services: [kmsService, tagService],
    account: LOCAL_ACCOUNT,
    topics: LOCAL_TOPICS,
    baseNowMs: () => BEGINNING_MS + clock.nowMs(),
    newId: idsFrom(seed),
    random,
    store: NO_STORE,
  });
  machine.setSwitches({ rateLimits: false });
  for (const key of scenario.foreignKeys) plant(machine, key);
  machine.setSwitches(scenario.switches);
  const compaction = compactionOf(machine);
  const instances: Instance[] = [];
  const invocations: Invocation[] = [];
  const log: string[] = [];
  const disabled: Disabled[] = [];
  let isBlessed = false;

  function start(isOperators = false): Instance {
    const { callsPerSecondMax, isWild } = scenario;
    const cursed = () => (isBlessed ? undefined : scenario.cursedAlias);
    const options = {
      machine,
      clock,
      chooser,
      random,
      compaction,
      callsPerSecondMax,
      isWild,
      cursed,
      isOperators,
    };
    const instance = startInstance(options);
    instances.push(instance);
    return instance;
  }

  /** Runs a function as the platform does, and gives how it ended. */
  async function invoke(
    instance: Instance,
    work: (deadlineMs: number) => Promise<unknown>,
  ): Promise<Invocation['end']> {
    const startMs = clock.nowMs();
    const timeout = clock.sleep(LIMIT_MS).then(() => 'timed out' as const);
    const returned = work(deadlineMsOf(CONTEXT, startMs)).then(() => 'returned' as const);
    const end = await Promise.race([returned, instance.death, timeout]).catch(endOf);
    invocations.push({
      instance: instances.indexOf(instance),
      startMs,
      endMs: clock.nowMs(),
      end,
    });
    return end;
  }

  async function pump(partition: number): Promise<void> {
    const texts = scenario.partitions[partition] ?? [];
    let instance = start();
    for (let from = 0; from < texts.length; from += scenario.batchMax) {
      const event = batchOf(texts.slice(from, from + scenario.batchMax), partition, from);
      for (let deliveries = 1; ; deliveries += 1) {
        if (deliveries > FAULTY_DELIVERIES) chooser.calm();
        if (deliveries > DELIVERIES_MAX) throw new Error('P8: a partition is blocked');
        const { ports } = instance;
        const config = { ...CONFIG, kmsCallsPerSecondMax: scenario.callsPerSecondMax };
        const writeLog = (line: string) => void log.push(line);
        const end = await invoke(instance, (deadlineMs) =>
          provisionEvent(event, ports, config, invocationBy(clock, deadlineMs, { log: writeLog })),
        );
        if (end === 'returned') break;
        if (!instance.isAlive()) instance = start();
        await clock.sleep(REDELIVERY_MS);
      }
    }
  }

  const history = { scenario, machine, instances, invocations, log, disabled };
  const deeds = deedsOf({ scenario, machine, clock, start, invoke, lines: log, disabled });
  await clock.run(
    (async () => {
      const pumps = scenario.partitions.map((_, partition) => pump(partition));
      await Promise.all([...pumps, ...deeds.meanwhile]);
      chooser.calm();
      await clock.sleep(10_000); // All late effects have happened by then.
      isBlessed = true;
      await deeds.inTheEnd();
    })(),
  );
  return history;
}

function plant(machine: CloudMachine, { alias, description }: Scenario['foreignKeys'][number]) {
  callCloud(machine, kmsService, 'CreateKey', { Alias: alias, Description: description });
}

function endOf(error: unknown): Invocation['end'] {
  if (error instanceof Crash) return 'crashed';
  // A defect of our own must not pass for a foreseen failure.
  const isForeseen =
    error instanceof ApiError || /^Processing stopped at/.test((error as Error).message);
  if (isForeseen) return 'threw';
  throw error;
}

function batchOf(texts: readonly string[], partition: number, from: number): object {
  return {
    Records: texts.map((msgBody, index) => ({
      Ckafka: { topic: 'key-requests', partition, offset: from + index, msgKey: 'None', msgBody },
    })),
  };
}

/** Ids that are cheap to make, and different in each world. */
function idsFrom(seed: number): () => string {
  let drawn = 0;
  const world = (seed >>> 0).toString(16).padStart(8, '0');
  return () => {
    drawn += 1;
    return `${world}-0000-4000-8000-${drawn.toString(16).padStart(12, '0')}`;
  };
}
