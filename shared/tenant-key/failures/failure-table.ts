import { COMMON_FAILURES } from './common-failures.ts';
import { type Failure, REPORT } from './failure.ts';
import { KMS_FAILURES } from './kms-failures.ts';
import { OWN_FAILURES } from './own-failures.ts';
import { TAG_FAILURES } from './tag-failures.ts';

/**
 * Every known failure, of tenant-keys and of the cloud, by code. The row alone decides what happens to
 * a message that meets the failure.
 */
export const FAILURES: ReadonlyMap<string, Failure> = new Map(
  [...OWN_FAILURES, ...KMS_FAILURES, ...TAG_FAILURES, ...COMMON_FAILURES].map(
    ([code, reaction, end, meaning, nextStep, pointer]) => [
      code,
      { code, reaction, end, meaning, nextStep, ...(pointer === undefined ? {} : { pointer }) },
    ],
  ),
);

/**
 * The row of a code, or of its family. An unclassified code goes to an operator, since a blind retry
 * could hide a real fault; its row keeps the code as it came.
 */
export function failureOf(code: string): Failure {
  const row = FAILURES.get(code) ?? FAILURES.get(familyOf(code));
  if (row !== undefined) return { ...row, code };
  return { code, reaction: 'give-up', end: 'park', meaning: UNKNOWN, nextStep: REPORT };
}

/** The part of a code before its first dot. */
export function familyOf(code: string): string {
  return code.replace(/\..*$/s, '');
}

const UNKNOWN = 'The cloud answered with a code that this release does not know.';
