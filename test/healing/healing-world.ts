import { randomSource } from '../../emulator/api/random-source.ts';
import type { Switches } from '../../emulator/api/switches.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import type { TopicMessage } from '../../emulator/topics/topic-log.ts';
import { operatorPorts } from '../../functions/compose.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { healRetryQueue } from '../../shared/retry-queue/run.ts';
import { retryQueue } from '../../shared/retry-queue/table.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import type { Topics } from '../../shared/topics/topics.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { type CallsInSeconds, callsInSeconds } from '../world/calls-in-seconds.ts';
import { compactionOf } from '../world/compaction.ts';
import { invocationBy } from '../world/invocation.ts';
import { machineClients, NO_KEY_STATUS } from '../world/machine-ports.ts';
import { machineTopicReader } from '../world/machine-topic-reader.ts';
import { machineTopics } from '../world/machine-topics.ts';
import {
  BEGINNING_MS,
  type ProvisioningWorld,
  provisioningWorld,
} from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

/**
 * The queue's consumers, `heal` on its timer, and senders, on the emulated cloud in virtual time. It ends when every
 * request that was sent is provisioned, or at `endS`.
 */
export type HealingRun = {
  readonly seed?: string;
  /** Each partition has one consumer. */
  readonly partitions?: number;
  /** Of all consumers together. */
  readonly callsPerSecond?: number;
  /** The requests that are sent in a second, from the beginning to `liveEndS`. */
  readonly live?: { readonly perSecond: number; readonly endS: number; readonly tenants: number };
  /** Requests that are sent at once. */
  readonly sent?: readonly { readonly atS: number; readonly requests: readonly Asked[] }[];
  /** Changes of the cloud at certain times. */
  readonly changes?: readonly { readonly atS: number; readonly change: Change }[];
  /** What happens to a call of KMS. */
  readonly effectOn?: (call: Call) => Effect | undefined;
  /** Whether a topic is down. */
  readonly isDown?: (topic: string, nowS: number) => boolean;
  /** How `heal` fares in the minute of this number. */
  readonly healFate?: (minute: number) => 'runs' | 'misses' | { readonly killedAfterMs: number };
  readonly cmkLimit?: number;
  /** How the cloud counts calls; it counts none by default. */
  readonly rate?: Pick<Switches, 'throttledCallsCount' | 'rateWindowsFixed'>;
  /** The most messages of a delivery. */
  readonly batchLength?: number;
  readonly endS: number;
};

export type Asked = { readonly requestId: string; readonly tenantId: string };

type Change = (world: ProvisioningWorld) => void;

type Call = { readonly tenantId: string; readonly nowS: number; readonly random: () => number };

export type HealingResult = {
  /** Seconds from the beginning at which each request was provisioned first, by its id. */
  readonly doneS: ReadonlyMap<string, number>;
  /** And at which it was sent. */
  readonly sentS: ReadonlyMap<string, number>;
  /** When calls of CreateKey failed. */
  readonly failedS: readonly number[];
  /** Calls of CreateKey in each second, as the cloud received them. */
  readonly use: CallsInSeconds;
  /** Deliveries of messages to consumers, and how many messages heal sent. */
  readonly handled: number;
  readonly resent: number;
  /** The most requests that waited at the end of a minute. */
  readonly waitingMax: number;
  readonly parked: number;
  /** Records that were written to the topic of dead letters. */
  readonly records: number;
  readonly lastS: number;
};

const WAY_MS = 15;
const BATCH_LENGTH = 25;
const LIMIT_MS = 60_000;
const POLL_MS = 200;

