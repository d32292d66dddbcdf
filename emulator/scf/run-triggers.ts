import type { DeployedFunction, DeployedTrigger } from '../state/scf.ts';
import { deliverPartition } from './ckafka-trigger.ts';
import type { FunctionHost } from './host.ts';
import type { HostCloud } from './host-cloud.ts';
import { runTimerTrigger } from './timer-trigger.ts';
import { parseTrigger, type TriggerSettings } from './trigger-settings.ts';

type RunTriggersOptions = {
  readonly cloud: Pick<HostCloud, 'topicEngine' | 'switches' | 'nowMs' | 'onClockSet'>;
  readonly invoke: FunctionHost['invoke'];
  readonly onProblem: OnProblem;
  /** Called when a trigger cannot continue, for example because nothing can be written any more. */
  readonly onFailure: (error: unknown) => void;
};

type RunTriggers = {
  /** Starts and stops triggers according to what is deployed and enabled. */
  readonly update: (functions: ReadonlyMap<string, DeployedFunction>) => void;
  /** Stops all triggers. Resolves when they have ended. */
  readonly close: () => Promise<void>;
};

type RunningTrigger = { readonly text: string; readonly stop: AbortController };

/**
 * Runs the triggers that invoke functions by themselves: those of queues and timers. A changed
 * trigger is restarted. A running invocation of a stopped trigger continues, and its batch is
 * delivered again later, because its offset was not committed.
 */
export function runTriggers(options: RunTriggersOptions): RunTriggers {
  const { onProblem, onFailure } = options;
  const running = new Map<string, RunningTrigger>();
  const ending = new Set<Promise<void>>();

  function start(functionName: string, trigger: DeployedTrigger, signal: AbortSignal): void {
    let settings: TriggerSettings;
    try {
      settings = parseTrigger(trigger);
    } catch (error) {
      onProblem(functionName, (error as Error).message);
      return;
    }
    const run = runTrigger(functionName, settings, options, signal).catch(onFailure);
    ending.add(run);
    void run.finally(() => ending.delete(run));
  }

  function update(functions: ReadonlyMap<string, DeployedFunction>): void {
    const enabled = enabledTriggers(functions);
    for (const [key, { text, stop }] of running) {
      if (enabled.get(key)?.text === text) continue;
      stop.abort();
      running.delete(key);
    }
    for (const [key, { text, functionName, trigger }] of enabled) {
      if (running.has(key)) continue;
      const stop = new AbortController();
      running.set(key, { text, stop });
      start(functionName, trigger, stop.signal);
    }
  }

  async function close(): Promise<void> {
    update(new Map());
    await Promise.all(ending);
  }

  return { update, close };
}

type EnabledTrigger = {
  readonly functionName: string;
  readonly trigger: DeployedTrigger;
  /** Everything whose change requires a restart of the trigger. */
  readonly text: string;
};

function enabledTriggers(
  functions: ReadonlyMap<string, DeployedFunction>,
): ReadonlyMap<string, EnabledTrigger> {
  const enabled = new Map<string, EnabledTrigger>();
  for (const { name: functionName, functionId, triggers } of functions.values()) {
    for (const [key, trigger] of triggers) {
      const text = JSON.stringify([functionId, trigger.desc, trigger.argument]);
      if (trigger.enabled) enabled.set(`${functionName} ${key}`, { functionName, trigger, text });
    }
  }
  return enabled;
}

/** Runs a trigger until `signal` aborts. A function's URL needs no such loop. */
async function runTrigger(
  functionName: string,
  settings: TriggerSettings,
  { cloud, invoke: invokeByName, onProblem }: RunTriggersOptions,
  signal: AbortSignal,
): Promise<void> {
  switch (settings.type) {
    case 'http':
      return;
    case 'ckafka': {
      const { topicName, consumerGroup, maxMsgNum, start } = settings;
      const { topicEngine, switches } = cloud;
      const invoke = (event: unknown) => invokeByName(functionName, event);
      const onSkipped = () => onProblem(functionName, 'A batch was skipped after its last retry.');
      const group = {
        topic: topicName,
        group: consumerGroup,
        start,
        messagesAhead: maxMsgNum,
        onProblem: (problem: string) => onProblem(functionName, problem),
      };
      return topicEngine.consume(
        group,
        (topic, ...rest) =>
          deliverPartition({ ...settings, topic, invoke, switches, onSkipped }, ...rest),
        signal,
      );
    }
    case 'timer': {
      const clock = { nowMs: cloud.nowMs, onSet: cloud.onClockSet };
      const invoke = (event: unknown) => invokeByName(functionName, event, undefined, 'Event');
      return runTimerTrigger({ ...settings, invoke, clock }, signal);
    }
  }
}

/** Receives the name of a function and one sentence about what cannot run. */
export type OnProblem = (functionName: string, problem: string) => void;
