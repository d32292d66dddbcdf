import { COMMON_FAILURES } from './common-failures.ts';
import {
  type Failure,
  failureFrom,
  ONE_REQUEST,
  REPORT,
  RETRIED,
  UNKNOWN_WAIT_MS_MAX,
} from './failure.ts';
import { KMS_FAILURES } from './kms-failures.ts';
import { rowOf } from './lookup.ts';
import { OWN_FAILURES } from './own-failures.ts';
import { TAG_FAILURES } from './tag-failures.ts';

/**
 * Every known failure, of tenant-keys and of the cloud, by code. The row alone decides what happens to
 * a message that meets the failure.
 */
export const FAILURES: ReadonlyMap<string, Failure> = new Map(
  [...OWN_FAILURES, ...KMS_FAILURES, ...TAG_FAILURES, ...COMMON_FAILURES].map((row) => [
    row[0],
    failureFrom(row),
  ]),
);

/**
 * The row of a code, or of its family. Of an unclassified code it is not known whether time fixes it: its
 * message waits for a day, and then goes to an operator. The row keeps the code as it came.
 */
export function failureOf(code: string): Failure {
  const row = rowOf(FAILURES, code);
  if (row !== undefined) return { ...row, code };
  return failureFrom([code, 'give-up', 'wait', UNKNOWN, REPORT_UNKNOWN, UNKNOWN_CODE]);
}

/**
 * Whether two failures let a message wait for equally long. Only then does the time that it has waited for one count
 * for the other: one that waited a month for the key quota must not be parked at the first hiccup after that.
 */
export function waitAlike(one: string, other: string): boolean {
  return failureOf(one).waitMsMax === failureOf(other).waitMsMax;
}

const UNKNOWN = 'The cloud answered with a code that this release does not know.';
const REPORT_UNKNOWN = `${REPORT} ${RETRIED}`;
const UNKNOWN_CODE = { ...ONE_REQUEST, waitMsMax: UNKNOWN_WAIT_MS_MAX } as const;