export async function runHealing(run: HealingRun): Promise<HealingResult> {
  const { seed = 'healing', partitions = 3, callsPerSecond = 90, endS } = run;
  const { batchLength = BATCH_LENGTH } = run;
  const topics = new Map([
    ['key-requests', partitions],
    ['key-events', 1],
    ['key-dead-letters', 1],
    ['key-quota', 1],
  ]);
  const world = provisioningWorld({
    seed,
    topics,
    switches: {
      cmkLimit: run.cmkLimit ?? 1e7,
      tagsMustExist: false,
      rateLimits: run.rate !== undefined,
      ...run.rate,
    },
  });
  const { machine, clock } = world;
  const { random } = randomSource(seed, 'healing');
  const compaction = compactionOf(machine);
  const nowS = () => clock.nowMs() / 1_000;
  const readings = readingsOf(world);
  const sentS = new Map<string, number>();
  const failedS: number[] = [];
  let handled = 0;
  let waitingMax = 0;
  let isOver = false;

  function startInstance(callsPerSecondMax: number, isAlive = () => true): DeadLetterPorts {
    const cloudTopics = machineTopics(machine, clock);
    const whileUp = async <T>(topic: string, use: () => Promise<T>): Promise<T> => {
      if (!isAlive()) return new Promise<never>(() => {});
      if (run.isDown?.(topic, nowS()) === true) {
        machine.faults.add([
          { action: `topics:publish:${topic}`, effect: { http: 503 }, times: 1 },
        ]);
      }
      return use();
    };
    const downTopics: Topics = {
      ...cloudTopics,
      publish: (topic, messages, deadlineMs) =>
        whileUp(topic, () => cloudTopics.publish(topic, messages, deadlineMs)),
    };
    const clients = machineClients(machine, clock, {
      ...{ callsPerSecondMax, tagCallsPerSecondMax: callsPerSecondMax, random },
      client: withEffects,
      topics: downTopics,
    });
    const reader = machineTopicReader(machine, clock, compaction, 5_000);
    return operatorPorts(clients, {
      ...reader,
      readAll: async (topic, ...reading) => {
        if (run.isDown?.(topic, nowS()) === true) {
          machine.faults.add([{ action: `topics:read:${topic}`, effect: { http: 503 }, times: 1 }]);
        }
        return reader.readAll(topic, ...reading);
      },
    });
  }

  function withEffects(own: TencentClient): TencentClient {
    return {
      request: async (action, params, signal) => {
        await clock.sleep(WAY_MS);
        if (action === 'CreateKey') {
          const { Alias = '' } = params as { readonly Alias?: string };
          const [tenantId = ''] = Alias.split('_');
          const effect = run.effectOn?.({ tenantId, nowS: nowS(), random });
          if (effect !== undefined) machine.faults.add([{ action, effect, times: 1 }]);
        }
        try {
          const answer = await own.request(action, params, signal);
          await clock.sleep(WAY_MS);
          return answer;
        } catch (error) {
          if (action === 'CreateKey') failedS.push(nowS());
          await clock.sleep(WAY_MS);
          throw error;
        }
      },
    };
  }

  function send(requests: readonly Asked[]): void {
    for (const { requestId } of requests) sentS.set(requestId, nowS());
    machine.topics.get('key-requests')?.append(
      requests.map(({ requestId, tenantId }) => ({
        key: tenantId,
        value: JSON.stringify({ requestId, tenantId, keyName: nameOf(requestId) }),
        headers: {},
      })),
    );
  }

  async function consume(partition: number): Promise<void> {
    const share = Math.max(1, Math.floor(callsPerSecond / partitions));
    const ports = startInstance(share);
    const config = { ...CONFIG, kmsCallsPerSecondMax: share };
    for (let from = 0; !isOver; ) {
      const log = machine.topics.get('key-requests');
      const batch = log?.readPartition(partition, from, batchLength) ?? [];
      if (batch.length === 0) await clock.sleep(POLL_MS);
      else {
        const deadlineMs = clock.nowMs() + LIMIT_MS - 1_000;
        const invocation = invocationBy(clock, deadlineMs);
        const isDone = await provisionEvent(batchOf(batch), ports, config, invocation).then(
          () => true,
          failedBatch,
        );
        handled += batch.length;
        if (isDone) from += batch.length;
        else await clock.sleep(60_000);
      }
    }
  }

  function healer(life: { readonly isAlive: boolean }): DeadLetterPorts {
    return startInstance(5, () => life.isAlive);
  }

  async function heal(): Promise<void> {
    const config = { ...CONFIG, queueCallsPerSecondMax: callsPerSecond };
    let queue = retryQueue(undefined);
    let life = { isAlive: true };
    let ports = healer(life);
    for (let minute = 1; !isOver; minute += 1) {
      const dueMs = minute * 60_000;
      if (dueMs < clock.nowMs()) continue; // The platform runs one at a time.
      await clock.sleep(dueMs - clock.nowMs());
      const fate = run.healFate?.(minute) ?? 'runs';
      if (fate === 'misses') continue;
      const invocation = invocationBy(clock, clock.nowMs() + LIMIT_MS - 1_000, {
        id: `h-${minute}`,
      });
      const healing = healRetryQueue(
        machine.nowMs(),
        { ...ports, queue, keyStatus: NO_KEY_STATUS },
        config,
        invocation,
      );
      const healed = healing.then(() => 'done' as const, failedHeal);
      if (fate === 'runs') await healed;
      else if ((await Promise.race([healed, clock.sleep(fate.killedAfterMs)])) !== 'done') {
        life.isAlive = false;
        life = { isAlive: true };
        ports = healer(life);
        queue = retryQueue(undefined);
      }
      waitingMax = Math.max(waitingMax, readings.deadLetters().waiting);
    }
  }

  async function sendLive(): Promise<void> {
    const { perSecond = 0, endS: liveEndS = 0, tenants = 1 } = run.live ?? {};
    const stepS = Math.max(1, 1 / Math.max(perSecond, 1e-9));
    let count = 0;
    for (let step = 0; step * stepS < liveEndS; step += 1) {
      const until = Math.floor((step + 1) * stepS * perSecond);
      const requests = Array.from({ length: until - count }, (_, index) => ({
        requestId: `live-${count + index}`,
        tenantId: `t-${(count + index) % tenants}`,
      }));
      count = until;
      if (requests.length > 0) send(requests);
      await clock.sleep(step * stepS * 1_000 + stepS * 1_000 - clock.nowMs());
    }
  }

  async function atTimes(): Promise<void> {
    const all = [
      ...(run.changes ?? []).map(({ atS, change }) => ({ atS, act: () => change(world) })),
      ...(run.sent ?? []).map(({ atS, requests }) => ({ atS, act: () => send(requests) })),
    ].sort((one, other) => one.atS - other.atS);
    for (const { atS, act } of all) {
      await clock.sleep(atS * 1_000 - clock.nowMs());
      act();
    }
  }

  async function watch(): Promise<void> {
    await Promise.all([sendLive(), atTimes()]);
    while (nowS() < endS && readings.doneS().size < sentS.size) await clock.sleep(1_000);
    isOver = true;
  }

  const consumers = Array.from({ length: partitions }, (_, partition) => consume(partition));
  await clock.run(Promise.all([watch(), heal(), ...consumers]));
  const doneS = readings.doneS();
  const { parked, records, resent } = readings.deadLetters();
  return {
    ...{ doneS, sentS, failedS, handled, resent, waitingMax, parked, records },
    use: callsInSeconds(machine.journal.list(), endS),
    lastS: Math.max(0, ...doneS.values()),
  };
}

