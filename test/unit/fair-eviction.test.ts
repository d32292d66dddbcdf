import { describe, expect, test } from 'vitest';
import type { DeadLetterRecord } from '../../shared/dead-letters/records.ts';
import { fairEviction } from '../../shared/retry-queue/fair-eviction.ts';
import { summaryWith } from '../world/dead-letters.ts';

/** The record of a request that waits for a tenant, or that is parked. */
function recordOf(tenantId: string | 'parked'): DeadLetterRecord {
  const identity = { requestId: 'r', tenantId };
  const state = tenantId === 'parked' ? 'parked' : 'waiting';
  return {
    ...{ partition: 0, offset: 0, length: 1, recordKey: 'k', isSigned: false },
    summary: summaryWith('x', { state, identity }),
  };
}

/** A table of which only that is known which requests of whom it has. */
function tableOf(...ids: readonly string[]) {
  const eviction = fairEviction();
  const known = new Map<string, readonly DeadLetterRecord[]>();
  const set = (id: string, tenants: readonly string[]) => {
    const records = tenants.map(recordOf);
    eviction.note(id, records, known.get(id) ?? []);
    known.set(id, records);
  };
  const table = {
    set,
    /** Ids such as `a-1` have the names of their tenants. */
    add: (...added: readonly string[]) => {
      for (const id of added) set(id, [id.split('-')[0]!]);
    },
    remove: (...removed: readonly string[]) => {
      for (const id of removed) set(id, []);
    },
    victimFor: (tenantId: string) => eviction.victimFor(recordOf(tenantId)),
  };
  table.add(...ids);
  return table;
}

describe('in a full table', () => {
  test('the first request of the tenant with the most gives way, but not to one of their own', () => {
    const table = tableOf('b-1', 'a-1', 'a-2', 'b-2', 'a-3');
    expect(table.victimFor('c')).toBe('a-1');
    expect(table.victimFor('b')).toBe('a-1');
    expect(table.victimFor('a')).toBeUndefined();
  });

  test('no request gives way to a tenant who has as many', () => {
    const table = tableOf('a-1', 'b-1');
    expect(table.victimFor('a')).toBeUndefined();
    expect(table.victimFor('c')).toBe('a-1');
  });

  test('others have the most once enough of a tenant is gone', () => {
    const table = tableOf('a-1', 'a-2', 'a-3', 'b-1', 'b-2');
    table.remove('a-1');
    expect(table.victimFor('c')).toBe('b-1');
    table.remove('a-2', 'b-2', 'a-3');
    expect(table.victimFor('c')).toBe('b-1');
    table.remove('b-1');
    expect(table.victimFor('c')).toBeUndefined();
    table.add('d-1');
    expect(table.victimFor('c')).toBe('d-1');
  });

  test('of tenants with as many, it is the one who has had so many for the longest time', () => {
    const table = tableOf('a-1', 'b-1', 'a-2', 'b-2');
    table.remove('b-1', 'a-1');
    expect(table.victimFor('c')).toBe('b-2');
  });

  test('what was written again keeps its place', () => {
    const table = tableOf('a-1', 'a-2');
    table.add('a-1');
    expect(table.victimFor('c')).toBe('a-1');
  });

  test('what is parked gives way first, in its order, and to no other that is parked', () => {
    const table = tableOf('a-1', 'parked-1', 'parked-2', 'a-2');
    expect(table.victimFor('a')).toBe('parked-1');
    expect(table.victimFor('parked')).toBeUndefined();
    table.remove('parked-1');
    expect(table.victimFor('c')).toBe('parked-2');
    table.remove('parked-2');
    expect(table.victimFor('c')).toBe('a-1');
  });

  test('a request counts by its last record', () => {
    const table = tableOf('a-1', 'b-1', 'b-2');
    table.set('x', ['b', 'a']);
    table.set('y', ['parked', 'a']);
    expect(table.victimFor('c')).toBe('a-1');
    table.set('x', ['a', 'parked']);
    expect(table.victimFor('c')).toBe('x');
    table.set('x', ['a', 'parked', 'b']);
    expect(table.victimFor('c')).toBe('b-1');
  });

  test('what is gone never gives way again', () => {
    const table = tableOf('a-1', 'b-1', 'c-1');
    table.remove('a-1', 'b-1', 'c-1');
    table.add('d-1');
    expect(table.victimFor('e')).toBe('d-1');
    table.remove('d-1');
    expect(table.victimFor('e')).toBeUndefined();
  });
});
