import { FAILURES, familyOf } from './failure-table.ts';

/**
 * Where the runbook tells what to do about a code: the section of the row that decides about it, which
 * is its own or that of its family, or the last section, as the code is one that nobody has classified.
 *
 * @param runbookUrl Where the runbook is, without a fragment.
 */
export function runbookLink(runbookUrl: string, code: string): string {
  const section = [code, familyOf(code)].find(hasSection);
  return `${runbookUrl}#${section === undefined ? 'any-other-code' : anchorOf(section)}`;
}

/**
 * Codes that no attempt at a message meets, but an answer has: of HTTP to a request that is none, and
 * to the command of an operator.
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