/** What the topics say, each record read once. */
function readingsOf({ machine }: ProvisioningWorld) {
  const doneS = new Map<string, number>();
  const open = new Map<string | null, 'waiting' | 'parked'>();
  const counts = { waiting: 0, parked: 0 };
  let [events, records, resent] = [0, 0, 0];

  function setState(key: string | null, state: 'waiting' | 'parked' | undefined): void {
    const before = open.get(key);
    if (before !== undefined) counts[before] -= 1;
    if (state !== undefined) counts[state] += 1;
    if (state === undefined) open.delete(key);
    else open.set(key, state);
  }

  return {
    doneS: () => {
      const added = machine.topics.get('key-events')?.read(events, 1e9) ?? [];
      events += added.length;
      for (const { value, timestampMs } of added) {
        const { type, data } = JSON.parse(value ?? '{}') as CloudEvent;
        if (type !== 'tenant-key.provisioned' || doneS.has(data.requestId)) continue;
        doneS.set(data.requestId, (timestampMs - BEGINNING_MS) / 1_000);
      }
      return doneS;
    },
    deadLetters: () => {
      const added = machine.topics.get('key-dead-letters')?.read(records, 1e9) ?? [];
      records += added.length;
      for (const { key, value } of added) {
        if (key?.startsWith('cause:') === true) continue;
        const deadLetter = JSON.parse(value ?? 'null') as DeadLetter | null;
        if (deadLetter?.sentAt !== undefined) resent += 1;
        setState(key, deadLetter?.state);
      }
      return { ...counts, records, resent };
    },
  };
}

/** A consumer fails only when it cannot write a dead letter. */
function failedBatch(error: Error): false {
  if (!/^Processing stopped at/.test(error.message)) throw error;
  return false;
}

function failedHeal(error: unknown): 'done' {
  if (!(error instanceof ApiError)) throw error;
  return 'done';
}

/** Each request has a key of its own. */
function nameOf(requestId: string): string {
  return `k-${requestId}`.slice(0, 22);
}

function batchOf(batch: readonly TopicMessage[]): object {
  return {
    Records: batch.map(({ partition, offset, value }) => ({
      Ckafka: { topic: 'key-requests', partition, offset, msgKey: 'None', msgBody: value },
    })),
  };
}
