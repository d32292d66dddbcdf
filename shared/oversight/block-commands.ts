import type { Config } from '../config.ts';
import { trustOf } from '../dead-letters/signature.ts';
import { readDeadLetterTable } from '../dead-letters/table.ts';
import type { Operation } from '../events/operation-event.ts';
import type { Invocation } from '../invocation.ts';
import type { TenantBlock } from '../key-status/generated/tenant-block.ts';
import { blockMessage, blockRemoval } from '../key-status/tenant-block.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import type { TenantId } from '../tenant-key/key.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { type Tenant, tenantOf } from '../tenant-key/tenant-id.ts';
import { countTenantKeys } from '../tenant-key/tenant-limit.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_STATUS, type TopicMessage } from '../topics/topics.ts';
import type {
  BlockAnswer,
  BlockedTenants,
  OversightCommand,
  UnblockAnswer,
} from './generated/oversight-command.ts';
import type { OversightPorts } from './ports.ts';
import { blockedTenantsOf } from './status-command.ts';

type Fields = Required<Pick<OversightCommand, 'tenantId'>> &
  Pick<OversightCommand, 'reason' | 'planOnly'>;

/**
 * Blocks a tenant: its requests wait, and HTTP callers are refused. Every instance knows within a minute or so. A
 * tenant that is blocked already stays so, with the reason that it has. With `planOnly`, says what it would do.
 *
 * The event is published before the record is written, so that no change is without a trace. May be repeated. Throws
 * `ApiError` when the topics do not answer: the tenant is then as before, or blocked.
 */
export async function answerBlock(
  { tenantId, reason, planOnly }: Fields,
  ports: OversightPorts,
  config: Config,
  invocation: Invocation,
): Promise<BlockAnswer> {
  const tenant = tenantOf(tenantId);
  const before = await blockOf(tenant, ports, invocation);
  if (planOnly === true) return planned(tenant, before, true, ports, config, invocation);
  if (before !== undefined) return { ...stateOf(tenant, before), isChanged: false };
  const words = reason === undefined ? {} : { reason };
  const block = { ...tenant, blockedAt: isoTime(ports.wallMs()), ...words };
  const data = { invocationId: invocation.id, ...tenant, ...words };
  const record = blockMessage(block, config.signingKeys);
  const operation = { type: 'tenant-keys.tenant-blocked', data } as const;
  await publishChange(operation, record, ports, config, invocation);
  return { ...stateOf(tenant, block), isChanged: true };
}

/** Lifts the block of a tenant: what waits is sent in again within a minute or two. As {@link answerBlock} otherwise. */
export async function answerUnblock(
  { tenantId, planOnly }: Fields,
  ports: OversightPorts,
  config: Config,
  invocation: Invocation,
): Promise<UnblockAnswer> {
  const tenant = tenantOf(tenantId);
  const before = await blockOf(tenant, ports, invocation);
  if (planOnly === true) return planned(tenant, before, false, ports, config, invocation);
  if (before === undefined) return { ...stateOf(tenant, before), isChanged: false };
  const data = { invocationId: invocation.id, ...tenant };
  const operation = { type: 'tenant-keys.tenant-unblocked', data } as const;
  await publishChange(operation, blockRemoval(tenant.tenantId), ports, config, invocation);
  return { ...stateOf(tenant, undefined), isChanged: true };
}

/** Answers which tenants are blocked. Only reads. Throws `ApiError`. */
export async function answerBlocked(
  _: object,
  { keyStatus, records, wallMs }: OversightPorts,
  __: Config,
  { deadlineMs }: Invocation,
): Promise<BlockedTenants> {
  return blockedTenantsOf(await keyStatus.refresh(records, wallMs(), deadlineMs));
}

type Block = Omit<TenantBlock, 'signature'>;

async function blockOf(
  { tenantId }: Tenant,
  { keyStatus, records, wallMs }: OversightPorts,
  { deadlineMs }: Invocation,
): Promise<Block | undefined> {
  const { blocks } = await keyStatus.refresh(records, wallMs(), deadlineMs);
  return blocks.get(tenantId);
}

function stateOf(
  tenant: Tenant,
  block: Block | undefined,
): Pick<BlockAnswer, keyof Tenant | 'isBlocked' | 'blockedAt' | 'reason'> {
  if (block === undefined) return { ...tenant, isBlocked: false };
  const { blockedAt, reason } = block;
  const words = reason === undefined ? {} : { reason };
  return { ...tenant, isBlocked: true, blockedAt, ...words };
}

/**
 * What would change. That a tenant has neither keys nor requests may show a misspelt name. A block may be urgent and
 * KMS down, so what cannot be read is left out.
 */
async function planned(
  tenant: Tenant,
  before: Block | undefined,
  isWanted: boolean,
  ports: OversightPorts,
  config: Config,
  { deadlineMs }: Invocation,
): Promise<BlockAnswer> {
  const byMs = Math.min(deadlineMs, ports.clock.nowMs() + FACTS_MS_MAX);
  const { provisioning } = config;
  const [keys, waiting] = await Promise.all([
    // The schema of the command has the pattern of a tenant.
    ifKnown(countTenantKeys(tenant.tenantId as TenantId, ports.keys, provisioning, byMs)),
    ifKnown(countWaiting(tenant, ports, config, byMs)),
  ]);
  return {
    ...stateOf(tenant, before),
    isChanged: (before !== undefined) !== isWanted,
    ...(keys === undefined ? {} : { keys }),
    ...(waiting === undefined ? {} : { waiting }),
  };
}

const FACTS_MS_MAX = 10_000;

async function countWaiting(
  { tenantId }: Tenant,
  { records }: OversightPorts,
  config: Config,
  byMs: number,
): Promise<number> {
  const { deadLetters } = await readDeadLetterTable(records, byMs, trustOf(config));
  return deadLetters.filter(
    ({ state, identity }) => state === 'waiting' && identity?.tenantId === tenantId,
  ).length;
}

function ifKnown<Value>(read: Promise<Value>): Promise<Value | undefined> {
  return read.catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    return undefined;
  });
}

async function publishChange(
  operation: Operation,
  record: TopicMessage,
  ports: OversightPorts,
  { provisioning: { retry } }: Config,
  { deadlineMs }: Invocation,
): Promise<void> {
  const publish = () => ports.publishOperation(operation, deadlineMs);
  await withRetries(publish, ports, retry, deadlineMs);
  const write = () => ports.topics.publish(KEY_STATUS, [record], deadlineMs);
  await withRetries(write, ports, retry, deadlineMs);
}
