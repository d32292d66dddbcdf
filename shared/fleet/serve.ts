import type { Config } from '../config.ts';
import { type Refused, refusedBy } from '../dead-letters/command.ts';
import type { Operation } from '../events/operation-event.ts';
import { operationLine } from '../log.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { type CallCounter, measureStats, type Stats } from '../tencent/call-stats.ts';
import { parseTrigger } from '../triggers/trigger.ts';
import { checkFleet } from './check.ts';
import {
  type FleetAnswer,
  type FleetReport,
  parseFleetCommand,
  type RepairAnswer,
} from './command.ts';
import type { FleetPorts } from './read.ts';
import { repairFleet } from './repair.ts';

type FleetContext = {
  readonly ports: FleetPorts;
  readonly config: Pick<Config, 'provisioning'>;
  /** The platform's id of this invocation. */
  readonly invocationId: string;
  /** Counts the calls of this invocation. */
  readonly counter?: CallCounter;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};

/**
 * Handles an event of the function reconcile: a command of an operator, or a timer's, which means a
 * check. What was done is logged and announced. A command that is wrong, or that found the cloud not
 * answering before it changed anything, is refused.
 *
 * Throws when a timer's check failed or what a repair did could not be announced, and at events of
 * doors: a message that came here must not be taken for handled.
 */
export async function serveFleet(
  event: unknown,
  context: FleetContext,
  deadlineMs: number,
): Promise<FleetAnswer> {
  const { kind } = parseTrigger(event);
  if (kind === 'timer') return check(undefined, context, deadlineMs);
  if (kind === 'http' || kind === 'queue') {
    throw new Error(`This function takes commands and timers, not events of the kind ${kind}.`);
  }
  const command = parseFleetCommand(event);
  if ('refused' in command) return command;
  if (command.command === 'repair') return repair(command.planHash, context, deadlineMs);
  return check(command.tenants, context, deadlineMs).catch(refusalOf);
}

async function check(
  tenants: readonly string[] | undefined,
  context: FleetContext,
  deadlineMs: number,
): Promise<FleetReport> {
  const { ports, config, invocationId } = context;
  const work = workOf(context);
  const report = await checkFleet(tenants, ports, config.provisioning, deadlineMs);
  const { keys, counts, planHash } = report;
  const type = 'tenant-keys.fleet-checked';
  const operation = { type, invocationId, data: { keys, findings: counts, planHash } } as const;
  await tell(operation, work(), context, deadlineMs);
  return report;
}

async function repair(
  planHash: string,
  context: FleetContext,
  deadlineMs: number,
): Promise<Refused | RepairAnswer> {
  const { ports, config, invocationId } = context;
  const settings = config.provisioning;
  const work = workOf(context);
  const answer = await repairFleet(planHash, ports, settings, deadlineMs).catch(refusalOf);
  if ('refused' in answer) return answer;
  const repaired = answer.repaired.map(({ keyId, tenantId }) => ({ keyId, tenantId }));
  const left = answer.failed.length + answer.remaining;
  const type = 'tenant-keys.fleet-repaired';
  const operation = { type, invocationId, data: { planHash, repaired, left } } as const;
  await tell(operation, work(), context, deadlineMs);
  return answer;
}

function workOf({ ports, counter, invocationId }: FleetContext): () => Stats {
  return measureStats(ports.clock.nowMs, counter, invocationId);
}

type FleetOperation = Extract<Operation, { readonly type: `tenant-keys.fleet-${string}` }>;

/** The log comes first: should the event be lost, it still says that something was done. */
async function tell(
  operation: FleetOperation,
  work: Stats,
  { ports, config, log }: FleetContext,
  deadlineMs: number,
): Promise<void> {
  const { type, data } = operation;
  const facts = 'repaired' in data ? { ...data, repaired: data.repaired.length } : data;
  log(operationLine(type, facts, work));
  const publishEvent = () => ports.publishOperation(operation, deadlineMs);
  await withRetries(publishEvent, ports, config.provisioning.retry, deadlineMs);
}

/** A check changes nothing, and neither does a repair before it throws an `ApiError`. */
function refusalOf(error: unknown): Refused {
  if (!(error instanceof ApiError)) throw error;
  const isTooLate = failureOf(error.code).end === 'yield';
  return isTooLate ? { refused: { code: error.code, detail: TOO_LATE } } : refusedBy(error);
}

const TOO_LATE =
  "Reading the fleet takes more time than the function has: raise the function's timeout, or its share of calls.";
