import type { Clock } from '../shared/tenant-key/ports.ts';
import type { DeployApis } from './calls/apis.ts';
import { type CallCloud, cloudCalls } from './calls/calls.ts';
import { askFor, type Objection } from './plan/consent.ts';
import { readTriggers, triggerPlanName } from './resources/trigger.ts';
import type { Change, DeployReporter } from './state/change.ts';
import type { FoundTrigger } from './state/found.ts';

export type QueueState = 'paused' | 'running';

export type QueueOptions = {
  /** Of the deployed functions. */
  readonly namespace: string;
  readonly report: DeployReporter;
  /** Changes nothing; reports and returns the changes that would be made. */
  readonly planOnly?: boolean;
  /** Is asked once before the first change; returns why nothing may be changed. */
  readonly objection?: Objection;
  /** On `clock`; no call is made after it. */
  readonly deadlineMs: number;
  readonly clock: Clock;
};

export type Switched =
  /** `changes` were made; or would be made, with `planOnly`. */
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      /** The names of the triggers that are in that state now. */
      readonly triggers: readonly string[];
      /** How many calls it took. */
      readonly calls: number;
    }
  /** Nothing was changed; `refusals` are the reasons, in whole sentences. */
  | {
      readonly ok: false;
      readonly changes: readonly Change[];
      readonly refusals: readonly string[];
    };

/**
 * Stops or starts the triggers through which the queue consumer gets requests. They are found by the name of its
 * function, so that neither `serverless.yml` nor its settings are needed. An invocation that runs goes on. It is
 * idempotent, and may be interrupted anywhere: the same call completes what is left.
 *
 * @throws ApiError if the cloud refuses a call or does not answer; Error if a trigger does not change.
 */
export async function switchQueue(
  wanted: QueueState,
  apis: DeployApis,
  { namespace, report, planOnly = false, objection, deadlineMs, clock }: QueueOptions,
): Promise<Switched> {
  const calls = cloudCalls(apis, clock, deadlineMs);
  const plan = async () => {
    const all = await readTriggers(CONSUMER, namespace, calls.call);
    const triggers = all.filter(({ type }) => type === 'ckafka');
    const left = triggers.filter(({ enabled }) => enabled !== (wanted === 'running'));
    return { triggers, left, changes: left.map((each) => changeOf(each, wanted)) };
  };
  const shown = await plan();
  const { changes } = shown;
  if (shown.triggers.length === 0) {
    return { ok: false, changes, refusals: [nothingDeployed(namespace)] };
  }
  report({ kind: 'planned', changes, warnings: [] });
  const triggers = shown.triggers.map(({ name }) => name);
  if (planOnly || changes.length === 0) {
    return { ok: true, changes, triggers, calls: calls.count() };
  }
  const consent = await askFor(objection, shown, plan, { calls, clock });
  if (!consent.ok) return { ok: false, changes, refusals: [consent.refusal] };

  for (const trigger of consent.planned.left) {
    const change = changeOf(trigger, wanted);
    const before = calls.count();
    report({ kind: 'begun', change });
    await setState(trigger, wanted, namespace, calls.call);
    report({ kind: 'done', change, calls: calls.count() - before });
  }
  await verify(plan, clock);
  report({ kind: 'verified', calls: calls.count() });
  return { ok: true, changes, triggers, calls: calls.count() };
}

/** The function that handles the messages of the queue. */
const CONSUMER = 'provision-keys';

function nothingDeployed(namespace: string): string {
  return `The function ${CONSUMER} has no trigger of a queue in the namespace ${namespace} of this region: deploy it first, or choose another with --region or --namespace.`;
}

function changeOf(trigger: FoundTrigger, wanted: QueueState): Change {
  const [before, after] = wanted === 'paused' ? ['yes', 'no'] : ['no', 'yes'];
  return {
    verb: 'update',
    resource: { kind: 'trigger', name: triggerPlanName(trigger.functionName, trigger) },
    fields: [{ name: 'enabled', before, after }],
  };
}

/**
 * Of the calls that could do this, it is the one that can change nothing else.
 *
 * @see https://cloud.tencent.com/document/api/583/89800 (UpdateTriggerStatus)
 */
async function setState(
  { functionName, type, name, qualifier }: FoundTrigger,
  wanted: QueueState,
  namespace: string,
  call: CallCloud,
): Promise<void> {
  await call('scf', 'UpdateTriggerStatus', {
    FunctionName: functionName,
    TriggerName: name,
    Type: type,
    Qualifier: qualifier,
    Namespace: namespace,
    Enable: wanted === 'running' ? 'OPEN' : 'CLOSE',
  });
}

/** A change may not be visible at once. */
async function verify(
  plan: () => Promise<{ readonly changes: readonly Change[] }>,
  clock: Clock,
): Promise<void> {
  for (let reads = 1; ; reads += 1) {
    const { changes } = await plan();
    if (changes.length === 0) return;
    if (reads === READS_MAX) {
      const names = changes.map(({ resource }) => resource.name).join(', ');
      throw new Error(
        `The cloud accepted every change, but these triggers are as before: ${names}. Something else may be changing them: check, then run the same command again.`,
      );
    }
    await clock.sleep(DELAY_MS * 2 ** (reads - 1));
  }
}

/** The delays between them add up to some eight seconds. */
const READS_MAX = 5;
const DELAY_MS = 500;
