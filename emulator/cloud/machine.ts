import { type Journal, localJournal } from '../api/journal.ts';
import { rateLimits } from '../api/rate-limits.ts';
import { type CallInput, findAction, repeatCall } from '../api/run-action.ts';
import type { Account, Caller, Service } from '../api/service.ts';
import { DEFAULT_SWITCHES, type Switches } from '../api/switches.ts';
import { type Listeners, listeners } from '../async/listeners.ts';
import { isAllowed, type Right } from '../cam/access.ts';
import { COS_ACTIONS } from '../cos/operations.ts';
import { type FaultInjector, faultInjector } from '../faults/faults.ts';
import { type Input, type InputStore, repeatInputs } from '../persistence/input-store.ts';
import { type CkafkaState, type CkafkaTopic, messageBytesMax } from '../state/ckafka.ts';
import {
  type CloudState,
  type DeployedState,
  deployedText,
  emptyCloudState,
  parseDeployed,
  parseTopics,
  topicsText,
} from '../state/cloud.ts';
import { changeCos, emptyCosState } from '../state/cos.ts';
import { type Cmk, countKeys, currentRegion } from '../state/kms.ts';
import { keyResourceName } from '../state/resource-names.ts';
import type { DeployedFunction } from '../state/scf.ts';
import { resourcesWithTag, type TagPair, visibleTags } from '../state/tag.ts';
import type { OffsetRange } from '../topics/topic-log.ts';
import { localTopics, type Topics } from '../topics/topics.ts';
import {
  type Answered,
  type ApiCall,
  answerCall,
  answerLate,
  type Reply,
  type World,
} from './answer-call.ts';
import { answerCos, answerCosLate, type CosAnswered, type CosCall } from './answer-cos.ts';
import { type CallWatch, callWatch, withoutReply } from './call-watch.ts';

/** The whole state and behaviour of the local cloud, without sockets and timers. */
export type CloudMachine = {
  /** The cloud's clock, which `advanceClock` puts forward. */
  readonly nowMs: () => number;
  readonly advanceClock: (byMs: number) => void;
  /** Calls `listener` after the clock was set, until the returned function is called. */
  readonly onClockSet: Listeners<void>['add'];
  /**
   * Answers a call. A late effect is a function that must be run at its time.
   *
   * @throws Error in one sentence, when the change cannot be stored.
   */
  readonly call: (call: ApiCall) => { readonly reply: Reply; readonly late?: Late };
  /** Answers a request to COS in the same way. */
  readonly callCos: (call: CosCall) => { readonly reply: Reply; readonly late?: Late };
  /** Wraps `run` so that it does nothing after a reset, which also cancels pending effects. */
  readonly unlessReset: (run: () => unknown) => () => unknown;
  /** Whether a caller has this permission; see `isAllowed`. */
  readonly isAllowed: (caller: Caller, right: Right) => boolean;
  /** The functions that are deployed in a region, by name. */
  readonly functionsIn: (region: string) => ReadonlyMap<string, DeployedFunction>;
  /**
   * Calls `listener` after each call that changed functions, roles, policies or topics, and after a
   * reset, until the returned function is called.
   */
  readonly onDeployed: Listeners<void>['add'];
  /** Calls `listener` after each call that changed something, until the returned function is called. */
  readonly onChanged: Listeners<CallInput>['add'];
  /** Calls `listener` after faults, switches or the clock were changed. */
  readonly onSettings: Listeners<void>['add'];
  readonly onReset: Listeners<void>['add'];
  /** Lets `watcher` see every call; there is one at a time. */
  readonly watchCalls: CallWatch['set'];
  /** The keys of a region by id, in the order of creation. */
  readonly keysIn: (region: string) => ReadonlyMap<string, Cmk>;
  /** How many keys of a region count towards the quota. */
  readonly keysInUse: (region: string) => number;
  /** The ids of the keys of a region with a tag that matches. */
  readonly keysWithTag: (region: string, matches: (tag: TagPair) => boolean) => ReadonlySet<string>;
  /** All tags of a key, also those that answers do not show yet. */
  readonly tagsOf: (region: string, keyId: string) => readonly TagPair[];
  /** The topics that were created in a region by the API, by name. */
  readonly topicsIn: (region: string) => ReadonlyMap<string, CkafkaTopic>;
  /** The topics of all regions as text, for {@link CloudMachine.restoreTopics}. */
  readonly topicsText: () => string;
  readonly restoreTopics: (text: string) => void;
  /** Whether the action exists, so that a fault may be set for it. */
  readonly hasAction: (name: string) => boolean;
  readonly topics: Topics;
  /** The most bytes of one message of a topic; unlimited until the topic is created by the API. */
  readonly messageBytesMax: (topicName: string) => number;
  readonly faults: FaultInjector;
  readonly journal: Journal;
  readonly switches: () => Switches;
  readonly setSwitches: (change: Partial<Switches>) => void;
  /** Clears everything except what is deployed, and resets the clock and the switches. */
  readonly reset: () => void;
};

