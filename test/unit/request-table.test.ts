import { describe, expect, test } from 'vitest';
import type { Activity } from '../../local/activity.ts';
import { requestTable } from '../../local/page/request-table.ts';

const NAMES = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };
const ALL = { search: '', limit: 100 };

/** The rows of a table, oldest first, after these activities, each a second after the one before. */
function rowsAfter(activities: readonly Activity[]) {
  let nowMs = 0;
  const table = requestTable(() => nowMs);
  for (const activity of activities) {
    nowMs += 1_000;
    table.add(activity);
  }
  return [...table.list(ALL).requests].reverse();
}

const arrived = (arrival: number, more: object = {}): Activity => {
  return { kind: 'request', wayIn: 'http', arrival, ...NAMES, ...more };
};
const answered = (arrival: number, more: object = {}): Activity => {
  return { kind: 'outcome', wayIn: 'http', arrival, outcome: 'provisioned', ...NAMES, ...more };
};
const queued = (offset: number, more: object = {}): Activity => {
  return { kind: 'request', wayIn: 'queue', place: { partition: 0, offset }, ...NAMES, ...more };
};
const handled = (offset: number, more: object = {}): Activity => {
  const place = { partition: 0, offset };
  return { kind: 'outcome', wayIn: 'queue', place, outcome: 'provisioned', ...NAMES, ...more };
};
const again = (wayIn: 'retry' | 'redrive', more: object = {}): Activity => {
  return { kind: 'outcome', wayIn, outcome: 'provisioned', ...NAMES, ...more };
};

describe('the row of a request', () => {
  test('has what was sent until an outcome is known', () => {
    expect(rowsAfter([arrived(1)])).toEqual([
      {
        number: 1,
        wayIn: 'http',
        ...NAMES,
        outcome: 'received',
        receivedAtMs: 1_000,
        updatedAtMs: 1_000,
      },
    ]);
  });

  test('has the beginnings of long names, which still tell it from others', () => {
    const long = { requestId: 'r'.repeat(1_000_000), tenantId: 'acme', keyName: 'k'.repeat(300) };
    const rows = rowsAfter([
      queued(0, long),
      handled(0, { ...long, outcome: 'parked' }),
      again('redrive', long),
    ]);
    expect(rows).toMatchObject([
      { requestId: `${'r'.repeat(256)}…`, keyName: `${'k'.repeat(256)}…`, outcome: 'provisioned' },
    ]);
    const table = requestTable(() => 0);
    table.add(queued(0, long));
    expect(table.newest(long)?.number).toBe(1);
  });

  test('has the outcome of its own delivery, not of another with the same names', () => {
    const rows = rowsAfter([
      arrived(1),
      arrived(2),
      queued(0),
      handled(0, { keyId: 'k-1', adopted: true }),
      answered(2, { outcome: 'retry', code: 'InternalError' }),
    ]);
    expect(rows).toMatchObject([
      { number: 1, outcome: 'received' },
      { number: 2, outcome: 'retry', code: 'InternalError', updatedAtMs: 5_000 },
      { number: 3, outcome: 'provisioned', keyId: 'k-1', adopted: true },
    ]);
  });

  test('is the same one when its caller did not wait and it came through the queue', () => {
    const activities = [arrived(1, { isToBeQueued: true }), queued(0), queued(1), handled(0)];
    expect(rowsAfter(activities)).toMatchObject([
      { number: 1, wayIn: 'http', outcome: 'provisioned' },
      { number: 2, wayIn: 'queue', outcome: 'received' },
    ]);
  });

  test.each(['retry', 'redrive'] as const)('is completed by a %s, without its code', (wayIn) => {
    const [row] = rowsAfter([
      queued(0),
      handled(0, { outcome: 'waiting', code: 'InternalError' }),
      { kind: 'request', wayIn: 'retry', place: { partition: 0, offset: 1 }, ...NAMES },
      again(wayIn, { keyId: 'k-1' }),
    ]);
    expect(row).toEqual({
      number: 1,
      wayIn: 'queue',
      ...NAMES,
      outcome: 'provisioned',
      keyId: 'k-1',
      receivedAtMs: 1_000,
      updatedAtMs: 4_000,
    });
  });

  test('is completed by a redrive together with the other deliveries that wait, and no others', () => {
    const waiting = { outcome: 'waiting', code: 'InternalError' };
    const rows = rowsAfter([
      queued(0),
      handled(0, waiting),
      queued(1),
      handled(1, waiting),
      queued(2, { keyName: 'other' }),
      handled(2, { ...waiting, keyName: 'other' }),
      again('redrive'),
    ]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['provisioned', 'provisioned', 'waiting']);
  });

  test('keeps the names that were sent and takes those that only the answer has', () => {
    const rows = rowsAfter([
      { kind: 'request', wayIn: 'http', arrival: 1, tenantId: 'acme' },
      answered(1, { tenantId: 'other' }),
    ]);
    expect(rows).toMatchObject([{ tenantId: 'acme', requestId: 'r-1', keyName: 'main' }]);
  });

  test('is made by an outcome whose request arrived before the start', () => {
    const rows = rowsAfter([again('redrive', { keyId: 'k-1' })]);
    expect(rows).toMatchObject([{ number: 1, wayIn: 'redrive', ...NAMES, keyId: 'k-1' }]);
  });

  test('is not made by other activities', () => {
    const rows = rowsAfter([
      { kind: 'answer', method: 'GET', path: '/healthz', status: 200 },
      { kind: 'failure', functionName: 'heal', reason: 'It failed.' },
      { kind: 'request', wayIn: 'retry', ...NAMES },
    ]);
    expect(rows).toEqual([]);
  });
});

