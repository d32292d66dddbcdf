import type { FunctionCall, Instance } from './instance.ts';
import { type Ending, type Failure, failure } from './invoke-result.ts';

/** The instances of one function. */
export type InstancePool = {
  /**
   * Runs an event on an idle instance or a new one. Never rejects.
   *
   * @param waits Whether the event waits while all instances are busy; otherwise it ends with 432.
   */
  readonly run: (call: FunctionCall, waits: boolean) => Promise<Ending>;
  /** Ends an instance, selected by a number from 0 to 1; false when there is none. */
  readonly kill: (selector: number) => boolean;
  /** Ends all instances; waiting calls end with 500. Resolves when the threads have ended. */
  readonly close: () => Promise<void>;
};

type InstancePoolOptions = {
  readonly instancesMax: number;
  /** The end of a call while all instances are busy. */
  readonly overload: Failure;
  /** The number of calls that may wait for an instance; one more is not accepted. */
  readonly waitingMax: number;
  readonly start: () => Instance;
};

/** Starts instances on demand, and gives each one event at a time, in the order of the calls. */
export function instancePool({
  instancesMax,
  overload,
  waitingMax,
  start,
}: InstancePoolOptions): InstancePool {
  const busy = new Set<Instance>();
  const idle: Instance[] = [];
  const waiting: (() => void)[] = [];
  let free = instancesMax;
  let closed = false;

  async function run(call: FunctionCall, waits: boolean): Promise<Ending> {
    if (free > 0) free -= 1;
    else if (waits && waiting.length < waitingMax) await handedOver();
    else return overload;
    const ending = closed ? failure(500) : await runOnInstance(call);
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
    return ending;
  }

  /** Waits until another call has ended. */
  function handedOver(): Promise<void> {
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  }

  async function runOnInstance(call: FunctionCall): Promise<Ending> {
    const instance = takeIdle() ?? startOne();
    if ('ok' in instance) return instance;
    busy.add(instance);
    const ending = await instance.run(call);
    busy.delete(instance);
    if (instance.isAlive()) idle.push(instance);
    return ending;
  }

  /**
   * Starts an instance, or returns the failure of the call if the system allows no further thread.
   */
  function startOne(): Instance | Failure {
    try {
      return start();
    } catch (error) {
      return failure(500, `No instance can be started: ${String(error)}`);
    }
  }

  function takeIdle(): Instance | undefined {
    for (let instance = idle.pop(); instance !== undefined; instance = idle.pop()) {
      if (instance.isAlive()) return instance;
    }
    return undefined;
  }

  function living(): Instance[] {
    return [...busy, ...idle].filter((instance) => instance.isAlive());
  }

  function kill(selector: number): boolean {
    const candidates = living();
    const selected = candidates[Math.floor(selector * candidates.length)];
    void selected?.kill();
    return selected !== undefined;
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.all(living().map((instance) => instance.kill()));
  }

  return { run, kill, close };
}
