import { shownValue } from '../../emulator/api/secrets.ts';
import { json, type Route, type RouteResult, refusal } from '../../emulator/http/route.ts';
import { type LoggedInvocation, logText } from '../../emulator/scf/function-log.ts';
import type { FunctionHost } from '../../emulator/scf/host.ts';
import { parseTrigger } from '../../emulator/scf/trigger-settings.ts';
import type { DeployedFunction, DeployedTrigger } from '../../emulator/state/scf.ts';
import { allOf } from '../../terminal/sentences.ts';
import type { FunctionDetail, FunctionRow, FunctionTrigger, Invocation } from './wire.ts';

type FunctionRoutesOptions = {
  /** The functions that are deployed, by name. */
  readonly functions: () => ReadonlyMap<string, DeployedFunction>;
  readonly logOf: FunctionHost['logOf'];
};

/** The routes about functions: their settings, and the log of each. */
export function functionRoutes({ functions, logOf }: FunctionRoutesOptions): readonly Route[] {
  const rowOf = (deployed: DeployedFunction) => functionRow(deployed, logOf(deployed.name));

  function show(name: string): RouteResult {
    const deployed = functions().get(name);
    if (deployed === undefined) {
      const known = allOf([...functions().keys()]) || 'none yet';
      return refusal(`There is no function ${JSON.stringify(name)}; there are ${known}.`, 404);
    }
    const invocations = logOf(name).slice(-INVOCATIONS_MAX).reverse().map(invocationOf);
    const detail: FunctionDetail = { function: rowOf(deployed), invocations };
    return json(detail);
  }

  return [
    {
      method: 'GET',
      path: '/page/functions',
      handle: () => json([...functions().values()].map(rowOf)),
    },
    { method: 'GET', path: '/page/functions/:name', handle: ({ name }) => show(name) },
  ];
}

const INVOCATIONS_MAX = 100;

function functionRow(
  deployed: DeployedFunction,
  invocations: readonly LoggedInvocation[],
): FunctionRow {
  const { name, description, runtime, memoryMb, timeoutS, reservedMemMb, triggers } = deployed;
  return {
    ...{ name, description, runtime, memoryMb, timeoutS },
    ...(reservedMemMb !== undefined && { instancesMax: Math.floor(reservedMemMb / memoryMb) }),
    triggers: [...triggers.values()].map((trigger) => triggerRow(trigger, name)),
    invocations: invocations.length,
    failures: invocations.filter(({ state }) => state === 'failed').length,
  };
}

function triggerRow(trigger: DeployedTrigger, functionName: string): FunctionTrigger {
  const { type, name, enabled } = trigger;
  return { type, name, enabled, text: triggerText(trigger, functionName) };
}

function triggerText(trigger: DeployedTrigger, functionName: string): string {
  try {
    const settings = parseTrigger(trigger);
    switch (settings.type) {
      case 'http':
        return `/functions/${functionName}/`;
      case 'ckafka':
        return `topic ${settings.topicName}, at most ${settings.maxMsgNum} messages`;
      case 'timer':
        return settings.cron.getPattern() ?? trigger.desc;
    }
  } catch {
    // The trigger does not run, and the page shows what it has.
    return String(shownValue('TriggerDesc', trigger.desc));
  }
}

function invocationOf(invocation: LoggedInvocation): Invocation {
  const { requestId, startMs, durationMs, state } = invocation;
  const text = logText(invocation);
  const log = text.length > LOG_LENGTH_MAX ? `${text.slice(0, LOG_LENGTH_MAX)}…` : text;
  return { requestId, startMs, durationMs, state, log };
}

const LOG_LENGTH_MAX = 20_000;
