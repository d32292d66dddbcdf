import { expect, test } from 'vitest';
import { logStore } from '../world/log-store.ts';

const LINES = [
  { outcome: 'parked', code: 'SignatureMissing', door: 'queue' },
  { outcome: 'parked', code: 'KeyPendingDeletion', door: 'http' },
  { outcome: 'provisioned', door: 'queue', throttles: 2 },
  { operation: 'heal', parked: 2 },
].map((fields, index) => ({ atMs: index + 1, fields }));

test.each<[search: string, lines: number]>([
  ['outcome:parked', 2],
  ['outcome:"parked"', 2],
  ['outcome:"park"', 0],
  ['outcome:*', 3],
  ['NOT outcome:*', 1],
  ['outcome:(parked OR provisioned)', 3],
  ['code:(SignatureMissing OR SignatureInvalid) AND door:queue', 1],
  ['outcome:parked AND NOT code:"SignatureMissing"', 1],
  // A line without the field does not have the value.
  ['NOT code:"SignatureMissing"', 3],
  ['throttles:>1', 1],
  ['throttles:>=2', 1],
  ['throttles:>2', 0],
  ['operation:heal OR outcome:parked AND door:http', 2],
  ['(operation:heal OR outcome:parked) AND door:http', 1],
])('%s finds %i lines', async (search, lines) => {
  const store = await logStore(LINES);
  expect(store.query(`${search} | select count(*) as found`, 0, 10)).toEqual([{ found: lines }]);
});

test.each([
  ['parked', 'in every field'],
  ['outcome:parked door:queue', 'goes on with door:'],
  ['outcome:(parked', 'too early'],
  ['outcome:parked AND', 'too early'],
  ['outcome:/park/', 'something unknown'],
  ['colour:red', 'no such column'],
])('%s is refused: %s', async (search, problem) => {
  const store = await logStore(LINES);
  expect(() => store.query(`${search} | select count(*) as found`, 0, 10)).toThrow(problem);
});

test('a query sees the lines after its beginning and until its end', async () => {
  const store = await logStore(LINES);
  const rows = store.query('outcome:* | select count(*) as found', 1, 3);
  expect(rows).toEqual([{ found: 2 }]);
});

test('a query counts by groups, in order', async () => {
  const store = await logStore(LINES);
  const sql = 'select outcome, count(*) as lines group by outcome order by lines desc';
  expect(store.query(`outcome:* | ${sql}`, 0, 10)).toEqual([
    { outcome: 'parked', lines: 2 },
    { outcome: 'provisioned', lines: 1 },
  ]);
});

test('a condition on a figure that is empty is an error, as the vendor has it', async () => {
  const store = await logStore(LINES);
  const alarm = {
    ...{ title: '', meaning: '', action: '', details: [] },
    ...{ windowMinutes: 5, everyMinutes: 5, times: 1, repeatMinutes: 5 },
    query: 'outcome:"refused" | select max(throttles) as most',
    conditions: [{ level: 'info' as const, when: '$1.most > 1' }],
  };
  expect(() => store.raised(alarm, 300_000)).toThrow('reads most, which is null');
});
