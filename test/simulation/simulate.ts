import { LOCAL_ACCOUNT } from '../../emulator/api/service.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { NO_STORE } from '../../emulator/persistence/input-store.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import { deadlineMsOf } from '../../shared/invocation.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { KEY_REQUESTS } from '../../shared/topics/topics.ts';
import { compactionOf } from '../world/compaction.ts';
import { BEGINNING_MS } from '../world/provisioning-world.ts';
import { type VirtualClock, virtualClock } from '../world/virtual-clock.ts';
import { callCloud } from './call-cloud.ts';
import type { Chooser } from './chooser.ts';
import { consumersOf } from './consumers.ts';
import { deedsOf } from './deeds.ts';
import { fastRandom } from './fast-random.ts';
import { Crash, type Instance, type Serves, startInstance } from './instance.ts';
import { endMsOf } from './lasting.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import type { Scenario } from './scenario.ts';
import { type Signal, signal } from './signal.ts';
import { timerOf } from './timer.ts';

/** The history of a world. */
export type History = {
  readonly scenario: Scenario;
  readonly machine: CloudMachine;
  readonly ledger: Ledger;
  readonly instances: readonly Instance[];
  readonly invocations: readonly Invocation[];
  /** The texts of messages that were acknowledged although nothing had become of them. */
  readonly lost: readonly string[];
  /** The log lines of the functions. */
  readonly log: readonly string[];
  readonly disabled: readonly Disabled[];
  readonly replaced: readonly Replaced[];
};

/** A key that an operator disabled, for as long as there are deliveries. */
export type Disabled = { readonly keyId: string; readonly atMs: number };

/** A key of ours whose alias somebody gave to a key of theirs, which may have a copy of a marker. */
export type Replaced = {
  readonly alias: string;
  readonly keyId: string;
  readonly atMs: number;
  /** Of the key that has the alias now. */
  readonly description: string;
};

/** One run of a function. */
export type Invocation = {
  /** The place of its instance among the instances. */
  readonly instance: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly end: 'returned' | 'threw' | 'crashed' | 'timed out';
  /** The texts of the messages that it was given. */
  readonly texts: readonly string[];
};

/** What the parts of a world share. */
export type Stage = {
  readonly scenario: Scenario;
  readonly machine: CloudMachine;
  readonly clock: VirtualClock;
  readonly chooser: Chooser;
  readonly ledger: Ledger;
  /** Something came to a topic, was acknowledged, or was changed by a person. */
  readonly changed: Signal;
  readonly isOver: () => boolean;
  readonly start: (serves: Serves) => Instance;
  /** Runs a function as the platform does, and gives how it ended. */
  readonly invoke: (
    instance: Instance,
    work: (deadlineMs: number) => Promise<unknown>,
    texts?: readonly string[],
  ) => Promise<Invocation['end']>;
  readonly log: (line: string) => void;
};

/** The time limit of a function. */
const LIMIT_MS = 20_000;
const CONTEXT = { request_id: 'i', function_name: 'f', time_limit_in_ms: LIMIT_MS };

/** All late effects have happened by then. */
const LATE_MS = 10_000;

/**
 * How long after the last fault nothing waits any more: the longest pause is an hour, and after it each of a few
 * requests may have to be tried alone.
 */
const HEALED_MS = 3 * 3_600_000;

/** How often everything that is parked is redriven at the end: each redrive may meet a stale list. */
const ROUNDS = 3;

/**
 * Runs the product's own functions in a world: first with the faults of the chooser, then with those that last,
 * then without, when everything must be settled. The history depends only on scenario, chooser and seed.
 *
 * @throws Error when a batch is never settled, or a request waits for ever.
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
    topics: new Map([...LOCAL_TOPICS, [KEY_REQUESTS, PARTITIONS]]),
    baseNowMs: () => BEGINNING_MS + clock.nowMs(),
    newId: idsFrom(seed),
    random,
    store: NO_STORE,
  });
  machine.setSwitches({ rateLimits: false });
  for (const key of scenario.foreignKeys) plant(machine, key);
  machine.setSwitches(scenario.switches);
  const compaction = compactionOf(machine);
  const ledger = ledgerOf(machine);
  const instances: Instance[] = [];
  const invocations: Invocation[] = [];
  const log: string[] = [];
  const changed = signal();
  let isOver = false;

  function start(serves: Serves): Instance {
    const { callsPerSecondMax, isWild, lasting } = scenario;
    const options = { machine, clock, chooser, random, compaction, serves };
    const instance = startInstance({ ...options, callsPerSecondMax, isWild, lasting });
    instances.push(instance);
    return instance;
  }

  async function invoke(
    instance: Instance,
    work: (deadlineMs: number) => Promise<unknown>,
    texts: readonly string[] = [],
  ): Promise<Invocation['end']> {
    const startMs = clock.nowMs();
    let cancel = () => {};
    const timeout = new Promise<'timed out'>((resolve) => {
      cancel = clock.after(LIMIT_MS, () => resolve('timed out'));
    });
    const returned = work(deadlineMsOf(CONTEXT, startMs)).then(() => 'returned' as const);
    const end = await Promise.race([returned, instance.death, timeout]).catch(endOf);
    cancel();
    const place = instances.indexOf(instance);
    invocations.push({ instance: place, startMs, endMs: clock.nowMs(), end, texts });
    return end;
  }

  const stage: Stage = {
    ...{ scenario, machine, clock, chooser, ledger, changed, start, invoke },
    isOver: () => isOver,
    log: (line) => void log.push(line),
  };
  for (const topic of [KEY_REQUESTS, 'key-dead-letters']) {
    machine.topics.get(topic)?.onChange(changed.notify);
  }
  const consumers = consumersOf(stage);
  const timer = timerOf(stage, compaction, random);
  const deeds = deedsOf(stage);

  /** Waits until nothing is left to be done, but by a person. */
  async function untilHealed(): Promise<void> {
    const endMs = Math.max(clock.nowMs(), endMsOf(scenario.lasting)) + HEALED_MS;
    for (;;) {
      await until(consumers.isDrained);
      if (!timer.isNeeded()) return;
      if (clock.nowMs() > endMs) throw new Error('P3: a request waits for ever');
      await changed.next();
    }
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await changed.next();
  }

  async function live(): Promise<void> {
    await Promise.all([...deeds.meanwhile, consumers.arrivals]);
    await until(consumers.isDrained);
    await until(() => !timer.isNeeded() || timer.runs() >= scenario.faultyRuns);
    chooser.calm();
    await clock.sleep(LATE_MS);
    deeds.restore();
    changed.notify();
    await clock.sleep(endMsOf(scenario.lasting) - clock.nowMs());
    await untilHealed();
    deeds.enable();
    for (let round = 0; round < ROUNDS && deeds.isParked(); round += 1) {
      await deeds.redrive();
      await untilHealed();
    }
    await deeds.repair();
  }

  const ended = live().finally(() => {
    isOver = true;
    changed.notify();
  });
  await clock.run(Promise.all([ended, ...consumers.run(), timer.run()]));
  ledger.catchUp();
  const { lost } = consumers;
  const { disabled, replaced } = deeds;
  return { scenario, machine, ledger, instances, invocations, lost, log, disabled, replaced };
}

/** Of the topic of requests. */
const PARTITIONS = 2;

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

/** Ids that are cheap to make, and different in each world. */
function idsFrom(seed: number): () => string {
  let drawn = 0;
  const world = (seed >>> 0).toString(16).padStart(8, '0');
  return () => {
    drawn += 1;
    return `${world}-0000-4000-8000-${drawn.toString(16).padStart(12, '0')}`;
  };
}
