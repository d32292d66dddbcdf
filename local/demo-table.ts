import type { DeadLetter } from '../shared/dead-letters/generated/dead-letter.ts';
import type { Paint } from '../terminal/paint.ts';
import { paragraph } from '../terminal/text.ts';
import type { Expected } from './demo-cases.ts';
import type { OutcomeNews } from './news.ts';
import { OUTCOME_COLORS, shortId } from './screen.ts';

// The table is printed as it grows: the first half of a row when its request is sent, the second
// when it has ended. It has 80 columns at most.

export function tableHead(paint: Paint): string {
  const head = `${firstHalf('tenant/key', 'door', 'trouble')}${secondHalf('outcome', 'key', 'code')}`;
  return `${paint('bold', head)}\n`;
}

export function firstHalf(subject: string, door: string, trouble: string): string {
  return `${subject.padEnd(14)} ${door.padEnd(6)} ${trouble.padEnd(13)}  `;
}

export function rowOfEnd(end: DemoEnd | undefined, paint: Paint): string {
  if (end === undefined) return 'no outcome\n';
  const { outcome, keyId, code, adopted } = end;
  // Of a code like LimitExceeded.CmkLimitExceeded the last part says the most.
  const note = code?.split('.').at(-1) ?? (adopted ? '(adopted)' : '');
  const row = secondHalf(outcome, shortId(keyId) || '-', note);
  return `${paint(OUTCOME_COLORS[outcome], row)}\n`;
}

function secondHalf(outcome: string, key: string, note: string): string {
  return `${outcome.padEnd(11)}  ${key.padEnd(8)}  ${note}`.trimEnd();
}

const COLUMNS = 80;

/** What came of the requests, and what comes next. */
export function middleOfDemo(results: readonly DemoResult[]): string {
  const countOf = (outcome: string) => results.filter(({ end }) => end?.outcome === outcome).length;
  const counts = ['provisioned', 'rejected', 'parked'].map((name) => `${countOf(name)} ${name}`);
  const text = `${results.length} requests: ${counts.join(', ')}. The quota is back now, and tags can be set: the timer of the next minute resumes what waits for the quota, and an operator has what lacks its tags redriven.`;
  return `\n${paragraph(text, COLUMNS)}\n`;
}

export type EndOfDemo = {
  readonly results: readonly DemoResult[];
  /** Every key is there once, and the redrive called no CreateKey. */
  readonly madeOnce: boolean;
  /** What the demo left parked. */
  readonly letters: readonly DeadLetter[];
  readonly dataDir: string | undefined;
};

/** What is there in the end. */
export function endOfDemo({ results, madeOnce, letters: deadLetters, dataDir }: EndOfDemo): string {
  const keys = new Set(results.flatMap(({ end }) => end?.keyId ?? [])).size;
  const once = madeOnce
    ? `${keys} keys, each made once: the redrive added what tags were missing, and made no key.`
    : `${keys} keys.`;
  const parked = `What stays parked is kept unchanged, with what to do next:`;
  const steps = deadLetters.map(({ code, nextStep }) => paragraph(`${code}: ${nextStep}`, COLUMNS));
  return `\n${paragraph(`${once} ${parked}`, COLUMNS)}\n${steps.join('')}\n${whereKept(dataDir)}\n`;
}

function whereKept(dataDir: string | undefined): string {
  return dataDir === undefined
    ? 'This cloud ends here; --data DIR would keep it.'
    : `npm start -- --data ${dataDir} goes on from here.`;
}

/** One row of the demo: what was expected of a request, and what became of it. */
export type DemoResult = {
  readonly subject: string;
  /** How it came in. */
  readonly door: string;
  readonly expected: Expected;
  /** Undefined when that is not known in time. */
  readonly end: DemoEnd | undefined;
};

export type DemoEnd = Pick<OutcomeNews, 'outcome' | 'keyId' | 'code' | 'adopted'>;

/** A sentence when the end is not as expected. */
export function surpriseOf({ subject, door, expected, end }: DemoResult): string[] {
  const isExpected =
    end?.outcome === expected.outcome &&
    end.code === expected.code &&
    (expected.adopted === undefined || end.adopted === true);
  if (isExpected) return [];
  const came = end === undefined ? 'no outcome' : [end.outcome, end.code].filter(Boolean).join(' ');
  const wanted = [expected.outcome, expected.code].filter(Boolean).join(' ');
  return [`${subject} (${door}) had ${came} instead of ${wanted}.`];
}
