import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import type { CloudClients } from '../../functions/compose.ts';
import { operatorPorts } from '../../functions/compose.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import type { TopicReader, Topics } from '../../shared/topics/topics.ts';
import type { Compaction } from '../world/compaction.ts';
import { machineClients } from '../world/machine-ports.ts';
import { machineTopicReader } from '../world/machine-topic-reader.ts';
import { machineTopics } from '../world/machine-topics.ts';
import type { Chooser } from './chooser.ts';
import { EVERY_CODE, type Mishap, mishapsOf } from './mishaps.ts';

/** An instance of a function: the product's own ports, with a chooser between them and the cloud. */
export type Instance = {
  readonly ports: DeadLetterPorts;
  readonly clients: CloudClients;
  /** Rejects when the instance dies. Its pending work then never ends. */
  readonly death: Promise<never>;
  readonly isAlive: () => boolean;
  /** It serves operators and timers, not requests. */
  readonly isOperators: boolean;
  /** When it sent which calls, in milliseconds. */
  readonly sent: readonly SentCall[];
};

export type SentCall = {
  readonly action: string;
  readonly atMs: number;
  /** The alias of the key, for CreateKey. */
  readonly alias?: string | undefined;
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
  readonly isOperators: boolean;
  /** The alias that a gateway refuses with HTTP 502, if one is refused. */
  readonly cursed: () => string | undefined;
};

/** An instance that died. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** How long a call takes on its way to the cloud and back, each. */
const WAY_MS = 10;

export function startInstance(options: InstanceOptions): Instance {
  const { machine, chooser, random, callsPerSecondMax, isWild, cursed, isOperators } = options;
  const { compaction } = options;
  const sent: SentCall[] = [];
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

  /** Makes a call, unless or until a fault affects it. */
  async function under<T>(
    action: string,
    wayMs: number,
    call: () => Promise<T>,
    isCursed = false,
  ): Promise<T> {
    if (!isAlive) return never;
    const mishap = mishapOf(action);
    if (mishap?.kind === 'crash' && mishap.when === 'before') return crash(mishap.name);
    if (mishap?.kind === 'compaction' && mishap.when === 'before') compact(action);
    if (wayMs > 0) await clock.sleep(wayMs);
    // One effect at a time: a second one would be left for the call of another instance.
    const effect = isCursed ? { http: 502 } : effectOf(mishap);
    if (effect !== undefined) machine.faults.add([{ action, effect, times: 1 }]);
    const answer = call();
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
    compaction.compact(action.slice('topics:read:'.length), () => random() < share);
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
        const isCursed = action === 'CreateKey' && alias !== undefined && alias === cursed();
        return under(action, WAY_MS, () => own.request(action, params, signal), isCursed);
      },
    };
  }

  const cloudTopics = machineTopics(machine, clock);
  const topics: Topics = {
    ...cloudTopics,
    publish: (topic, messages, deadlineMs) =>
      under(`topics:publish:${topic}`, 0, () => cloudTopics.publish(topic, messages, deadlineMs)),
  };
  const clients = machineClients(machine, clock, { callsPerSecondMax, random, client, topics });
  const cloudRecords = machineTopicReader(machine, clock, compaction);
  const records: TopicReader = {
    readAll: (topic, ...reading) =>
      under(`topics:read:${topic}`, 0, () => cloudRecords.readAll(topic, ...reading)),
    // It follows a reading of what is new, which is mostly nothing: the effect that was chosen for that
    // reading is then on the first page of this one.
    readAt: cloudRecords.readAt,
  };
  return {
    clients: clients,
    ports: operatorPorts(clients, records),
    death,
    isAlive: () => isAlive,
    isOperators,
    sent,
  };
}

/** The names of a menu, which is always the same list. */
function namesOf(mishaps: readonly Mishap[]): readonly string[] {
  const known = NAMES.get(mishaps) ?? mishaps.map(({ name }) => name);
  NAMES.set(mishaps, known);
  return known;
}

const NAMES = new WeakMap<readonly Mishap[], readonly string[]>();

function ignore(): void {}
