import { BEGINNING_MS } from '../world/provisioning-world.ts';
import { type Ledger, latestOf, type SeenRecord } from './ledger.ts';

/** What a run of the timer's function sent in again of one cause. */
export type HealRun = {
  readonly code: string;
  /** How many of each tenant, of those that were unchanged since before the run: others may have had another cause. */
  readonly counts: ReadonlyMap<string, number>;
  /** Whose requests were due for the same cause and unchanged since before the run. */
  readonly waited: ReadonlySet<string>;
  /** What became of what was sent of the cause before: nothing was sent, some has ended, all has failed. */
  readonly outcome: 'first' | 'ended' | 'failed' | 'unknown';
};

/** The runs by their marks, which a run writes at once. */
export function runsOf({ records }: Ledger): readonly HealRun[] {
  const open = new Map<string, Map<string, SeenRecord>>();
  const sentOf = new Map<string, ReadonlyMap<string, string>>();
  const runs: HealRun[] = [];
  for (let index = 0; index < records.length; ) {
    const sentAt = records[index]?.deadLetter?.sentAt;
    if (sentAt === undefined) {
      apply(open, records[index] as SeenRecord);
      index += 1;
      continue;
    }
    const table = tableOf(open, Date.parse(sentAt) - BEGINNING_MS);
    const marks = new Map<string, { readonly tenant: string; readonly id: string }[]>();
    for (; index < records.length; index += 1) {
      const record = records[index] as SeenRecord;
      if (record.deadLetter !== undefined && record.deadLetter.sentAt !== sentAt) break;
      apply(open, record);
      const { deadLetter, id } = record;
      if (deadLetter === undefined) continue;
      const { code, identity } = deadLetter;
      const known = marks.get(code) ?? [];
      marks.set(code, [...known, { id, tenant: identity?.tenantId ?? '' }]);
    }
    for (const [code, sent] of marks) {
      const counts = new Map<string, number>();
      for (const { id, tenant } of sent) {
        const isChanged = table.some((row) => row.id === id && !row.isUnchanged);
        if (!isChanged) counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
      }
      const waited = new Set(
        table.flatMap((each) => (each.code === code && each.isDue ? [each.tenant] : [])),
      );
      runs.push({ code, counts, waited, outcome: outcomeOf(sentOf.get(code), table) });
      sentOf.set(code, new Map(sent.map(({ id }) => [id, sentAt])));
    }
  }
  return runs;
}

type Row = {
  readonly id: string;
  readonly code: string;
  readonly tenant: string;
  readonly isUnchanged: boolean;
  readonly isDue: boolean;
  readonly sentAt: string | undefined;
};

function apply(open: Map<string, Map<string, SeenRecord>>, record: SeenRecord): void {
  const left = open.get(record.id) ?? new Map<string, SeenRecord>();
  if (record.deadLetter === undefined) left.delete(record.key);
  else left.set(record.key, record);
  if (left.size === 0) open.delete(record.id);
  else open.set(record.id, left);
}

/** What waits before a run. */
function tableOf(
  open: ReadonlyMap<string, ReadonlyMap<string, SeenRecord>>,
  nowMs: number,
): readonly Row[] {
  return Array.from(open, ([id, left]) => {
    const letters = new Map(
      Array.from(left, ([key, { deadLetter }]) => [
        key,
        deadLetter as NonNullable<typeof deadLetter>,
      ]),
    );
    const latest = latestOf(letters);
    const isUnchanged = [...left.values()].every(({ atMs }) => atMs < nowMs);
    const dueMs = Date.parse(latest?.nextAttemptAt ?? '') - BEGINNING_MS;
    return {
      id,
      code: latest?.code ?? '',
      tenant: latest?.identity?.tenantId ?? '',
      isUnchanged,
      isDue: left.size === 1 && isUnchanged && latest?.state === 'waiting' && dueMs <= nowMs,
      sentAt: latest?.sentAt,
    };
  });
}

function outcomeOf(
  sent: ReadonlyMap<string, string> | undefined,
  table: readonly Row[],
): HealRun['outcome'] {
  if (sent === undefined) return 'first';
  const rows = [...sent].map(([id, sentAt]) => {
    const row = table.find((each) => each.id === id);
    if (row === undefined) return 'ended';
    return row.sentAt === sentAt ? 'unknown' : 'failed';
  });
  if (rows.includes('ended')) return 'ended';
  return rows.includes('failed') ? 'failed' : 'unknown';
}
