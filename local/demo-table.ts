import type { DeadLetter } from '../shared/dead-letters/generated/dead-letter.ts';
import type { Paint } from '../terminal/paint.ts';
import { paragraph } from '../terminal/text.ts';
import type { RequestOutcome } from './activity.ts';
import type { Expected } from './demo-cases.ts';
import { OUTCOME_COLORS, shortId } from './live-line.ts';

// The table is printed as it grows: the first columns of a row when its request is sent, the others
// when its outcome is known. It has at most 80 columns.

export function tableHead(paint: Paint): string {
  const head = `${requestColumns('tenant/key', 'way in', 'trouble')}${columns('outcome', 'key', 'code')}`;
  return `${paint('bold', head)}\n`;
}

export function requestColumns(subject: string, wayIn: string, trouble: string): string {
  return `${subject.padEnd(14)} ${wayIn.padEnd(6)} ${trouble.padEnd(13)}  `;
}

export function outcomeColumns(ended: Ended | undefined, paint: Paint): string {
  if (ended === undefined) return 'no outcome\n';
  const { outcome, keyId, code, adopted } = ended;
  // The last part of a code like LimitExceeded.CmkLimitExceeded is the specific one.
  const note = code?.split('.').at(-1) ?? (adopted ? '(adopted)' : '');
  const row = columns(outcome, shortId(keyId) || '-', note);
  return `${paint(OUTCOME_COLORS[outcome], row)}\n`;
}

function columns(outcome: string, key: string, note: string): string {
  return `${outcome.padEnd(11)}  ${key.padEnd(8)}  ${note}`.trimEnd();
}

const WIDTH = 80;

/** Counts the outcomes, and says what happens next. */
export function summaryText(results: readonly DemoResult[]): string {
  const countOf = (outcome: string) =>
    results.filter(({ ended }) => ended?.outcome === outcome).length;
  const counts = ['provisioned', 'rejected', 'waiting', 'parked'].map(
    (name) => `${countOf(name)} ${name}`,
  );
  const text = [
    `${results.length} requests: ${counts.join(', ')}.`,
    'Now KMS works again, the quota has room, and keys can be tagged.',
    "Two minutes later on the cloud's clock, the timer sends in again what waits.",
    'An operator enables the disabled key, and redrives its request.',
  ].join(' ');
  return `\n${paragraph(text, WIDTH)}\n`;
}

type DemoEnd = {
  readonly results: readonly DemoResult[];
  /** Every key exists once, and CreateKey was not called again for those that existed. */
  readonly createdOnce: boolean;
  /** The dead letters that the demo leaves. */
  readonly deadLetters: readonly DeadLetter[];
  readonly dataDir: string | undefined;
};

/** Counts the keys, and says what to do about the requests that stay parked. */
export function closingText({ results, createdOnce, deadLetters, dataDir }: DemoEnd): string {
  const keys = new Set(results.flatMap(({ ended }) => ended?.keyId ?? [])).size;
  const count = createdOnce
    ? `${keys} keys, each created once: the second attempt at one of them added the missing tags, and created no key.`
    : `${keys} keys.`;
  const parked = 'What stays parked keeps its original text. The next step is:';
  const steps = deadLetters.map(({ code, nextStep }) => paragraph(`${code}: ${nextStep}`, WIDTH));
  return `\n${paragraph(`${count} ${parked}`, WIDTH)}\n${steps.join('')}\n${stateText(dataDir)}\n`;
}

function stateText(dataDir: string | undefined): string {
  return dataDir === undefined
    ? 'The state of this cloud ends here; --data DIR would keep it.'
    : `npm start -- --data ${dataDir} continues with this state.`;
}

/** A row of the demo: the expected outcome of a request, and the actual one. */
export type DemoResult = {
  readonly subject: string;
  readonly wayIn: string;
  readonly expected: Expected;
  /** Undefined if it did not end in time. */
  readonly ended: Ended | undefined;
};

export type Ended = Pick<RequestOutcome, 'outcome' | 'keyId' | 'code' | 'adopted'>;

/** A sentence if the outcome is not the expected one. */
export function deviationOf({ subject, wayIn, expected, ended }: DemoResult): string[] {
  const isExpected =
    ended?.outcome === expected.outcome &&
    ended.code === expected.code &&
    (expected.adopted === undefined || ended.adopted === true);
  if (isExpected) return [];
  const actual =
    ended === undefined ? 'no outcome' : [ended.outcome, ended.code].filter(Boolean).join(' ');
  const wanted = [expected.outcome, expected.code].filter(Boolean).join(' ');
  return [`${subject} (${wayIn}) had ${actual} instead of ${wanted}.`];
}
