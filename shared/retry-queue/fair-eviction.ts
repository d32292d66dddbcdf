import type { Eviction } from '../dead-letters/bounded-records.ts';
import type { DeadLetterRecord } from '../dead-letters/records.ts';

/**
 * What gives way in a full table of requests that wait: first those that wait for nothing, then one of the tenant
 * who has the most. So however many one tenant has, those of any other are seen.
 */
export function fairEviction(): Eviction {
  const groups = new Map<string, Set<string>>();
  /** Groups by the number of their requests, and the largest such number. What is parked gives way before all of them. */
  const groupsBySize = new Map<number, Set<string>>();
  let sizeMax = 0;

  function leave(id: string, group: string): void {
    removeFrom(groups, group, id);
    const size = groups.get(group)?.size ?? 0;
    resize(group, size + 1, size);
  }

  function join(id: string, group: string): void {
    const { size } = addTo(groups, group, id);
    resize(group, size - 1, size);
  }

  /** By one at a time, so that the largest size changes by one too. */
  function resize(group: string, from: number, to: number): void {
    removeFrom(groupsBySize, from, group);
    if (to > 0) addTo(groupsBySize, to, group);
    if (to > sizeMax) sizeMax = to;
    else if (!groupsBySize.has(sizeMax)) sizeMax = to;
  }

  /** None if that would leave this tenant with the most. */
  function ofLargest(group: string): string | undefined {
    if ((groups.get(group)?.size ?? 0) >= sizeMax) return undefined;
    return firstOf(groups.get(firstOf(groupsBySize.get(sizeMax)) ?? ''));
  }

  return {
    note: (id, records, before) => {
      const [from, to] = [groupOfLast(before), groupOfLast(records)];
      if (from === to) return;
      if (from !== undefined) leave(id, from);
      if (to !== undefined) join(id, to);
    },
    victimFor: (added) => {
      const group = groupOf(added);
      if (group === PARKED) return undefined;
      return firstOf(groups.get(PARKED)) ?? ofLargest(group);
    },
  };
}

/** No group of a tenant begins like this. */
const PARKED = 'parked';

function groupOfLast(records: readonly DeadLetterRecord[]): string | undefined {
  const last = records.at(-1);
  return last === undefined ? undefined : groupOf(last);
}

function groupOf({ summary: { state, identity } }: DeadLetterRecord): string {
  return state === 'parked' ? PARKED : `of ${identity?.tenantId ?? ''}`;
}

function firstOf(members: ReadonlySet<string> | undefined): string | undefined {
  const [first] = members ?? [];
  return first;
}

function addTo<Key>(sets: Map<Key, Set<string>>, key: Key, member: string): Set<string> {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(member));
  return set;
}

/** An empty set is removed: there would be one for each size that a tenant ever had. */
function removeFrom<Key>(sets: Map<Key, Set<string>>, key: Key, member: string): void {
  const set = sets.get(key);
  set?.delete(member);
  if (set?.size === 0) sets.delete(key);
}
