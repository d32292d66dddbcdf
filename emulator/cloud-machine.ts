import {
  type Answered,
  type ApiCall,
  answerCall,
  answerLate,
  type World,
} from './api/answer-call.ts';
import { findAction } from './api/find-action.ts';
import { type Journal, localJournal } from './api/journal.ts';
import { type Listeners, listeners } from './api/listeners.ts';
import { slidingRateLimits } from './api/rate-limits.ts';
import type { Reply } from './api/reply.ts';
import { repeatCall } from './api/run-action.ts';
import type { Account, Service } from './api/service.ts';
import { DEFAULT_SWITCHES, type Switches } from './api/switches.ts';
import { type CloudState, emptyCloudState } from './cloud-state.ts';
import { type FaultBook, faultBook } from './faults/fault-book.ts';
import type { Input, InputStore } from './persistence/input.ts';
import { localTopics, type Topics } from './topics/local-topics.ts';

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
  /** A call of this name can come, so a fault may be set for it. */
  readonly hasAction: (name: string) => boolean;
  readonly topics: Topics;
  readonly faults: FaultBook;
  readonly journal: Journal;
  readonly switches: () => Switches;
  readonly setSwitches: (change: Partial<Switches>) => void;
  /** Empties everything and sets the clock and the switches back. */
  readonly reset: () => void;
};

export type Late = { readonly afterMs: number; readonly run: () => void };

export type CloudMachineOptions = {
  readonly services: readonly Service[];
  readonly account: Account;
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
  let memory = emptyMemory();
  const nowMs = () => baseNowMs() + memory.aheadMs;
  const clockSet = listeners<void>();
  const faults = faultBook(random);
  const rates = slidingRateLimits();
  const journal = localJournal();
  const topics = localTopics({ nowMs, record: store.record });

  function world(): World {
    const { state, switches } = memory;
    return { services, account, state, switches, nowMs: nowMs(), newId, faults, rates };
  }

  function kept(apiCall: ApiCall, answer: () => Answered): Answered {
    refuseIfUnkept(apiCall, services, store);
    const answered = answer();
    if (answered.input !== undefined) store.record(answered.input);
    if (answered.entry !== undefined) journal.add(answered.entry);
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
    else topics.repeat(input);
  }

  function change(input: Input): void {
    store.record(input);
    repeat(input);
    if (input.kind === 'clock') clockSet.tell();
  }

  function reset(): void {
    store.clear();
    memory = emptyMemory();
    for (const part of [topics, faults, journal, rates]) part.clear();
    clockSet.tell();
  }

  repeatAll(store, repeat);

  return {
    nowMs,
    advanceClock: (byMs) => change({ kind: 'clock', aheadMs: memory.aheadMs + byMs }),
    onClockSet: clockSet.add,
    call,
    unlessReset,
    hasAction: (name) => services.some(({ actions }) => actions.has(name)),
    ...{ topics, faults, journal },
    switches: () => memory.switches,
    setSwitches: (switches) => change({ kind: 'switches', switches }),
    reset,
  };
}

type Memory = {
  readonly state: CloudState;
  readonly switches: { -readonly [Name in keyof Switches]: Switches[Name] };
  aheadMs: number;
};

function emptyMemory(): Memory {
  return { state: emptyCloudState(), switches: { ...DEFAULT_SWITCHES }, aheadMs: 0 };
}

/** Once something could not be kept, what changes more would part memory and store further. */
function refuseIfUnkept(
  call: ApiCall,
  services: readonly Service[],
  { failure }: InputStore,
): void {
  const reason = failure();
  if (reason === undefined) return;
  const found = findAction(call, services);
  if (found.ok && found.action.mutating) throw reason;
}

function repeatAll({ inputs, path }: InputStore, repeat: (input: Input) => void): void {
  for (const [index, input] of inputs.entries()) {
    try {
      repeat(input);
    } catch (cause) {
      const place = `${path}:${index + 1}`;
      throw new Error(
        `${place} cannot be repeated, as another version may have written it: put back another copy of the file, or delete it to start anew.`,
        { cause },
      );
    }
  }
}
