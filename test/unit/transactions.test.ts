import { expect, test } from 'vitest';
import type { RecordBatch } from '../../shared/topics/record-batches.ts';
import { committedBatches } from '../../shared/topics/transactions.ts';

const RECORD = { key: null, value: 'x', timestampMs: 0 };

/** A batch of one record at this offset, by a producer. */
const batch = (offset: number, producerId?: string): RecordBatch => ({
  ...{ first: offset, last: offset, codec: 'none', records: [{ ...RECORD, offset }] },
  ...(producerId === undefined ? {} : { producerId }),
});

/** The end of a producer's transaction. */
const end = (offset: number, producerId: string): RecordBatch => ({
  ...{ ...batch(offset, producerId), isEnd: true, records: [] },
});

type Aborted = Parameters<typeof committedBatches>[1];

const offsetsOf = (batches: readonly RecordBatch[], aborted: Aborted) =>
  committedBatches(batches, aborted).flatMap(({ records = [] }) =>
    records.map(({ offset }) => offset),
  );

test('every batch of an aborted transaction is left out, up to its end', () => {
  const batches = [
    batch(0, 'a'),
    batch(1, 'b'),
    batch(2, 'a'),
    batch(3),
    end(4, 'a'),
    batch(5, 'a'),
  ];
  expect(offsetsOf(batches, [{ producerId: 'a', first: 0 }])).toEqual([1, 3, 5]);
});

test('what a producer committed before its aborted transaction stays', () => {
  const batches = [batch(0, 'a'), end(1, 'a'), batch(2, 'a'), end(3, 'a')];
  expect(offsetsOf(batches, [{ producerId: 'a', first: 2 }])).toEqual([0]);
});

test('the aborted transactions may be listed in any order', () => {
  const batches = [batch(0, 'a'), batch(1, 'b'), end(2, 'a'), end(3, 'b'), batch(4, 'a')];
  const aborted = [
    { producerId: 'a', first: 4 },
    { producerId: 'b', first: 1 },
    { producerId: 'a', first: 0 },
  ];
  expect(offsetsOf(batches, aborted)).toEqual([]);
});

test('the batches stay where their records are left out, so that the reading goes on behind them', () => {
  const aborted = [{ producerId: 'a', first: 0 }];
  const lasts = committedBatches([batch(0, 'a'), end(1, 'a')], aborted).map(({ last }) => last);
  expect(lasts).toEqual([0, 1]);
});
