import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import type { CloudClients } from '../../functions/compose.ts';
import { operatorPorts } from '../../functions/compose.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { type RetryQueue, retryQueue } from '../../shared/retry-queue/table.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import type { TopicMessage, TopicReader, Topics } from '../../shared/topics/topics.ts';
import type { Compaction } from '../world/compaction.ts';
import { machineClients } from '../world/machine-ports.ts';
import { machineTopicReader } from '../world/machine-topic-reader.ts';
import { machineTopics } from '../world/machine-topics.ts';
import type { Chooser } from './chooser.ts';
import { DAY_MS, type LastingFault, lastingFault } from './lasting.ts';
import { EVERY_CODE, type Mishap, mishapsOf } from './mishaps.ts';

/** An instance of a function: the product's own ports, with a chooser between them and the cloud. */
export type Instance = {
  readonly ports: DeadLetterPorts;
  readonly clients: CloudClients;
  /** Rejects when the instance dies. Its pending work then never ends. */
  readonly death: Promise<never>;
  readonly isAlive: () => boolean;
  readonly serves: Serves;
  /** What it knows of the retry queue. */
  readonly queue: RetryQueue;
  /** When it sent which calls, in milliseconds. */
  readonly sent: readonly SentCall[];
  readonly published: readonly Published[];
};

/** Whom an instance serves. */
export type Serves = 'requests' | 'operators' | 'timer';

export type SentCall = {
  readonly action: string;
  readonly atMs: number;
  /** The alias of the key, for CreateKey. */
  readonly alias?: string | undefined;
};

/** A call that published to a topic. */
export type Published = {
  readonly topic: string;
  readonly atMs: number;
  readonly messages: readonly TopicMessage[];
  /** A fault affected it, which may have been accepted all the same. */
  readonly isFaulty: boolean;
};

export type InstanceOptions = {
  readonly machine: CloudMachine;
  readonly clock: Clock;
  readonly chooser: Chooser;
  readonly random: () => number;
  /** Of the topics that it reads. */
  readonly compaction: Compaction;
  readonly callsPerSecondMax: number;
  /** With the mishaps of random worlds. */
  readonly isWild: boolean;
  readonly serves: Serves;
  readonly lasting: readonly LastingFault[];
};

/** An instance that died. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** How long a call takes on its way to the cloud and back, each. */
const WAY_MS = 10;

