import type { Config } from '../config.ts';
import type { Operation } from '../events/operation-event.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import { operationLine } from '../log.ts';
import {
  answerCommand,
  type CommandsOf,
  type RowsFor,
  refusedBy,
  refusedCommand,
  timerOf,
  type Verbs,
  verbsWith,
} from '../operator-command.ts';
import type { FleetPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { tenantIn } from '../tenant-key/tenant-id.ts';
import type { Stats } from '../tencent/call-stats.ts';
import { checkFleet, TENANTS_LENGTH_MAX } from './check.ts';
import type {
  FleetAnswers,
  FleetCommand,
  FleetReport,
  RepairAnswer,
} from './generated/fleet-command.ts';
import {
  FLEET_COMMAND_MESSAGES,
  validateFleetCommand,
} from './generated/validate-fleet-command.js';
import { repairFleet } from './repair.ts';

/**
 * Handles an event of the function reconcile: an operator's command, or a timer, which runs a check. The
 * result is logged and published. Refuses an invalid command, and one that the cloud did not answer
 * before anything was changed.
 *
 * Throws when the check of a timer fails, when the result of a command cannot be published, and as
 * {@link timerOf} does.
 */
export async function serveFleet(
  event: unknown,
  ports: FleetPorts,
  config: Config,
  invocation: Invocation,
): Promise<FleetAnswer> {
  if (timerOf(event) !== undefined) return answerCheck({}, ports, config, invocation);
  return answerCommand(FLEET_VERBS, event, ports, config, invocation);
}

export type FleetAnswer = Refused | NonNullable<FleetAnswers[keyof FleetAnswers]>;

async function answerCheck(
  { tenants }: Pick<FleetCommand, 'tenants'>,
  ports: FleetPorts,
  config: Config,
  invocation: Invocation,
): Promise<FleetReport | Refused> {
  const length = (tenants ?? []).reduce((sum, id) => sum + id.length, 0);
  if (length > TENANTS_LENGTH_MAX) return refusedCommand([TENANTS_TOO_LONG]);
  const { deadlineMs, id: invocationId } = invocation;
  const stats = invocation.stats();
  const report = await checkFleet(tenants, ports, config.provisioning, deadlineMs);
  const { keys, counts, planHash } = report;
  const type = 'tenant-keys.fleet-checked';
  const data = { invocationId, keys, findings: counts, planHash };
  const operation = { type, data } as const;
  await logAndPublish(operation, stats(), ports, config, invocation);
  return report;
}

const TENANTS_TOO_LONG = `tenants must have at most ${TENANTS_LENGTH_MAX.toLocaleString('en')} characters together: the answer may have all of them.`;

async function answerRepair(
  { planHash }: Required<Pick<FleetCommand, 'planHash'>>,
  ports: FleetPorts,
  config: Config,
  invocation: Invocation,
): Promise<Refused | RepairAnswer> {
  const { deadlineMs, id: invocationId } = invocation;
  const { provisioning } = config;
  const stats = invocation.stats();
  const answer = await repairFleet(planHash, ports, provisioning, deadlineMs).catch(refusalOf);
  if ('refused' in answer) return answer;
  const repaired = answer.repaired.map((repair) => ({ keyId: repair.keyId, ...tenantIn(repair) }));
  const left = answer.failed.length + answer.remaining;
  const type = 'tenant-keys.fleet-repaired';
  const operation = { type, data: { invocationId, planHash, repaired, left } } as const;
  await logAndPublish(operation, stats(), ports, config, invocation);
  return answer;
}

type FleetOperation = Extract<Operation, { readonly type: `tenant-keys.fleet-${string}` }>;

/** Logs first, so that a record remains if the event cannot be published. */
async function logAndPublish(
  operation: FleetOperation,
  stats: Stats,
  ports: FleetPorts,
  { provisioning }: Config,
  { deadlineMs, log }: Invocation,
): Promise<void> {
  const { type, data } = operation;
  const { invocationId: _, ...result } = data;
  const facts = 'repaired' in result ? { ...result, repaired: result.repaired.length } : result;
  log(operationLine(type, facts, stats));
  const publish = () => ports.publishOperation(operation, deadlineMs);
  await withRetries(publish, ports, provisioning.retry, deadlineMs);
}

/** Nothing has been changed: a check only reads, and so does a repair before it throws an `ApiError`. */
function refusalOf(error: unknown): Refused {
  if (!(error instanceof ApiError)) throw error;
  const isTooLate = failureOf(error.code).cause === 'late';
  return isTooLate ? { refused: { code: error.code, detail: TOO_LATE } } : refusedBy(error);
}

const TOO_LATE =
  "Reading the fleet takes longer than the function may run: raise the function's timeout or its share of the rate.";

const verb = verbsWith<FleetCommand, FleetPorts>();

const ROWS = {
  check: verb({
    needs: [],
    takes: ['tenants'],
    handle: (...command) => answerCheck(...command).catch(refusalOf),
  }),
  repair: verb({ needs: ['planHash'], takes: [], handle: answerRepair }),
} satisfies RowsFor<FleetAnswers, FleetPorts>;

/** The commands about the fleet, by their verbs. */
export type FleetCommands = CommandsOf<typeof ROWS>;

/** The verbs of the function reconcile. */
export const FLEET_VERBS: Verbs<FleetCommand, FleetPorts, FleetAnswer> = {
  functionName: 'reconcile',
  rows: ROWS,
  validate: validateFleetCommand,
  messages: FLEET_COMMAND_MESSAGES,
};
