import { type Journal, localJournal } from '../api/journal.ts';
import { slidingRateLimits } from '../api/rate-limits.ts';
import { findAction, repeatCall } from '../api/run-action.ts';
import type { Account, Caller, Service } from '../api/service.ts';
import { DEFAULT_SWITCHES, type Switches } from '../api/switches.ts';
import { type Listeners, listeners } from '../async/listeners.ts';
import { isAllowed, type Right } from '../cam/access.ts';
import { type FaultInjector, faultInjector } from '../faults/faults.ts';
import { type Input, type InputStore, repeatInputs } from '../persistence/input-store.ts';
import {
  type CloudState,
  type DeployedState,
  deployedText,
  emptyCloudState,
  parseDeployed,
} from '../state/cloud.ts';
import type { DeployedFunction } from '../state/scf.ts';
import { localTopics, type Topics } from '../topics/topics.ts';
import {
  type Answered,
  type ApiCall,
  answerCall,
  answerLate,
  type Reply,
  type World,
} from './answer-call.ts';

/** All that the local cloud remembers and does, without sockets and timers. */
export type CloudMachine = {
  /** The cloud's clock, which `advanceClock` puts forward. */
  readonly nowMs: () => number;
  readonly advanceClock: (byMs: number) => void;
  /** Calls `listener` after the clock was put forward or back, until what it returns is called. */
  readonly onClockSet: Listeners<void>['add'];
  /**
   * Answers a call; what it told to do later is a function to be run then.
   *
   * @throws Error in one sentence, when its change cannot be kept.
   */
  readonly call: (call: ApiCall) => { readonly reply: Reply; readonly late?: Late };
  /** A function that does nothing once there was a reset: what was still to come is gone too. */
  readonly unlessReset: (run: () => void) => () => void;
  /** A caller may do this; see `isAllowed`. */
  readonly isAllowed: (caller: Caller, right: Right) => boolean;
  /** The functions that are deployed in a region, by name. */
  readonly functionsIn: (region: string) => ReadonlyMap<string, DeployedFunction>;
  /**
   * Calls `listener` after each call that changed functions, roles, policies or topics, and after a
   * reset, until what it returns is called.
   */
  readonly onDeployed: Listeners<void>['add'];
  /** A call of this name can come, so a fault may be set for it. */
  readonly hasAction: (name: string) => boolean;
  readonly topics: Topics;
  readonly faults: FaultInjector;
  readonly journal: Journal;
  readonly switches: () => Switches;
  readonly setSwitches: (change: Partial<Switches>) => void;
  /** Empties everything but what is deployed, and sets the clock and the switches back. */
  readonly reset: () => void;
};

export type Late = { readonly afterMs: number; readonly run: () => void };

export type CloudMachineOptions = {
  readonly services: readonly Service[];
  readonly account: Account;
  /** How many partitions each topic has, by its name. */
  readonly topics: ReadonlyMap<string, number>;
  /** The clock before anybody advances it. */
  readonly baseNowMs: () => number;
  readonly newId: () => string;
  /** The luck of faults. */
  readonly random: () => number;
  readonly store: InputStore;
};

/**
 * Sets up the local cloud, and repeats what its store holds.
 *
 * @throws Error when an input of the store cannot be repeated.
 */
