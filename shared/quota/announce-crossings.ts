import type { ServiceStatus } from '../kms/key-reader.ts';
import type { OperatorPorts } from '../ports.ts';
import { KEY_QUOTA, type TopicReader } from '../topics/topics.ts';
import type { QuotaLevel } from './generated/quota-level.ts';
import { validateQuotaLevel } from './generated/validate-quota-level.js';
import { quotaCrossings } from './quota-crossings.ts';

/**
 * Announces that the keys of the region reached 80, 90 or 100 % of their quota, each crossing once.
 * What KMS does not tell is not announced. Throws the `ApiError`s of reading and writing topics.
 *
 * How far the keys reached last is a record on the topic `key-quota`. It is written after the events,
 * so that a run that died between them repeats its events, byte for byte, rather than losing them.
 */
export async function announceCrossings(
  { used, limit }: ServiceStatus,
  { records, topics, announceOperation, region }: OperatorPorts,
  deadlineMs: number,
): Promise<void> {
  if (used === undefined || limit === undefined) return;
  const found = await readLevel(records, region, deadlineMs);
  const last = found ?? { percent: 0, crossing: 0, limit };
  const { reached, level } = quotaCrossings(last, used, limit);
  for (const operation of reached) await announceOperation(operation, deadlineMs);
  if (level.percent === last.percent && level.limit === last.limit) return;
  await topics.publish(KEY_QUOTA, [{ key: region, value: JSON.stringify(level) }], deadlineMs);
}

/** The region's last record that can be read. */
async function readLevel(
  records: TopicReader,
  region: string,
  deadlineMs: number,
): Promise<QuotaLevel | undefined> {
  let last: QuotaLevel | undefined;
  await records.readAll(
    KEY_QUOTA,
    (page) => {
      for (const { key, value } of page) {
        if (key === region) last = levelOf(value) ?? last;
      }
    },
    deadlineMs,
  );
  return last;
}

function levelOf(value: string | null): QuotaLevel | undefined {
  try {
    const level: unknown = JSON.parse(value ?? 'null');
    return validateQuotaLevel(level) ? level : undefined;
  } catch {
    return undefined; // Somebody else wrote it.
  }
}