export function startInstance(options: InstanceOptions): Instance {
  const { machine, chooser, random, callsPerSecondMax, isWild, lasting, serves } = options;
  const { compaction } = options;
  const sent: SentCall[] = [];
  const published: Published[] = [];
  let die: (crash: Crash) => void = () => {};
  let isAlive = true;
  const death = new Promise<never>((_, reject) => {
    die = reject;
  });
  death.catch(() => {}); // Its callers see the rejection.
  // One for each instance, so that what waits for it can be collected with the instance.
  const never = new Promise<never>(() => {});
  const clock = mortal(options.clock);

  /** The clock of an instance: after its death no timer fires. */
  function mortal({ nowMs, sleep, after }: Clock): Clock {
    return {
      nowMs,
      sleep: (delayMs) => sleep(delayMs).then(unlessDead),
      after: (delayMs, act) => after(delayMs, () => void (isAlive && act())),
    };
  }

  function unlessDead<T>(value: T): T | Promise<T> {
    return isAlive ? value : never;
  }

  function crash(name: string): Promise<never> {
    isAlive = false;
    die(new Crash(name));
    return never;
  }

  /**
   * Makes a call, unless or until a fault affects it.
   *
   * @param onFault Is called if a fault affects the call itself.
   */
  async function under<T>(
    action: string,
    wayMs: number,
    call: () => Promise<T>,
    { alias, onFault = ignore }: { readonly alias?: string; readonly onFault?: () => void } = {},
  ): Promise<T> {
    if (!isAlive) return never;
    const mishap = mishapOf(action);
    if (mishap?.kind === 'crash' && mishap.when === 'before') return crash(mishap.name);
    if (mishap?.kind === 'compaction' && mishap.when === 'before') compact(action);
    if (wayMs > 0) await clock.sleep(wayMs);
    // One effect at a time: a second one would be left for the call of another instance.
    const effect = lastingFault(lasting, action, alias, clock.nowMs())?.effect ?? effectOf(mishap);
    if (effect !== undefined) {
      machine.faults.add([{ action, effect, times: 1 }]);
      onFault();
    }
    const answer = call();
    if (mishap?.kind === 'doubled') call().catch(ignore);
    if (mishap?.kind === 'crash') {
      answer.catch(() => {}); // Nothing is left to handle it.
      return crash(mishap.name);
    }
    await answer.then(ignore, ignore);
    if (mishap?.kind === 'compaction' && mishap.when === 'after') compact(action);
    if (wayMs > 0) await clock.sleep(wayMs);
    return answer.then(unlessDead);
  }

  /** Compacts the topic that the action reads: in one of two cases as far as possible. */
  function compact(action: string): void {
    const share = random() < 0.5 ? 1 : 0.5;
    const topic = action.slice('topics:read:'.length);
    compaction.compact(
      topic,
      mayGo(machine.nowMs(), () => random() < share),
    );
  }

  function mishapOf(action: string): Mishap | undefined {
    const mishaps = mishapsOf(action, isWild);
    const option = chooser.choose(action, namesOf(mishaps));
    return mishaps[option - 1];
  }

  function effectOf(mishap: Mishap | undefined) {
    if (mishap?.kind === 'effect') return mishap.effect;
    if (mishap?.kind !== 'any-code') return undefined;
    const error = EVERY_CODE[chooser.choose('which code', EVERY_CODE) - 1] ?? 'InternalError';
    return { error };
  }

  function client(own: TencentClient): TencentClient {
    return {
      request: (action, params, signal) => {
        const { Alias: alias } = params as { readonly Alias?: string };
        if (isAlive) sent.push({ action, atMs: clock.nowMs(), alias });
        const request = () => own.request(action, params, signal);
        return under(action, WAY_MS, request, alias === undefined ? {} : { alias });
      },
    };
  }

  const cloudTopics = machineTopics(machine, clock);
  const topics: Topics = {
    ...cloudTopics,
    publish: (topic, messages, deadlineMs) => {
      let isFaulty = false;
      const onFault = () => {
        isFaulty = true;
      };
      const publish = () => {
        if (isAlive) published.push({ topic, atMs: clock.nowMs(), messages, isFaulty });
        return cloudTopics.publish(topic, messages, deadlineMs);
      };
      return under(`topics:publish:${topic}`, 0, publish, { onFault });
    },
  };
  const clients = machineClients(machine, clock, { callsPerSecondMax, random, client, topics });
  const cloudRecords = machineTopicReader(machine, clock, compaction);
  const records: TopicReader = {
    readAll: (topic, ...reading) =>
      reachable(topic, () =>
        under(`topics:read:${topic}`, 0, () => cloudRecords.readAll(topic, ...reading)),
      ),
    // It follows a reading of what is new, which is mostly nothing: the effect that was chosen for that
    // reading is then on the first page of this one.
    readAt: (topic, ...reading) => reachable(topic, () => cloudRecords.readAt(topic, ...reading)),
  };

  /** A reading may have no page that an effect could affect, so a lasting fault fails it as a whole. */
  async function reachable<T>(topic: string, read: () => Promise<T>): Promise<T> {
    const fault = lastingFault(lasting, `topics:read:${topic}`, undefined, clock.nowMs());
    if (fault === undefined) return read();
    await clock.sleep(WAY_MS);
    throw new ApiError('TopicsUnavailable', { detail: 'a fault' });
  }

  return {
    clients: clients,
    ports: operatorPorts(clients, records),
    death,
    isAlive: () => isAlive,
    serves,
    queue: retryQueue(undefined),
    sent,
    published,
  };
}

/** A broker keeps the removal of a record for a day, so that whoever has read the record learns of it. */
export function mayGo(
  nowMs: number,
  isChosen: () => boolean,
): (message: Pick<TopicMessage, 'value'> & { readonly timestampMs: number }) => boolean {
  return ({ value, timestampMs }) => (value !== null || nowMs - timestampMs > DAY_MS) && isChosen();
}

/** The names of a menu, which is always the same list. */
function namesOf(mishaps: readonly Mishap[]): readonly string[] {
  const known = NAMES.get(mishaps) ?? mishaps.map(({ name }) => name);
  NAMES.set(mishaps, known);
  return known;
}

const NAMES = new WeakMap<readonly Mishap[], readonly string[]>();

function ignore(): void {}
