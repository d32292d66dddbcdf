import { FAILURES, familyOf } from './failure-table.ts';

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

/**
 * Codes that no attempt at a message meets. They occur in HTTP answers to requests that are not for a
 * key, and in answers to an operator's command.
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
