import { diagnoseUnread } from './diagnose-unread.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Reading } from './reading.ts';

/** As far as it is needed. @see https://cloud.tencent.com/document/api/573/34419 (GetServiceStatus) */
export type KmsStatus = {
  readonly ServiceEnabled?: boolean;
  /** 0 not bought, 1 in order, 2 stopped since money is owed, 3 released. */
  readonly InvalidType?: number;
  readonly CmkUserCount?: number;
  readonly CmkLimit?: number;
};

/** Whether the account has KMS. */
export function diagnoseKms(status: Reading<KmsStatus>): Diagnosis {
  const check = 'kms';
  if (!status.ok) return diagnoseUnread(check, status.failure);
  const { ServiceEnabled = false, InvalidType } = status.answer;
  if (ServiceEnabled) return { check, state: 'good', found: 'The account has it.' };
  const isOwing = InvalidType === 2;
  return {
    check,
    state: 'bad',
    found: isOwing ? 'It is stopped, as money is owed.' : 'The account does not have it.',
    remedy: isOwing
      ? 'Pay what is owed: a key cannot be used until then.'
      : 'Open https://console.cloud.tencent.com/kms2 and enable it.',
  };
}
