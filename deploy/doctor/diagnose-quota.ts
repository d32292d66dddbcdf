import type { KmsStatus } from './diagnose-kms.ts';
import { diagnoseUnread } from './diagnose-unread.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Reading } from './reading.ts';

/** Whether there is room for keys. */
export function diagnoseQuota(status: Reading<KmsStatus>): Diagnosis {
  const check = 'quota';
  if (!status.ok) return diagnoseUnread(check, status.failure);
  const { CmkUserCount: used, CmkLimit: limit } = status.answer;
  if (used === undefined || limit === undefined) {
    return { check, state: 'warn', found: 'KMS does not tell how many keys there may be.' };
  }
  const percent = limit > 0 ? Math.floor((used * 100) / limit) : 100;
  const found = `${used} of ${limit} keys are there (${percent} %).`;
  const remedy = 'Ask Tencent Cloud for a higher quota, in a ticket.';
  if (used >= limit) return { check, state: 'bad', found, remedy };
  return percent >= WARNED_PERCENT
    ? { check, state: 'warn', found, remedy }
    : { check, state: 'good', found };
}

const WARNED_PERCENT = 80;
