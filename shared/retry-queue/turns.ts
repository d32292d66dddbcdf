import type { QueueEntry } from './entries.ts';

/**
 * Chooses requests, the tenants in turn and each tenant's oldest first. So nobody's only request waits for the many
 * of somebody else.
 *
 * @param after The tenant who had the last turn before; the next one by name begins.
 * @param order Of the requests of a tenant.
 */
export function inTurn(
  due: readonly QueueEntry[],
  countMax: number,
  after = '',
  order: Order = oldestFirst,
): readonly QueueEntry[] {
  const queues = byTenant(due);
  let names = turnsAfter([...queues.keys()].sort(), after);
  const chosen: QueueEntry[] = [];
  for (let round = 0; names.length > 0; round += 1) {
    for (const name of names) {
      if (chosen.length >= countMax) return chosen;
      const queue = queues.get(name) ?? [];
      if (round === 0) queue.sort(order);
      chosen.push(queue[round] as QueueEntry);
    }
    names = names.filter((name) => (queues.get(name)?.length ?? 0) > round + 1);
  }
  return chosen;
}

function byTenant(due: readonly QueueEntry[]): ReadonlyMap<string, QueueEntry[]> {
  const queues = new Map<string, QueueEntry[]>();
  for (const entry of due) {
    const queue = queues.get(entry.tenant);
    if (queue === undefined) queues.set(entry.tenant, [entry]);
    else queue.push(entry);
  }
  return queues;
}

function turnsAfter(names: readonly string[], after: string): readonly string[] {
  const first = names.findIndex((name) => name > after);
  return first <= 0 ? names : [...names.slice(first), ...names.slice(0, first)];
}

type Order = (one: QueueEntry, other: QueueEntry) => number;

/** Whatever has no time comes last; the order is the same each time. */
function oldestFirst(one: QueueEntry, other: QueueEntry): number {
  const [a, b] = [one, other].map(({ firstSeenMs: ms }) => (Number.isNaN(ms) ? Infinity : ms));
  if (a !== b) return (a as number) < (b as number) ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/**
 * Those first that were not tried for the longest time. The oldest ones may be those that always fail, or that
 * cannot be sent at all.
 */
export function longestUntriedFirst(one: QueueEntry, other: QueueEntry): number {
  const difference = triedMs(one) - triedMs(other);
  return difference === 0 ? oldestFirst(one, other) : difference;
}

/** The last failure, or the last time that it was sent. What has neither was never tried. */
function triedMs({ lastSeenMs, sentMs }: QueueEntry): number {
  return Math.max(lastSeenMs || 0, sentMs || 0);
}
