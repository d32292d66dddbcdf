import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { paragraph } from '../../terminal/text.ts';
import type { DemoResult } from './demo-result.ts';

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
export function endOfDemo({ results, madeOnce, letters, dataDir }: EndOfDemo): string {
  const keys = new Set(results.flatMap(({ end }) => end?.keyId ?? [])).size;
  const once = madeOnce
    ? `${keys} keys, each made once: the redrive added what tags were missing, and made no key.`
    : `${keys} keys.`;
  const parked = `What stays parked is kept unchanged, with what to do next:`;
  const steps = letters.map(({ code, nextStep }) => paragraph(`${code}: ${nextStep}`, COLUMNS));
  return `\n${paragraph(`${once} ${parked}`, COLUMNS)}\n${steps.join('')}\n${whereKept(dataDir)}\n`;
}

function whereKept(dataDir: string | undefined): string {
  return dataDir === undefined
    ? 'This cloud ends here; --data DIR would keep it.'
    : `npm start -- --data ${dataDir} goes on from here.`;
}