export type Late = {
  readonly afterMs: number;
  /** Returns a promise if the effect takes time. */
  readonly run: () => unknown;
};

type CloudMachineOptions = {
  readonly services: readonly Service[];
  readonly account: Account;
  /** How many partitions each topic has, by its name. */
  readonly topics: ReadonlyMap<string, number>;
  /** The offsets of topics that are on brokers; without it, those of the topics in memory. */
  readonly offsets?: (topic: string) => readonly OffsetRange[];
  /** The clock before it is advanced. */
  readonly baseNowMs: () => number;
  readonly newId: () => string;
  /** A number from 0 to 1 that decides whether a fault occurs. */
  readonly random: () => number;
  readonly store: InputStore;
};

/**
 * Creates the local cloud, and repeats all inputs of its store.
 *
 * @throws Error when an input of the store cannot be repeated.
 */
export function cloudMachine(options: CloudMachineOptions): CloudMachine {
  const { services, account, baseNowMs, newId, random, store } = options;
  let memory = emptyCloudMemory();
  const nowMs = () => baseNowMs() + memory.aheadMs;
  const [clockSet, deployed, settings] = [listeners<void>(), listeners<void>(), listeners<void>()];
  const [changed, wasReset, watch] = [listeners<CallInput>(), listeners<void>(), callWatch()];
  const faults = faultInjector(random, settings.notify);
  const [rates, journal] = [rateLimits(), localJournal()];
  const topics = topicsOf(options, nowMs);

  function world(): World {
    const { state, switches } = memory;
    return { services, account, state, topics, switches, nowMs: nowMs(), newId, faults, rates };
  }

  const recorded = recorder({ services, store, journal, watch, deployed, changed });

  function unlessReset(run: () => unknown): () => unknown {
    const before = memory;
    return () => (memory === before ? run() : undefined);
  }

  function call(apiCall: ApiCall): ReturnType<CloudMachine['call']> {
    const { reply, late } = recorded(apiCall, () => answerCall(apiCall, world()));
    if (late === undefined) return { reply };
    const run = () => {
      recorded(apiCall, () => withoutReply(answerLate(apiCall, late, world())));
    };
    return { reply, late: { afterMs: late.afterMs, run: unlessReset(run) } };
  }

  function repeat(input: Input): void {
    if (input.kind === 'call') repeatCall(input, world());
    else if (input.kind === 'deployed') memory = memoryOf(input);
    else if (input.kind === 'append' || input.kind === 'commit') topics.repeat(input);
    else changeMemory(memory, input);
  }

  function change(input: Input): void {
    store.record(input);
    repeat(input);
    if (input.kind === 'clock') clockSet.notify();
    if (input.kind === 'clock' || input.kind === 'switches') settings.notify();
  }

  function reset(): void {
    const emptied = emptyCloudMemory(memory.state);
    store.replace(deployedInputs(emptied));
    memory = emptied;
    for (const part of [topics, faults, journal, rates]) part.clear();
    for (const part of [clockSet, deployed, wasReset, settings]) part.notify();
  }

  repeatInputs(store, repeat);

  return {
    callCos: cosCaller({ world, change, journal, unlessReset, watch }),
    advanceClock: (byMs) => change({ kind: 'clock', aheadMs: memory.aheadMs + byMs }),
    ...{ onClockSet: clockSet.add, onDeployed: deployed.add, onChanged: changed.add },
    ...{ onSettings: settings.add, onReset: wasReset.add, watchCalls: watch.set },
    ...queries(() => memory.state, services),
    ...keyQueries(() => memory.state, account, nowMs),
    restoreTopics: (text) => change({ kind: 'topics', text }),
    ...{ nowMs, call, unlessReset, reset, topics, faults, journal },
    switches: () => memory.switches,
    setSwitches: (switches) => change({ kind: 'switches', switches }),
  };
}

type RecorderOptions = Pick<CloudMachineOptions, 'services' | 'store'> & {
  readonly journal: Journal;
  readonly watch: CallWatch;
  readonly deployed: Listeners<void>;
  readonly changed: Listeners<CallInput>;
};

/** Answers a call, keeps what it changed, and tells whoever listens. */
function recorder({ services, store, journal, watch, deployed, changed }: RecorderOptions) {
  return (apiCall: ApiCall, answer: () => Answered): Answered => {
    refuseIfStoreFailed(apiCall, services, store);
    const answered = watch.around(apiCall, () => {
      const outcome = answer();
      record(outcome, store, journal);
      return outcome;
    });
    if (isDeployment(answered, services)) deployed.notify();
    if (answered.input) changed.notify(answered.input);
    return answered;
  };
}

type CosCallerOptions = Pick<CloudMachine, 'journal' | 'unlessReset'> & {
  readonly watch: CallWatch;
  readonly world: () => World;
  /** Stores a change and makes it. */
  readonly change: (input: Input) => void;
};