describe('a table of requests', () => {
  const table = requestTable(() => 0);
  table.add(arrived(1));
  table.add(arrived(2, { tenantId: 'x--abc', externalTenantId: 'Globex GmbH' }));
  table.add(answered(2, { tenantId: 'x--abc', outcome: 'rejected', code: 'KeyConflict' }));
  table.add(queued(0, { requestId: 'r-2' }));

  test.each([
    ['everything', {}, [3, 2, 1]],
    ['a tenant as it was sent, in any case', { search: 'GLOBEX' }, [2]],
    ['tenant and key', { search: 'acme/main' }, [3, 1]],
    ['a code', { search: 'keyconf' }, [2]],
    ['a way in', { wayIn: 'queue' as const }, [3]],
    ['an outcome', { outcome: 'rejected' as const }, [2]],
    ['nothing that is there', { search: 'hooli' }, []],
  ])('lists by %s, newest first', (_, filter, numbers) => {
    const page = table.list({ ...ALL, ...filter });
    expect(page.requests.map(({ number }) => number)).toEqual(numbers);
    expect(page).toMatchObject({ total: 3, matching: numbers.length });
  });

  test('gives no more rows than asked for, and says how many match', () => {
    expect(table.list({ search: '', limit: 1 })).toMatchObject({
      matching: 3,
      requests: [{ number: 3 }],
    });
  });

  test('finds the newest request with these names', () => {
    expect(table.newest({ ...NAMES, requestId: 'r-2' })?.number).toBe(3);
    expect(table.newest({ ...NAMES, requestId: 'r-3' })).toBeUndefined();
  });

  test('keeps the first outcome and the last ones of a request that is tried for days', () => {
    const long = requestTable(() => 0);
    long.add(queued(0));
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      const outcome = { outcome: 'waiting', code: `Code${attempt}` };
      long.add(attempt === 1 ? handled(0, outcome) : again('retry', outcome));
    }
    const codes = long.find(1)?.outcomes.map(({ code }) => code);
    expect(codes).toHaveLength(20);
    expect([codes?.[0], codes?.[1], codes?.at(-1)]).toEqual(['Code1', 'Code12', 'Code30']);
  });

  test('drops the oldest requests, and goes on counting', () => {
    const small = requestTable(() => 0, 2);
    for (const arrival of [1, 2, 3]) small.add(arrived(arrival));
    expect(small.list(ALL).requests.map(({ number }) => number)).toEqual([3, 2]);
    expect(small.find(1)).toBeUndefined();
    small.clear();
    small.add(arrived(4));
    expect(small.list(ALL).requests.map(({ number }) => number)).toEqual([4]);
  });

  test('reports each change of a row', () => {
    const watched = requestTable(() => 0);
    const outcomes: string[] = [];
    const leave = watched.onChange(({ outcome }) => outcomes.push(outcome));
    watched.add(arrived(1));
    watched.add(answered(1));
    leave();
    watched.add(arrived(2));
    expect(outcomes).toEqual(['received', 'provisioned']);
  });
});
