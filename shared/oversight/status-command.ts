import type { Config } from '../config.ts';
import type { DeadLetterSummary } from '../dead-letters/generated/dead-letters-command.ts';
import { isLeasedAt } from '../dead-letters/pause.ts';
import { trustOf } from '../dead-letters/signature.ts';
import { readDeadLetterTable } from '../dead-letters/table.ts';
import type { Invocation } from '../invocation.ts';
import type { KeyStatus } from '../key-status/table.ts';
import { fullOn } from '../quota/quota.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { tenantIn } from '../tenant-key/tenant-id.ts';
import { isoTime, isoTimeMs } from '../tenant-key/time.ts';
import type {
  BlockedTenant,
  StatusOfRequests,
  StatusOfTenants,
  StatusOfTheQuota,
  StatusReport,
  UnknownPart,
  WaitingCount,
} from './generated/oversight-command.ts';
import type { OversightPorts } from './ports.ts';

/**
 * Answers the state of the application, as far as it can be read: a part that cannot be is named with the reason, and
 * hides no other. Only reads. Each part has ten seconds at most.
 */
export async function answerStatus(
  _: object,
  ports: OversightPorts,
  config: Config,
  { deadlineMs }: Invocation,
): Promise<StatusReport> {
  const { clock, wallMs } = ports;
  const nowMs = wallMs();
  const byMs = Math.min(deadlineMs, clock.nowMs() + PART_MS_MAX);
  const [waiting, quota, status] = await Promise.all([
    readPart('requests', () => readRequests(ports, config, nowMs, byMs)),
    readPart('quota', () => readQuota(ports, config, nowMs, byMs)),
    readPart('instances', () => ports.keyStatus.refresh(ports.records, nowMs, byMs)),
  ]);
  const isKnown = 'value' in status;
  const unknown = [waiting, quota, status].flatMap((part) => ('value' in part ? [] : [part]));
  return {
    checkedAt: isoTime(nowMs),
    ...('value' in waiting
      ? { requests: waiting.value(isKnown ? status.value.blocks : undefined) }
      : {}),
    ...('value' in quota ? { quota: quota.value } : {}),
    ...(isKnown ? topicParts(status.value) : {}),
    // One topic has both parts.
    unknown: isKnown ? unknown : [...unknown, { ...status, part: 'blocked' }],
  };
}

const PART_MS_MAX = 10_000;

/** What a part says; or why it is not known. */
async function readPart<Value>(
  part: UnknownPart['part'],
  read: () => Promise<Value>,
): Promise<{ readonly value: Value } | UnknownPart> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, topic } = error;
    const where = topic === undefined ? '' : ` The topic is ${topic}.`;
    return { part, code, detail: `${failureOf(code).meaning}${where}` };
  }
}

function topicParts(status: KeyStatus): Pick<StatusReport, 'instances' | 'blocked'> {
  const { reports, staleKeys } = status;
  return { instances: { reports, stale: staleKeys.length }, blocked: blockedTenantsOf(status) };
}

/** The tenants that are blocked, by id. */
export function blockedTenantsOf({ blocks, unproven }: KeyStatus): StatusOfTenants {
  const tenants = Array.from(
    blocks.values(),
    ({ blockedAt, reason, ...tenant }): BlockedTenant => ({
      ...{ ...tenantIn(tenant), blockedAt },
      ...(reason === undefined ? {} : { reason }),
    }),
  );
  return {
    tenants: tenants.sort((one, other) => (one.tenantId < other.tenantId ? -1 : 1)),
    unproven,
  };
}

/** @returns What is said once it is known, or not known, who is blocked. */
async function readRequests(
  { records }: OversightPorts,
  config: Config,
  nowMs: number,
  byMs: number,
): Promise<(blocks: KeyStatus['blocks'] | undefined) => StatusOfRequests> {
  const table = await readDeadLetterTable(records, byMs, trustOf(config));
  const ofState = (wanted: string) => table.deadLetters.filter(({ state }) => state === wanted);
  return (blocks) => ({
    waiting: byCode(ofState('waiting'), (code, deadLetters): WaitingCount => {
      const times = deadLetters.flatMap(({ nextAttemptAt }) => nextAttemptAt ?? []).sort();
      const isInFlight = ({ sentAt = '' }: DeadLetterSummary) =>
        isLeasedAt(isoTimeMs(sentAt), nowMs);
      return {
        ...countOf(code, deadLetters),
        inFlight: deadLetters.filter(isInFlight).length,
        ...(blocks === undefined ? {} : { blocked: countBlocked(deadLetters, blocks) }),
        ...(times[0] === undefined ? {} : { nextAttemptAt: times[0] }),
      };
    }),
    parked: byCode(ofState('parked'), countOf),
    beyond: table.beyond,
    unreadable: table.unreadable.length,
  });
}

function countBlocked(deadLetters: readonly DeadLetterSummary[], blocks: KeyStatus['blocks']) {
  return deadLetters.filter(({ identity }) => identity && blocks.has(identity.tenantId)).length;
}

/** Dead letters of one code, oldest first. */
type Group = [DeadLetterSummary, ...DeadLetterSummary[]];

function countOf(code: string, deadLetters: Group) {
  return { code, count: deadLetters.length, oldestAt: deadLetters[0].firstSeenAt };
}

/** One for each code, the most first. */
function byCode<Count extends { readonly count: number }>(
  deadLetters: readonly DeadLetterSummary[],
  countsOf: (code: string, deadLetters: Group) => Count,
): readonly Count[] {
  const groups = new Map<string, Group>();
  for (const deadLetter of deadLetters) {
    const group = groups.get(deadLetter.code);
    if (group === undefined) groups.set(deadLetter.code, [deadLetter]);
    else group.push(deadLetter);
  }
  return Array.from(groups, ([code, group]) => countsOf(code, group)).sort(
    (one, other) => other.count - one.count,
  );
}

/** The use of the quota, and how soon it is full. Without the growth, the use is said all the same. */
async function readQuota(
  ports: OversightPorts,
  { provisioning }: Config,
  nowMs: number,
  byMs: number,
): Promise<StatusOfTheQuota> {
  const { reader, growth } = ports;
  const read = () => reader.serviceStatus(byMs);
  const [status, grown] = await Promise.all([
    withRetries(read, ports, provisioning.retry, byMs),
    growth.read(reader, nowMs, byMs),
  ]);
  const { used, limit } = status;
  if (grown === undefined) return status;
  const { madeLately, atMs } = grown;
  const isKnown = used !== undefined && limit !== undefined;
  const day = isKnown ? fullOn({ used, limit, madeLately }, nowMs) : undefined;
  return {
    ...status,
    ...{ madeLately, madeLatelyAt: isoTime(atMs) },
    ...(day === undefined ? {} : { fullOn: day }),
  };
}
