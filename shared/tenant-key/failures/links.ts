import { ANSWERS_BY_CODE } from './answers.ts';
import { FAILURES } from './failures.ts';
import { rowOf } from './lookup.ts';

/**
 * The URL of the section of the runbook about a code: its own, that of its family, or the last one for an
 * unclassified code.
 *
 * @param docsUrl The URL of the folder that has `docs/`, with a slash at its end.
 */
export function runbookLink(docsUrl: string, code: string): string {
  return `${docsUrl}docs/runbook.md#${linkAnchor(code)}`;
}

/**
 * The URI of the kind of problem that a code is: the row about it in the table of failures, that of its family,
 * or the paragraph about unclassified codes.
 *
 * @param docsUrl The URL of the folder that has `docs/`, with a slash at its end.
 * @see RFC 9457, section 3.1.1 (type)
 */
export function problemType(docsUrl: string, code: string): string {
  return `${docsUrl}docs/failures.md#${linkAnchor(code)}`;
}

/** The anchor of the section or row about a code, which is the same in every page that has one. */
export function linkAnchor(code: string): string {
  return rowOf(ANCHORS, code) ?? 'any-other-code';
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
