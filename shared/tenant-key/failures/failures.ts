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

const UNKNOWN = 'The cloud answered with a code that this release does not know.';

/** The part of a code before its first dot. */
function familyOf(code: string): string {
  return code.replace(/\..*$/s, '');
}

/**
 * Whether a code of the cloud means that the rate limit was exceeded.
 *
 * @see https://cloud.tencent.com/document/product/573/34422 (the code's family)
 */
export function isThrottle(code: string): boolean {
  return familyOf(code) === 'RequestLimitExceeded';
}

/**
 * The link to the section of the runbook for a code: its own, that of its family, or the last one for
 * an unclassified code.
 *
 * @param runbookUrl Where the runbook is, without a fragment.
 */
export function runbookLink(runbookUrl: string, code: string): string {
  const section = [code, familyOf(code)].find(hasSection);
  return `${runbookUrl}#${section === undefined ? 'any-other-code' : anchorOf(section)}`;
}

function hasSection(code: string): boolean {
  return FAILURES.has(code) || ANSWER_CODES.has(code);
}

/**
 * The anchor of a heading that is a code, as GitHub makes it: in lower case, without its dots.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
 */
function anchorOf(code: string): string {
  return code.toLowerCase().replaceAll('.', '');
}

/**
 * Codes that no attempt at a message meets. They occur in HTTP answers without an outcome, and in
 * answers to an operator's command.
 */
export const ANSWER_CODES: ReadonlySet<string> = new Set([
  'NotFound',
  'KeyNotFound',
  'MethodNotAllowed',
  'MediaTypeUnsupported',
  'TokenMissing',
  'TokenInvalid',
  'TenantForbidden',
  'IssuerUnavailable',
  'InternalFault',
  'CommandInvalid',
  'LetterUnsealed',
  'LetterQuarantined',
  'LetterCut',
  'RedrivesExhausted',
  'PlanStale',
  'KeyChanged',
  'FunctionFailed',
]);
