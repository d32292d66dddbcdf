import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  furthestKey,
  objectKeyOf,
  prefixOf,
  type RankedStatus,
} from '../../shared/request-status/status.ts';

const NAMES = { tenantId: 'acme', requestId: 'r-1' };

const keyOf = (status: RankedStatus) => objectKeyOf({ ...NAMES, ...status });

const end = (state: 'provisioned' | 'rejected') => ({ state, attempts: 1, redrives: 0 });

/** What a request may go through, in order: it is queued, waits and is parked by turns, and may end. */
const histories = fc
  .record({
    steps: fc.array(
      fc.record({
        state: fc.constantFrom('waiting' as const, 'parked' as const),
        /** More attempts than before, or none while a circuit breaker is open. */
        attempts: fc.nat({ max: 200 }),
        isRedrive: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
    ends: fc.constantFrom<readonly ('provisioned' | 'rejected')[]>(
      [],
      ['rejected'],
      ['provisioned'],
    ),
  })
  .map(({ steps, ends }) => {
    const history: RankedStatus[] = [{ state: 'queued', attempts: 0, redrives: 0 }];
    let [attempts, redrives] = [0, 0];
    for (const step of steps) {
      // What is parked only goes on when it is redriven, and each delivery that waits has an attempt or changes nothing.
      const { state } = history.at(-1)!;
      const isRedriven = state === 'parked' || step.isRedrive;
      attempts += step.attempts;
      if (isRedriven) redrives += 1;
      if (!isRedriven && step.attempts === 0) continue;
      history.push({ state: step.state, attempts, redrives });
    }
    return [...history, ...ends.map(end)];
  });

describe('the status of a request', () => {
  test('is the furthest, whatever the order of its writes and however often each comes', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (history, numbers) => {
        const keys = history.map(keyOf);
        const written = new Set<string>();
        const writes = [...keys, ...keys, ...keys]
          .map((key) => ({ key, order: numbers.next().value as number }))
          .sort((one, other) => one.order - other.order);
        for (const { key } of writes) written.add(key);
        expect(furthestKey([...written], NAMES)).toBe(keyOf(history.at(-1)!));
      }),
    );
  });

  test('never goes back: after each further write, it is as far as before or further', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(STATUSES, { minLength: 1 }), (writes) => {
        let furthest = Number.NEGATIVE_INFINITY;
        const written: string[] = [];
        for (const status of writes) {
          written.push(keyOf(status));
          furthest = Math.max(furthest, STATUSES.indexOf(status));
          expect(furthestKey(written, NAMES)).toBe(keyOf(STATUSES[furthest]!));
        }
      }),
    );
  });
});

/** In the order in which they are further. */
const STATUSES: RankedStatus[] = [
  { state: 'queued', attempts: 0, redrives: 0 },
  { state: 'waiting', attempts: 0, redrives: 0 },
  { state: 'waiting', attempts: 5, redrives: 0 },
  { state: 'parked', attempts: 5, redrives: 0 },
  { state: 'waiting', attempts: 6, redrives: 0 },
  { state: 'waiting', attempts: 6, redrives: 1 },
  { state: 'parked', attempts: 6, redrives: 1 },
  { state: 'waiting', attempts: 1, redrives: 2 },
  { state: 'waiting', attempts: 50_000_000, redrives: 999 },
  { state: 'parked', attempts: 50_000_000, redrives: 50_000 },
  { state: 'rejected', attempts: 1, redrives: 0 },
  { state: 'provisioned', attempts: 1, redrives: 0 },
];

describe('the place of a status', () => {
  test('is below that of its tenant and request, whatever dots the request id has', () => {
    const placeOf = (requestId: string) => prefixOf({ tenantId: 'acme', requestId });
    expect(placeOf('r.1:2_3-4')).toBe('statuses/acme/r.1:2_3-4/');
    expect(placeOf('.')).toBe('statuses/acme/%2E/');
    expect(placeOf('..')).toBe('statuses/acme/%2E%2E/');
    expect(placeOf('...')).toBe('statuses/acme/%2E%2E%2E/');
    expect(placeOf('..a')).toBe('statuses/acme/..a/');
  });

  test('has no other objects', () => {
    const queued = keyOf({ state: 'queued', attempts: 0, redrives: 0 });
    const foreign = [
      'statuses/acme/r-1/000000000000-provisioned.json.bak',
      'statuses/acme/r-1/0-provisioned.json',
      'statuses/acme/r-1/000000000000-deleted.json',
      'statuses/acme/r-10/000000000000-provisioned.json',
      'statuses/acme/r-1/x/000000000000-provisioned.json',
    ];
    expect(furthestKey([...foreign, queued], NAMES)).toBe(queued);
    expect(furthestKey(foreign, NAMES)).toBeUndefined();
  });
});
