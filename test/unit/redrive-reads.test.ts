import { expect, test } from 'vitest';
import { redriveDeadLetters } from '../../shared/dead-letters/redrive.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import { countedReader } from '../world/counted-reader.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { requestText } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';
import { SETTINGS } from '../world/provisioning-world.ts';

const COUNT = 10_000;

test('a redrive of 10,000 dead letters reads no record of the topic more than twice', async () => {
  const world = operatorWorld();
  const { clock } = world;
  // They are rejected, which settles them as a key would, and takes no calls of KMS.
  const deadLetters = Array.from({ length: COUNT }, (_, index) => {
    const text = requestText(`t-${index}`, { keyNames: [] });
    const firstSeenAt = new Date(Date.UTC(2026, 10, 1) + index).toISOString();
    return deadLetterWith(`id-${index}`, { text, firstSeenAt });
  });
  writeDeadLetters(world, deadLetters);
  const records = countedReader(world.operator.records);
  const operator = { ...world.operator, records };
  const settings = {
    ...{ provisioning: SETTINGS, redrivesMax: 5, signingKeys: undefined, log: () => {} },
    headroom: Number.POSITIVE_INFINITY,
  };
  const table = await clock.run(readDeadLetterTable(records, clock.nowMs() + 60_000));
  const deadlineMs = clock.nowMs() + 86_400_000;
  const { results } = await clock.run(redriveDeadLetters(table, operator, settings, deadlineMs));

  expect(results.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(COUNT);
  expect(world.waiting()).toEqual([]);
  const reads = [...records.counts.values()];
  // Each dead letter once for the table and once for its text, and the record that settled it once.
  expect(Math.max(...reads)).toBe(2);
  expect(reads.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3 * COUNT);
});