export function cloudMachine(options: CloudMachineOptions): CloudMachine {
  const { services, account, baseNowMs, newId, random, store } = options;
  let memory = emptyCloudMemory();
  const nowMs = () => baseNowMs() + memory.aheadMs;
  const [clockSet, deployed] = [listeners<void>(), listeners<void>()];
  const faults = faultInjector(random);
  const rates = slidingRateLimits();
  const journal = localJournal();
  const topics = localTopics(options.topics, { nowMs, record: store.record });

  function world(): World {
    const { state, switches } = memory;
    return { services, account, state, topics, switches, nowMs: nowMs(), newId, faults, rates };
  }

  function kept(apiCall: ApiCall, answer: () => Answered): Answered {
    refuseIfStoreFailed(apiCall, services, store);
    const answered = answer();
    keep(answered, store, journal);
    if (isDeployment(answered, services)) deployed.notify();
    return answered;
  }

  function unlessReset(run: () => void): () => void {
    const before = memory;
    return () => void (memory === before && run());
  }

  function call(apiCall: ApiCall): ReturnType<CloudMachine['call']> {
    const { reply, late } = kept(apiCall, () => answerCall(apiCall, world()));
    if (late === undefined) return { reply };
    const run = () => void kept(apiCall, () => answerLate(apiCall, late, world()));
    return { reply, late: { afterMs: late.afterMs, run: unlessReset(run) } };
  }

  function repeat(input: Input): void {
    if (input.kind === 'call') repeatCall(input, world());
    else if (input.kind === 'switches') Object.assign(memory.switches, input.switches);
    else if (input.kind === 'clock') memory.aheadMs = input.aheadMs;
    else if (input.kind === 'deployed') memory = memoryOf(input);
    else topics.repeat(input);
  }

  function change(input: Input): void {
    store.record(input);
    repeat(input);
    if (input.kind === 'clock') clockSet.notify();
  }

  function reset(): void {
    memory = emptyCloudMemory(memory.state);
    for (const part of [store, topics, faults, journal, rates]) part.clear();
    const input = deployedInput(memory);
    if (input !== undefined) store.record(input);
    for (const part of [clockSet, deployed]) part.notify();
  }

  repeatInputs(store, repeat);

  return {
    advanceClock: (byMs) => change({ kind: 'clock', aheadMs: memory.aheadMs + byMs }),
    ...{ onClockSet: clockSet.add, onDeployed: deployed.add },
    isAllowed: (caller, right) => isAllowed(memory.state.cam, caller, right),
    functionsIn: (region) => memory.state.scf.get(region) ?? new Map(),
    hasAction: (name) => services.some(({ actions }) => actions.has(name)),
    ...{ nowMs, call, unlessReset, reset, topics, faults, journal },
    switches: () => memory.switches,
    setSwitches: (switches) => change({ kind: 'switches', switches }),
  };
}

function keep({ input, entry }: Answered, store: InputStore, journal: Journal): void {
  if (input !== undefined) store.record(input);
  if (entry !== undefined) journal.add(entry);
}

/** Products whose state is what is deployed. */
const DEPLOYING: readonly string[] = ['scf', 'cam', 'ckafka'];

function isDeployment({ input }: Answered, services: readonly Service[]): boolean {
  const service = services.find(({ version }) => version === input?.version);
  return service !== undefined && DEPLOYING.includes(service.product);
}

/** Once something could not be kept, what changes more would part memory and store further. */
function refuseIfStoreFailed(
  call: ApiCall,
  services: readonly Service[],
  { failure }: InputStore,
): void {
  const reason = failure();
  if (reason === undefined) return;
  const found = findAction(call, services);
  if (found.ok && found.action.mutating) throw reason;
}

/** What the local cloud remembers, and a reset makes as new. */
export type CloudMemory = {
  readonly state: CloudState;
  readonly switches: { -readonly [Name in keyof Switches]: Switches[Name] };
  /** How far the clock was put forward. */
  aheadMs: number;
};

export function emptyCloudMemory(deployed: DeployedState = emptyCloudState()): CloudMemory {
  const { scf, cam, ckafka } = deployed;
  const state = { ...emptyCloudState(), scf, cam, ckafka };
  return { state, switches: { ...DEFAULT_SWITCHES }, aheadMs: 0 };
}

/**
 * The input that brings about anew what is deployed; undefined when nothing is. The calls that did so
 * first could not be repeated: some may have succeeded only under switches that are set back.
 */
export function deployedInput({ state }: CloudMemory): Input | undefined {
  const text = deployedText(state);
  return text === NOTHING_DEPLOYED ? undefined : { kind: 'deployed', text };
}

const NOTHING_DEPLOYED = deployedText(emptyCloudState());

/** Reads what {@link deployedInput} kept. */
export function memoryOf({ text }: Extract<Input, { kind: 'deployed' }>): CloudMemory {
  return emptyCloudMemory(parseDeployed(text));
}
