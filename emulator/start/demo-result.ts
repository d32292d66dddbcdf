import type { Expected } from './demo-cases.ts';
import type { OutcomeNews } from './news.ts';

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
