import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { TopicReader, TopicRecord } from '../topics/topics.ts';
import type { InstanceReport } from './generated/instance-report.ts';
import type { TenantBlock } from './generated/tenant-block.ts';
import { isStale, readReport } from './instance-report.ts';
import { statusReading } from './reading.ts';
import { isReportKey, nameOf } from './report-message.ts';
import { type BlockRecords, copyOfBlocks, noBlocks, takeBlock } from './tenant-block.ts';

/** What the topic `key-status` says. */
export type KeyStatus = {
  /** The reports of instances that are not stale, by function and instance. */
  readonly reports: readonly InstanceReport[];
  /** The keys of the other records about instances, which nobody needs any more. */
  readonly staleKeys: readonly string[];
  /** The tenants that are blocked, by id. */
  readonly blocks: ReadonlyMap<string, TenantBlock>;
  /** How many records claim to block a tenant, and have no signature of ours. */
  readonly unproven: number;
};

/** What an instance knows of the topic. */
export type KeyStatusTable = {
  /**
   * Reads what came to the topic since the last time, as {@link statusReading} does.
   *
   * @param nowMs The time of day, in milliseconds since 1970.
   */
  readonly refresh: (
    records: Pick<TopicReader, 'readAll'>,
    nowMs: number,
    deadlineMs: number,
  ) => Promise<KeyStatus>;
  /** What is known, without reading. */
  readonly known: (nowMs: number) => KeyStatus;
};

/** @param keys Any of them may have signed a block. */
export function keyStatusTable(keys: MarkerKeys): KeyStatusTable {
  const reading = statusReading<Records>({
    empty: () => ({ reports: new Map(), ...noBlocks() }),
    copy: ({ reports, ...blocks }) => ({ reports: new Map(reports), ...copyOfBlocks(blocks) }),
    take: (known, record) => {
      takeReport(known, record);
      takeBlock(known, record, keys);
    },
  });
  return {
    refresh: async (records, nowMs, deadlineMs) =>
      statusOf(await reading.refresh(records, nowMs, deadlineMs), nowMs),
    known: (nowMs) => statusOf(reading.known(), nowMs),
  };
}

/** The last record of each key. */
type Records = BlockRecords & {
  /** Undefined for one that is not ours. */
  readonly reports: Map<string, InstanceReport | undefined>;
};

/** Whoever may write to the topic can fill this memory, but not the place of a block that we signed. */
function takeReport({ reports }: Records, record: TopicRecord): void {
  const { key, value } = record;
  if (key === null || !isReportKey(key)) return;
  if (value === null) reports.delete(key);
  else if (reports.has(key) || reports.size < REPORTS_MAX) reports.set(key, readReport(record));
}

/** Many times as many as there are instances. */
const REPORTS_MAX = 1_000;

function statusOf({ reports, blocks, unproven }: Records, nowMs: number): KeyStatus {
  const current: InstanceReport[] = [];
  const staleKeys: string[] = [];
  for (const [key, report] of reports) {
    if (report === undefined || isStale(report, nowMs)) staleKeys.push(key);
    else current.push(report);
  }
  return {
    reports: current.sort(byName),
    staleKeys,
    blocks: new Map(Array.from(blocks.values(), (block) => [block.tenantId, block])),
    unproven: unproven.size,
  };
}

function byName(one: InstanceReport, other: InstanceReport): number {
  return nameOf(one) < nameOf(other) ? -1 : 1;
}