function cosCaller(options: CosCallerOptions): CloudMachine['callCos'] {
  const { world, change, journal, unlessReset, watch } = options;

  function carryOut(call: CosCall, answer: () => CosAnswered): CosAnswered {
    return watch.around(call, () => {
      const answered = answer();
      const { entry, input } = answered;
      if (input !== undefined) change(input);
      if (entry !== undefined) journal.add(entry);
      return answered;
    });
  }

  return (call) => {
    const { reply, lateMs } = carryOut(call, () => answerCos(call, world()));
    if (lateMs === undefined) return { reply };
    const run = () => {
      carryOut(call, () => withoutReply(answerCosLate(call, world())));
    };
    return { reply, late: { afterMs: lateMs, run: unlessReset(run) } };
  };
}

function topicsOf(
  { topics, offsets, store: { record } }: CloudMachineOptions,
  nowMs: () => number,
): Topics {
  return { ...localTopics(topics, { nowMs, record }), ...(offsets && { offsets }) };
}

type Queries = Pick<
  CloudMachine,
  'isAllowed' | 'functionsIn' | 'topicsIn' | 'topicsText' | 'hasAction' | 'messageBytesMax'
>;

function queries(state: () => CloudState, services: readonly Service[]): Queries {
  return {
    isAllowed: (caller, right) => isAllowed(state(), caller, right),
    functionsIn: (region) => state().scf.get(region) ?? new Map(),
    topicsIn: (region) => state().ckafka.get(region) ?? new Map(),
    topicsText: () => topicsText(state()),
    hasAction: (name) =>
      COS_ACTIONS.includes(name) || services.some(({ actions }) => actions.has(name)),
    messageBytesMax: (name) => messageBytesMax(state().ckafka, name),
  };
}

type KeyQueries = Pick<CloudMachine, 'keysIn' | 'keysInUse' | 'keysWithTag' | 'tagsOf'>;

function keyQueries(state: () => CloudState, account: Account, nowMs: () => number): KeyQueries {
  const regionNow = (region: string) =>
    currentRegion({ region, account, state: state(), nowMs: nowMs() });

  return {
    keysIn: (region) => regionNow(region).keys,
    keysInUse: (region) => countKeys(regionNow(region)),
    keysWithTag: (region, matches) => {
      const start = keyResourceName({ uin: account.uin, region, keyId: '' });
      const names = resourcesWithTag(state().tags, matches).filter((name) =>
        name.startsWith(start),
      );
      return new Set(names.map((name) => name.slice(start.length)));
    },
    tagsOf: (region, keyId) => {
      const resource = keyResourceName({ uin: account.uin, region, keyId });
      return visibleTags(state().tags, resource, nowMs(), 0);
    },
  };
}

type MemoryInput = Extract<Input, { readonly kind: 'switches' | 'clock' | 'topics' | 'cos' }>;

function changeMemory(memory: CloudMemory, input: MemoryInput): void {
  if (input.kind === 'switches') Object.assign(memory.switches, input.switches);
  else if (input.kind === 'clock') memory.aheadMs = input.aheadMs;
  else if (input.kind === 'cos') changeCos(memory.state.cos, input);
  else replaceTopics(memory.state.ckafka, parseTopics(input.text));
}

function replaceTopics(topics: CkafkaState, others: CkafkaState): void {
  topics.clear();
  for (const [region, named] of others) topics.set(region, named);
}

function record({ input, entry }: Answered, store: InputStore, journal: Journal): void {
  if (input !== undefined) store.record(input);
  if (entry !== undefined) journal.add(entry);
}

/** The products whose state is kept by a reset. */
const DEPLOYING: readonly string[] = ['scf', 'cam', 'ckafka'];

function isDeployment({ input }: Answered, services: readonly Service[]): boolean {
  const service = services.find(({ version }) => version === input?.version);
  return service !== undefined && DEPLOYING.includes(service.product);
}

/** After a failed write, another change would let memory and store diverge further. */
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

/** The state that a reset clears. */
type CloudMemory = {
  readonly state: CloudState;
  readonly switches: { -readonly [Name in keyof Switches]: Switches[Name] };
  /** How far the clock was put forward. */
  aheadMs: number;
};

function emptyCloudMemory(deployed: DeployedState = emptyCloudState()): CloudMemory {
  const { scf, cam, ckafka, cos } = deployed;
  const state = { ...emptyCloudState(), scf, cam, ckafka, cos: emptyCosState(cos.buckets) };
  return { state, switches: { ...DEFAULT_SWITCHES }, aheadMs: 0 };
}

/**
 * The input that restores what is deployed; none when nothing is. The original calls cannot be
 * repeated after a reset: some may have succeeded only under switches that are now reset.
 */
function deployedInputs({ state }: CloudMemory): readonly Input[] {
  const text = deployedText(state);
  return text === NOTHING_DEPLOYED ? [] : [{ kind: 'deployed', text }];
}

const NOTHING_DEPLOYED = deployedText(emptyCloudState());

/** Restores what {@link deployedInputs} has. */
function memoryOf({ text }: Extract<Input, { kind: 'deployed' }>): CloudMemory {
  return emptyCloudMemory(parseDeployed(text));
}
