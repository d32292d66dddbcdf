import { ANSWERS_BY_CODE } from './answers.ts';
import { COMMON_FAILURES } from './common-failures.ts';
import { type Failure, failureFrom, REPORT } from './failure.ts';
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
 * The row of a code, or of its family. An unclassified code goes to an operator, since a blind retry
 * could hide a real fault; its row keeps the code as it came.
 */
export function failureOf(code: string): Failure {
  const row = rowOf(FAILURES, code);
  if (row !== undefined) return { ...row, code };
  return failureFrom([code, 'give-up', 'park', UNKNOWN, REPORT]);
}

const UNKNOWN = 'The cloud answered with a code that this release does not know.';

/**
 * The link to the section of the runbook for a code: its own, that of its family, or the last one for
 * an unclassified code.
 *
 * @param runbookUrl Where the runbook is, without a fragment.
 */
export function runbookLink(runbookUrl: string, code: string): string {
  return `${runbookUrl}#${rowOf(ANCHORS, code) ?? 'any-other-code'}`;
}

/** The anchor of each section, by code. */
const ANCHORS: ReadonlyMap<string, string> = new Map(
  [...FAILURES.keys(), ...ANSWERS_BY_CODE.keys()].map((code) => [code, anchorOf(code)]),
);

/**
 * The anchor of a heading that is a code, as GitHub makes it: in lower case, without its dots.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
 */
function anchorOf(code: string): string {
  return code.toLowerCase().replaceAll('.', '');
}
